package dev.ecrauditor.key;

import dev.ecrauditor.repository.RepositoryArn;
import java.util.Optional;

/**
 * The ARN of a KMS key, {@code arn:PARTITION:kms:REGION:ACCOUNT:key/ID}. Every part is validated, so that a command
 * built from it contains no other text. An alias is no key: it can be moved to another one.
 *
 * <p>Source: "Actions, resources, and condition keys for AWS Key Management Service", Service Authorization Reference;
 * "Key identifiers", AWS KMS Developer Guide.
 */
public record KeyArn(String partition, String region, String account, String id) {

    private static final int MAX_ID = 256;

    public KeyArn {
        if (!isValid(partition, region, account, id)) {
            throw new IllegalArgumentException("not a valid ARN of a KMS key");
        }
    }

    /** Reads an ARN; empty when it is not one of a KMS key. */
    public static Optional<KeyArn> parse(String text) {
        String[] fields = text.split(":", 6);
        if (fields.length != 6
                || !fields[0].equals("arn")
                || !fields[2].equals("kms")
                || !fields[5].startsWith("key/")) {
            return Optional.empty();
        }
        String id = fields[5].substring("key/".length());
        return isValid(fields[1], fields[3], fields[4], id)
                ? Optional.of(new KeyArn(fields[1], fields[3], fields[4], id))
                : Optional.empty();
    }

    /** True for a key of another account than the one whose repositories it encrypts. */
    public boolean isForeignTo(String repositoryAccount) {
        return !account.equals(repositoryAccount);
    }

    @Override
    public String toString() {
        return "arn:" + partition + ":kms:" + region + ":" + account + ":key/" + id;
    }

    private static boolean isValid(String partition, String region, String account, String id) {
        return RepositoryArn.isPartition(partition)
                && RepositoryArn.isRegion(region)
                && RepositoryArn.isAccountId(account)
                && isId(id);
    }

    private static boolean isId(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_ID
                && text.chars()
                        .allMatch(c ->
                                c == '-' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
    }
}
