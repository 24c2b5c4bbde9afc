package dev.ecrauditor.key;

import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The grants of ECR on a key for one repository, together with what ECR says of the repository now.
 *
 * @param repository the repository that the encryption context of the grants names
 * @param operations what the grants allow ECR
 * @param ids the ids of these grants, those of the first ones where there are many
 * @param current the repository as it is now; absent if it does not exist
 */
public record RepositoryGrants(
        RepositoryArn repository, Set<GrantedOperation> operations, List<String> ids, Reading<Current> current) {

    public RepositoryGrants {
        operations = Set.copyOf(operations);
        ids = List.copyOf(ids);
    }

    /**
     * A repository that exists.
     *
     * @param keyArn the key that encrypts it; empty for AES256
     * @param createdAt when it was created
     */
    public record Current(Optional<String> keyArn, Instant createdAt) {}
}
