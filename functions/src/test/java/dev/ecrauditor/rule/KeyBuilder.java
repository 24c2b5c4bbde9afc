package dev.ecrauditor.rule;

import dev.ecrauditor.key.EncryptedRepositories;
import dev.ecrauditor.key.EncryptionKey;
import dev.ecrauditor.key.GrantSummary;
import dev.ecrauditor.key.KeyArn;
import dev.ecrauditor.repository.KeyDetails;
import dev.ecrauditor.repository.KeySnapshot;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A key as a rule sees it: it encrypts payments/api of account 111122223333, and everything about it is right unless a
 * test says otherwise. Each method answers a changed copy.
 */
public record KeyBuilder(EncryptionKey built) {

    public static final Instant READ_AT = SnapshotBuilder.READ_AT;
    public static final KeyArn OWN_KEY = KeyArn.parse(SnapshotBuilder.OWN_KEY).orElseThrow();
    public static final KeyArn FOREIGN_KEY =
            KeyArn.parse(SnapshotBuilder.FOREIGN_KEY).orElseThrow();
    public static final String ACCOUNT_POLICY = """
            {"Version": "2012-10-17", "Statement": {"Sid": "Enable IAM User Permissions", "Effect": "Allow",
             "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "kms:*", "Resource": "*"}}""";

    public static KeyBuilder key() {
        return new KeyBuilder(new EncryptionKey(
                OWN_KEY,
                new Reading.Known<>(new KeySnapshot(OWN_KEY.toString(), "CUSTOMER", "Enabled")),
                new Reading.Known<>(true),
                new Reading.Known<>(ACCOUNT_POLICY),
                new Reading.Known<>(GrantSummary.complete(2)),
                new EncryptedRepositories("111122223333", List.of(SnapshotBuilder.ARN)),
                READ_AT));
    }

    /** A repository of the account, by its name. */
    public static RepositoryArn repository(String name) {
        return new RepositoryArn("aws", "us-east-1", "111122223333", name);
    }

    public KeyBuilder arn(KeyArn arn) {
        return new KeyBuilder(new EncryptionKey(
                arn,
                built.key(),
                built.rotation(),
                built.policy(),
                built.grants(),
                built.repositories(),
                built.readAt()));
    }

    public KeyBuilder state(String state) {
        return described(new KeySnapshot(OWN_KEY.toString(), "CUSTOMER", state));
    }

    public KeyBuilder manager(String manager) {
        return described(new KeySnapshot(OWN_KEY.toString(), manager, "Enabled"));
    }

    public KeyBuilder details(String state, KeyDetails details) {
        return described(new KeySnapshot(OWN_KEY.toString(), "CUSTOMER", state, details));
    }

    /** A key with imported material. */
    public KeyBuilder imported(String state, Optional<Instant> validTo) {
        return details(
                state, new KeyDetails("SYMMETRIC_DEFAULT", "EXTERNAL", Optional.empty(), validTo, Optional.empty()));
    }

    public KeyBuilder described(KeySnapshot snapshot) {
        return description(new Reading.Known<>(snapshot));
    }

    public KeyBuilder description(Reading<KeySnapshot> description) {
        return new KeyBuilder(new EncryptionKey(
                built.arn(),
                description,
                built.rotation(),
                built.policy(),
                built.grants(),
                built.repositories(),
                built.readAt()));
    }

    public KeyBuilder rotation(Reading<Boolean> rotation) {
        return new KeyBuilder(new EncryptionKey(
                built.arn(),
                built.key(),
                rotation,
                built.policy(),
                built.grants(),
                built.repositories(),
                built.readAt()));
    }

    /** A key policy with these statements, written with single quotes. */
    public KeyBuilder statements(String... singleQuoted) {
        return policy("{\"Version\": \"2012-10-17\", \"Statement\": ["
                + String.join(", ", singleQuoted).replace('\'', '"') + "]}");
    }

    public KeyBuilder policy(String text) {
        return policy(new Reading.Known<>(text));
    }

    public KeyBuilder policy(Reading<String> policy) {
        return new KeyBuilder(new EncryptionKey(
                built.arn(),
                built.key(),
                built.rotation(),
                policy,
                built.grants(),
                built.repositories(),
                built.readAt()));
    }

    public KeyBuilder grants(GrantSummary grants) {
        return grants(new Reading.Known<>(grants));
    }

    public KeyBuilder grants(Reading<GrantSummary> grants) {
        return new KeyBuilder(new EncryptionKey(
                built.arn(),
                built.key(),
                built.rotation(),
                built.policy(),
                grants,
                built.repositories(),
                built.readAt()));
    }

    public KeyBuilder encrypting(String... names) {
        return new KeyBuilder(new EncryptionKey(
                built.arn(),
                built.key(),
                built.rotation(),
                built.policy(),
                built.grants(),
                new EncryptedRepositories(
                        "111122223333",
                        Arrays.stream(names).map(KeyBuilder::repository).toList()),
                built.readAt()));
    }
}
