package dev.ecrauditor.settings.published;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/**
 * The findings of one account and Region that were open at a time, and that somebody accepts until a date.
 *
 * @param owner who accepts them
 * @param reason why
 * @param expires the last day on which they are accepted, by UTC
 * @param createdAt when they were read: a finding that was resolved since is not accepted again
 * @param repositories by name
 */
public record Baseline(
        String owner, String reason, LocalDate expires, Instant createdAt, Map<String, Repository> repositories) {

    public Baseline {
        repositories = Map.copyOf(repositories);
    }

    /**
     * The accepted findings of a repository.
     *
     * @param createdAt of the repository: one created anew under the name has other findings
     * @param evidence the mark of each finding's evidence, by rule id: with other evidence it is not accepted
     */
    public record Repository(Instant createdAt, Map<String, String> evidence) {

        public Repository {
            evidence = Map.copyOf(evidence);
        }
    }

    /** The accepted findings of a repository while the baseline is valid; empty where there are none. */
    public Optional<Repository> of(String name, Instant incarnation, Instant at) {
        return at.atZone(ZoneOffset.UTC).toLocalDate().isAfter(expires)
                ? Optional.empty()
                : Optional.ofNullable(repositories.get(name))
                        .filter(repository -> repository.createdAt().equals(incarnation));
    }
}
