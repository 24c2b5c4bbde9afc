package dev.ecrauditor.repository;

import dev.ecrauditor.policy.pattern.Wildcard;
import java.util.List;

/**
 * A rule of the registry's signing configuration: images pushed to matching repositories are signed.
 *
 * <p>Source: GetSigningConfiguration, SigningRule, Amazon ECR API Reference.
 *
 * @param signingProfileArn the AWS Signer profile
 * @param filters which repositories it covers
 */
public record SigningRule(String signingProfileArn, List<ScanningRule.Filter> filters) {

    /** The whole name has to match; {@code *} stands for any text. Source: SigningRepositoryFilter. */
    private static final String KNOWN_FILTER = "WILDCARD_MATCH";

    public SigningRule {
        filters = List.copyOf(filters);
    }

    /** True if the rule covers a repository of this name; without filters it covers every one. */
    public boolean covers(String repositoryName) {
        return filters.isEmpty()
                || filters.stream()
                        .anyMatch(filter ->
                                filter.type().equals(KNOWN_FILTER) && Wildcard.matches(filter.value(), repositoryName));
    }

    /** True if every filter is of a type that this version can match. */
    public boolean isUnderstood() {
        return filters.stream().allMatch(filter -> filter.type().equals(KNOWN_FILTER));
    }
}
