package dev.ecrauditor.exposure;

import dev.ecrauditor.registry.RegistrySnapshot;
import dev.ecrauditor.registry.ReplicationRule;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryPolicy;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was read of a registry about access.
 *
 * @param registry its settings
 * @param policies the policy of each repository by its name
 * @param history the copies that AWS reported
 */
public record RegistryAccess(
        RegistrySnapshot registry, Map<String, Reading<RepositoryPolicy>> policies, ReplicationHistory history) {

    public RegistryAccess {
        policies = Collections.unmodifiableMap(new TreeMap<>(policies));
    }

    /** A registry of which no copies are known. */
    public RegistryAccess(RegistrySnapshot registry, Map<String, Reading<RepositoryPolicy>> policies) {
        this(registry, policies, ReplicationHistory.NONE);
    }

    /**
     * Copies that AWS reported.
     *
     * @param completed images of a repository whose replication status is {@code COMPLETE}
     * @param backfills backfills that were started
     */
    public record ReplicationHistory(List<Copy> completed, List<Backfill> backfills) {

        /** Nothing is known. */
        public static final ReplicationHistory NONE = new ReplicationHistory(List.of(), List.of());

        public ReplicationHistory {
            completed = List.copyOf(completed);
            backfills = List.copyOf(backfills);
        }

        /** A repository of which an image was copied. */
        public record Copy(String repository, ReplicationRule.Destination destination) {}

        /**
         * A backfill: images that were stored before the rule existed are copied too.
         *
         * @param id its replicationBackfillId
         * @param isComplete true if its status is {@code COMPLETE}
         */
        public record Backfill(String id, ReplicationRule.Destination destination, boolean isComplete) {}
    }
}
