package dev.ecrauditor.registry;

import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositorySnapshot.RegistryContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** The settings of a registry that apply to its repositories, read once for all repositories that are evaluated within a minute. */
public final class RegistryContextReader {

    private final Source source;
    private final RecentAnswers<Registry, RegistryContext> contexts;
    private final RecentAnswers<Registry, Reading<List<String>>> cachePrefixes;

    /** Reads the facts from AWS. */
    public interface Source {

        /**
         * The settings of the registry that apply to all its repositories, without {@link #cachePrefixes}.
         *
         * @return the facts; those that AWS denies are unreadable
         * @throws RuntimeException when AWS cannot answer now
         */
        RegistryContext read(String account, String region);

        /**
         * The repository prefixes of the pull through cache rules.
         *
         * @throws RuntimeException when AWS cannot answer now
         */
        default Reading<List<String>> cachePrefixes(String account, String region) {
            return RegistryContext.NOT_READ.cachePrefixes();
        }
    }

    private record Registry(String account, String region) {}

    public RegistryContextReader(Source source, Clock clock) {
        this.source = source;
        this.contexts = new RecentAnswers<>(clock);
        this.cachePrefixes = new RecentAnswers<>(clock);
    }

    /**
     * The facts of a registry, at most {@link RecentAnswers#LIFETIME} old.
     *
     * @param since facts that were asked for before are read again
     * @throws RuntimeException when AWS cannot answer now
     */
    public RegistryContext read(String account, String region, Instant since) {
        return contexts.get(new Registry(account, region), since, () -> source.read(account, region));
    }

    /**
     * The repository prefixes of the pull through cache rules.
     *
     * @throws RuntimeException when AWS cannot answer now
     */
    public Reading<List<String>> cachePrefixes(String account, String region, Instant since) {
        return cachePrefixes.get(new Registry(account, region), since, () -> source.cachePrefixes(account, region));
    }
}
