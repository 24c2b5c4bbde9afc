package dev.ecrauditor.repository;

import dev.ecrauditor.policy.pattern.Wildcard;
import java.util.List;

/**
 * One rule of the registry's scanning configuration, as ECR returns it.
 *
 * <p>Source: "Filters to choose which repositories are scanned in Amazon ECR", Amazon ECR User Guide.
 *
 * @param frequency {@code SCAN_ON_PUSH}, {@code CONTINUOUS_SCAN}, {@code MANUAL}, or one AWS adds later
 * @param filters which repositories it covers
 */
public record ScanningRule(String frequency, List<Filter> filters) {

    public ScanningRule {
        filters = List.copyOf(filters);
    }

    /**
     * Chooses repositories by name.
     *
     * @param value text that a name contains; with a {@code *} in it, a pattern that the whole name matches
     * @param type {@code WILDCARD}, or one AWS adds later, which matches nothing here
     */
    public record Filter(String value, String type) {

        /** True when it chooses a repository of this name. */
        public boolean matches(String repositoryName) {
            return type.equals("WILDCARD")
                    && (value.contains("*") ? Wildcard.matches(value, repositoryName) : repositoryName.contains(value));
        }
    }

    /** True when pushed images are scanned under this rule; an unknown frequency does not count. */
    public boolean isScanOnPush() {
        return EffectiveScanning.isScanOnPush(frequency);
    }

    /** Its filters that choose a repository of this name. */
    public List<Filter> matching(String repositoryName) {
        return filters.stream().filter(filter -> filter.matches(repositoryName)).toList();
    }
}
