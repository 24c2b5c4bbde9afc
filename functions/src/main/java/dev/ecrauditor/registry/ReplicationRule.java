package dev.ecrauditor.registry;

import java.util.List;

/**
 * A rule of the registry's replication configuration.
 *
 * <p>Source: DescribeRegistry, ReplicationRule, Amazon ECR API Reference; "Private image replication in Amazon ECR",
 * Amazon ECR User Guide.
 *
 * @param destinations where every push to a matching repository is copied
 * @param filters which repositories match: any of them suffices, none means every repository
 */
public record ReplicationRule(List<Destination> destinations, List<Filter> filters) {

    public ReplicationRule {
        destinations = List.copyOf(destinations);
        filters = List.copyOf(filters);
    }

    /** A registry that receives copies. */
    public record Destination(String account, String region) {}

    /**
     * Chooses repositories by name.
     *
     * @param type {@code PREFIX_MATCH}, or one AWS adds later, which may match every name
     */
    public record Filter(String value, String type) {

        /** True unless it certainly does not choose a repository of this name; a prefix has no assumed slash. */
        public boolean mayMatch(String repositoryName) {
            return !type.equals("PREFIX_MATCH") || repositoryName.startsWith(value);
        }
    }

    /** True unless the rule certainly does not copy a repository of this name. */
    public boolean mayMatch(String repositoryName) {
        return filters.isEmpty() || filters.stream().anyMatch(filter -> filter.mayMatch(repositoryName));
    }
}
