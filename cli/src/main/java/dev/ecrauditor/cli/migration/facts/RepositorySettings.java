package dev.ecrauditor.cli.migration.facts;

import java.util.List;

/**
 * The settings of a repository that are parameters of its creation.
 *
 * @param mutability ECR's imageTagMutability
 * @param exclusions filters of tags to which the opposite applies
 * @param scanOnPush the repository's own flag
 */
public record RepositorySettings(String mutability, List<Exclusion> exclusions, boolean scanOnPush) {

    /**
     * A filter of tags.
     *
     * @param type ECR's filterType, such as {@code WILDCARD}
     * @param filter the text that tags are compared with
     */
    public record Exclusion(String type, String filter) {}

    public RepositorySettings {
        exclusions = List.copyOf(exclusions);
    }
}
