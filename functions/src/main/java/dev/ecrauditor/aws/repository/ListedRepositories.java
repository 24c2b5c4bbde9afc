package dev.ecrauditor.aws.repository;

import dev.ecrauditor.repository.NameWindow;
import dev.ecrauditor.repository.RepositoryArn;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.ecr.model.Repository;

/**
 * The descriptions of the repositories in the window of the latest listing of an account and Region, so that a sweep
 * does not ask for each again.
 */
public final class ListedRepositories {

    /** Within a registry, by name. */
    private static final Comparator<RepositoryArn> ORDER = Comparator.comparing(RepositoryArn::name)
            .thenComparing(RepositoryArn::account)
            .thenComparing(RepositoryArn::region);

    private Listing latest = Listing.NONE;
    private List<RepositoryArn> repositories = List.of();

    /** The descriptions of one listing in a window, which count as old as its first request. */
    static final class Listing {

        private static final Listing NONE = new Listing(Instant.MIN, NameWindow.ALL);

        private final Instant asked;
        private final NameWindow window;
        private final TreeMap<RepositoryArn, RepositoryDescription> descriptions = new TreeMap<>(ORDER);

        /** Thousands of repositories have few settings among them. */
        private final Map<RepositoryDescription.Settings, RepositoryDescription.Settings> settings = new HashMap<>();

        private Listing(Instant asked, NameWindow window) {
            this.asked = asked;
            this.window = window;
        }

        void add(RepositoryArn repository, Repository answered) {
            boolean isFull = descriptions.size() == window.most();
            if (!window.isAfterStart(repository.name())
                    || (isFull && ORDER.compare(repository, descriptions.lastKey()) > 0)) {
                return;
            }
            RepositoryDescription described = RepositoryDescription.of(answered);
            RepositoryDescription.Settings first = settings.computeIfAbsent(described.settings(), none -> none);
            descriptions.put(repository, new RepositoryDescription(described.createdAt(), first));
            if (descriptions.size() > window.most()) {
                descriptions.pollLastEntry();
            }
        }
    }

    /**
     * A repository as it was listed.
     *
     * @param asked when the listing was asked for
     * @param group it and its neighbours by name, as many as one call about scanning answers
     */
    record Described(RepositoryDescription description, Instant asked, List<RepositoryArn> group) {}

    /** Begins a listing, and forgets the one before, so that no two are held. */
    synchronized Listing begin(Instant asked, NameWindow window) {
        latest = Listing.NONE;
        repositories = List.of();
        return new Listing(asked, window);
    }

    /**
     * Ends a listing: it is used from now on.
     *
     * @return the listed repositories, in the order of their names
     */
    synchronized List<RepositoryArn> end(Listing listing) {
        latest = listing;
        repositories = List.copyOf(listing.descriptions.keySet());
        return repositories;
    }

    /** How a repository was described, if the listing was asked for since a time. */
    synchronized Optional<Described> find(RepositoryArn repository, Instant since) {
        return Optional.ofNullable(latest.descriptions.get(repository))
                .filter(described -> !latest.asked.isBefore(since))
                .map(described -> new Described(described, latest.asked, group(repository)));
    }

    private List<RepositoryArn> group(RepositoryArn repository) {
        int position = Collections.binarySearch(repositories, repository, ORDER);
        int first = position - position % EffectiveScanningReader.MOST_TOGETHER;
        return repositories.subList(
                first, Math.min(repositories.size(), first + EffectiveScanningReader.MOST_TOGETHER));
    }
}
