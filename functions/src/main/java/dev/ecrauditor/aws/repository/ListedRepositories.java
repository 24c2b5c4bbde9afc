package dev.ecrauditor.aws.repository;

import dev.ecrauditor.repository.RepositoryArn;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ecr.model.Repository;

/**
 * The descriptions that the latest complete listing of an account and Region answered, so that a sweep does not ask for
 * each again.
 */
public final class ListedRepositories {

    private static final Comparator<RepositoryArn> BY_NAME = Comparator.comparing(RepositoryArn::name);

    private Listing latest = new Listing(Instant.MIN);
    private List<RepositoryArn> byName = List.of();

    /** The descriptions of one listing, which counts as old as its first request. */
    static final class Listing {

        private final Instant asked;
        private final Map<RepositoryArn, RepositoryDescription> descriptions = new HashMap<>();

        /** Thousands of repositories have few settings among them. */
        private final Map<RepositoryDescription.Settings, RepositoryDescription.Settings> settings = new HashMap<>();

        Listing(Instant asked) {
            this.asked = asked;
        }

        void add(RepositoryArn repository, Repository answered) {
            RepositoryDescription described = RepositoryDescription.of(answered);
            RepositoryDescription.Settings first = settings.computeIfAbsent(described.settings(), none -> none);
            descriptions.put(repository, new RepositoryDescription(described.createdAt(), first));
        }
    }

    /**
     * A repository as it was listed.
     *
     * @param asked when the listing was asked for
     * @param group it and its neighbours by name, as many as one call about scanning answers
     */
    record Described(RepositoryDescription description, Instant asked, List<RepositoryArn> group) {}

    /** Takes the place of the listing before. */
    synchronized void remember(Listing listing) {
        latest = listing;
        byName = listing.descriptions.keySet().stream().sorted(BY_NAME).toList();
    }

    /** How a repository was described, if the listing was asked for since a time. */
    synchronized Optional<Described> find(RepositoryArn repository, Instant since) {
        return Optional.ofNullable(latest.descriptions.get(repository))
                .filter(described -> !latest.asked.isBefore(since))
                .map(described -> new Described(described, latest.asked, group(repository)));
    }

    private List<RepositoryArn> group(RepositoryArn repository) {
        int position = Collections.binarySearch(byName, repository, BY_NAME);
        int first = position - position % EffectiveScanningReader.MOST_TOGETHER;
        return byName.subList(first, Math.min(byName.size(), first + EffectiveScanningReader.MOST_TOGETHER));
    }
}
