package dev.ecrauditor.registry;

import dev.ecrauditor.repository.RepositorySnapshot.RegistryContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a registry decides about its repositories, read once for all repositories that are evaluated within a minute. The
 * caller says since when it must have been read: each instance of a function remembers other facts, and none learns of a
 * change that another has seen.
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

    private record Registry(String account, String region) {}

    private record Entry(RegistryContext context, Instant asked) {

        boolean isUsable(Instant since, Instant now) {
            return !asked.isBefore(since) && now.isBefore(asked.plus(LIFETIME));
        }
    }

    public RegistryContextReader(Source source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    /**
     * The facts of a registry, at most {@link #LIFETIME} old.
     *
     * @param since facts that were asked for before are read again
     * @throws RuntimeException when AWS cannot answer now
     */
    public RegistryContext read(String account, String region, Instant since) {
        Registry registry = new Registry(account, region);
        Instant asked = clock.instant();
        Optional<Entry> known = known(registry).filter(entry -> entry.isUsable(since, asked));
        if (known.isPresent()) {
            return known.get().context();
        }
        // Outside the lock: an account that answers slowly does not hold up the others.
        RegistryContext read = source.read(account, region);
        remember(registry, new Entry(read, asked));
        return read;
    }

    private synchronized Optional<Entry> known(Registry registry) {
        return Optional.ofNullable(entries.get(registry));
    }

    /** An answer that was overtaken by a later one is not used again. */
    private synchronized void remember(Registry registry, Entry entry) {
        Optional<Entry> known = known(registry);
        if (known.filter(later -> later.asked().isAfter(entry.asked())).isPresent()) {
            return;
        }
        entries.remove(registry);
        entries.put(registry, entry);
        if (entries.size() > MOST) {
            entries.remove(entries.keySet().iterator().next());
        }
    }
}
