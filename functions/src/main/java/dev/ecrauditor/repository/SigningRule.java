package dev.ecrauditor.repository;

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

    public SigningRule {
        filters = List.copyOf(filters);
    }
}
