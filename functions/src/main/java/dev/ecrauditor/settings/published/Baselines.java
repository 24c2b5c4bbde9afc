package dev.ecrauditor.settings.published;

import dev.ecrauditor.repository.Reading;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The baselines of accounts and Regions, each read when its first repository is evaluated. A few are remembered. */
public final class Baselines {

    /** Each may hold several megabytes. */
    private static final int MOST = 8;

    private static final Duration OUTAGE = Duration.ofHours(1);

    private final PublishedObjects objects;
    private final Clock clock;
    private final Map<String, CachedObject<Baseline>> known = new LinkedHashMap<>();

    public Baselines(PublishedObjects objects, Clock clock) {
        this.objects = objects;
        this.clock = clock;
    }

    /** The baseline of an account in a Region; absent where there is none, unreadable where it is not known. */
    public synchronized Reading<Baseline> of(String account, String region) {
        String key = BaselineJson.key(account, region);
        CachedObject<Baseline> object = known.remove(key);
        if (object == null) {
            object = new CachedObject<>(objects, key, BaselineJson::read, clock);
            if (known.size() == MOST) {
                known.remove(known.keySet().iterator().next());
            }
        }
        known.put(key, object); // the last one was used last
        return object.read(OUTAGE);
    }
}
