package dev.ecrauditor.key;

import dev.ecrauditor.repository.KeySnapshot;
import dev.ecrauditor.repository.Reading;
import java.time.Instant;

/**
 * A KMS key and the repositories of one account that it encrypts, as read at one moment.
 *
 * @param arn the key's ARN, as ECR stores it
 * @param key its state; absent if KMS does not know it
 * @param rotation whether its material is rotated automatically; absent if the key cannot be rotated
 * @param policy the text of its key policy; absent if no policy of the customer decides, as for an AWS managed key
 * @param grants the grants on it; read only on request
 * @param repositories the repositories that it encrypts
 * @param readAt when it was read
 */
public record EncryptionKey(
        KeyArn arn,
        Reading<KeySnapshot> key,
        Reading<Boolean> rotation,
        Reading<String> policy,
        Reading<GrantSummary> grants,
        EncryptedRepositories repositories,
        Instant readAt) {

    /** True for a key of another account than its repositories'. */
    public boolean isForeign() {
        return arn.isForeignTo(repositories.account());
    }
}
