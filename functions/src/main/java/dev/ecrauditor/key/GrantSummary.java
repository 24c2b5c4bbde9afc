package dev.ecrauditor.key;

import java.util.List;

/**
 * The grants on a key, reduced to what the rules need: a key can have 50,000.
 *
 * <p>Source: GrantListEntry, AWS KMS API Reference; "Encryption at rest", Amazon ECR User Guide: ECR makes two grants
 * for each repository, with the encryption context {@code aws:ecr:arn}. Only one of them is documented: grantee
 * {@code ecr.REGION.amazonaws.com}, operations GenerateDataKey and Decrypt.
 *
 * @param count the number of all grants, also of other services and principals
 * @param notable each repository whose grants may be wrong: one that the key encrypts and for which the grants do not
 *     allow every operation, or one that has grants and is not known to be encrypted by the key
 * @param unchecked the number of further repositories of that kind, about which ECR was not asked
 */
public record GrantSummary(int count, List<RepositoryGrants> notable, int unchecked) {

    public GrantSummary {
        notable = List.copyOf(notable);
    }

    /** Grants that are all as ECR makes them. */
    public static GrantSummary complete(int count) {
        return new GrantSummary(count, List.of(), 0);
    }
}
