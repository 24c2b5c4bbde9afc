package dev.ecrauditor.registry;

import dev.ecrauditor.repository.RepositorySnapshot.RegistryContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a registry decides about its repositories, read once for all repositories that are evaluated within a minute. An
 * event that changes the registry makes its facts invalid at once: {@link #forget}.
 */
public final class RegistryContextReader {

    /** How long facts are used without reading them again. */
    public static final Duration LIFETIME = Duration.ofSeconds(60);

    /** From this number on, those read first are forgotten. */
    static final int MOST = 1_000;

    /** Reads the facts from AWS. */
    public interface Source {

        /**
         * What the registry decides about its repositories.
         *
         * @return the facts; those that AWS denies are unreadable
         * @throws RuntimeException when AWS cannot answer now
         */
        RegistryContext read(String account, String region);
    }

    private final Source source;
    private final Clock clock;
    private final Map<Registry, Entry> entries = new LinkedHashMap<>();
    private long forgotten;

    private record Registry(String account, String region) {}

    private record Entry(RegistryContext context, Instant ends) {}

    public RegistryContextReader(Source source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    /**
     * The facts of a registry, at most {@link #LIFETIME} old.
     *
     * @throws RuntimeException when AWS cannot answer now
     */
    public RegistryContext read(String account, String region) {
        Registry registry = new Registry(account, region);
        long before;
        synchronized (this) {
            Entry known = entries.get(registry);
            if (known != null && clock.instant().isBefore(known.ends())) {
                return known.context();
            }
            before = forgotten;
        }
        // Outside the lock: an account that answers slowly does not hold up the others.
        Instant ends = clock.instant().plus(LIFETIME);
        RegistryContext read = source.read(account, region);
        remember(registry, new Entry(read, ends), before);
        return read;
    }

    /** Reads the registry again for the next repository, because it has changed. */
    public synchronized void forget(String account, String region) {
        entries.remove(new Registry(account, region));
        forgotten++;
    }

    /** Facts that were read while a registry changed may be older than the change. */
    private synchronized void remember(Registry registry, Entry entry, long before) {
        if (forgotten != before) {
            return;
        }
        entries.remove(registry);
        entries.put(registry, entry);
        if (entries.size() > MOST) {
            entries.remove(entries.keySet().iterator().next());
        }
    }
}
