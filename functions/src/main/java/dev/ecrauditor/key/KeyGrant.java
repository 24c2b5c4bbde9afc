package dev.ecrauditor.key;

import java.util.Optional;
import java.util.Set;

/**
 * A grant on a key.
 *
 * <p>Source: GrantListEntry, AWS KMS API Reference; "Encryption at rest", Amazon ECR User Guide: ECR makes two grants
 * for each repository, with the encryption context {@code aws:ecr:arn}.
 *
 * @param id GrantId
 * @param grantee GranteePrincipal
 * @param operations such as {@code Decrypt}
 * @param repositoryArn the value of {@code aws:ecr:arn} in its encryption context
 */
public record KeyGrant(String id, String grantee, Set<String> operations, Optional<String> repositoryArn) {

    public KeyGrant {
        operations = Set.copyOf(operations);
    }
}
