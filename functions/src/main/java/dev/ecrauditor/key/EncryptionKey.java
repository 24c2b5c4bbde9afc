package dev.ecrauditor.key;

import dev.ecrauditor.repository.KeySnapshot;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import java.time.Instant;
import java.util.List;

/**
 * A KMS key and the repositories that it encrypts, as read at one moment.
 *
 * @param arn the key's ARN, as ECR stores it
 * @param key its state; absent if KMS does not know it
 * @param rotation whether its material is rotated automatically; absent if the key cannot be rotated
 * @param policy the text of its key policy
 * @param grants every grant on it; read by the sweep only
 * @param repositories the repositories that it encrypts, in the order of names
 * @param readAt when it was read
 */
public record EncryptionKey(
        String arn,
        Reading<KeySnapshot> key,
        Reading<Boolean> rotation,
        Reading<String> policy,
        Reading<List<KeyGrant>> grants,
        List<RepositoryArn> repositories,
        Instant readAt) {

    public EncryptionKey {
        repositories = List.copyOf(repositories);
    }
}
