package dev.ecrauditor.aws;

import dev.ecrauditor.repository.RepositoryArn;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ecr.model.Repository;

/**
 * The descriptions that the latest complete listing of an account and Region answered, so that a sweep does not ask for
 * each again.
 */
public final class ListedRepositories {

    private Listing latest = new Listing(Instant.MIN);

    /** The descriptions of one listing, which counts as old as its first request. */
    static final class Listing {

        private final Instant asked;
        private final Map<RepositoryArn, RepositoryDescription> descriptions = new HashMap<>();

        Listing(Instant asked) {
            this.asked = asked;
        }

        void add(RepositoryArn repository, Repository described) {
            descriptions.put(repository, RepositoryDescription.of(described));
        }

        private Optional<Described> find(RepositoryArn repository) {
            return Optional.ofNullable(descriptions.get(repository))
                    .map(description -> new Described(description, asked));
        }
    }

    /**
     * A repository as it was listed.
     *
     * @param asked when the listing was asked for
     */
    record Described(RepositoryDescription description, Instant asked) {}

    /** Takes the place of the listing before. */
    synchronized void remember(Listing listing) {
        latest = listing;
    }

    /** How a repository was described, if the listing was asked for since a time. */
    synchronized Optional<Described> find(RepositoryArn repository, Instant since) {
        return latest.asked.isBefore(since) ? Optional.empty() : latest.find(repository);
    }
}
