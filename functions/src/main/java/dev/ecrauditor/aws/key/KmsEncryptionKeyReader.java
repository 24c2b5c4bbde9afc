package dev.ecrauditor.aws.key;

import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.key.EncryptedRepositories;
import dev.ecrauditor.key.EncryptionKey;
import dev.ecrauditor.key.GrantSummary;
import dev.ecrauditor.key.KeyArn;
import dev.ecrauditor.key.KeyReader;
import dev.ecrauditor.repository.KeySnapshot;
import dev.ecrauditor.repository.Reading;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.kms.model.GetKeyPolicyRequest;
import software.amazon.awssdk.services.kms.model.GetKeyRotationStatusRequest;

/**
 * Reads a key with DescribeKey, GetKeyRotationStatus and GetKeyPolicy, and its grants on request. Of an AWS managed key
 * and of a key that is gone nothing else is read.
 *
 * <p>Source: the pages of these operations, AWS KMS API Reference.
 */
public final class KmsEncryptionKeyReader implements KeyReader {

    private static final String GRANTS_NOT_READ = "the grants were not read: only the sweep reads them";
    private static final String POLICY_OF_FOREIGN_KEY = "KMS shows a key policy only to the account of the key";

    private final AwsClients clients;
    private final AccountCredentials credentials;
    private final Descriptions descriptions;
    private final Clock clock;

    /** Describes a key of an account's repositories. */
    private interface Descriptions {
        Reading<KeySnapshot> read(String account, String region, String keyArn);
    }

    /** Reads every fact anew, as an event may be the change of it. */
    public KmsEncryptionKeyReader(AwsClients clients, AccountCredentials credentials, Clock clock) {
        this(clients, credentials, clock, new KmsKeyReader(clients, credentials)::read);
    }

    private KmsEncryptionKeyReader(
            AwsClients clients, AccountCredentials credentials, Clock clock, Descriptions descriptions) {
        this.clients = clients;
        this.credentials = credentials;
        this.descriptions = descriptions;
        this.clock = clock;
    }

    /** The same reader for keys that may have been described already, in their account. */
    public KmsEncryptionKeyReader using(KeyDescriptions known) {
        return new KmsEncryptionKeyReader(
                clients, credentials, clock, (account, region, keyArn) -> known.of(region, keyArn));
    }

    @Override
    public EncryptionKey read(KeyArn key, EncryptedRepositories repositories) {
        return read(key, repositories, () -> new Reading.Unreadable<>("kms:ListGrants", GRANTS_NOT_READ));
    }

    @Override
    public EncryptionKey readWithGrants(KeyArn key, EncryptedRepositories repositories) {
        KeyCalls calls = new KeyCalls(credentials, repositories.account());
        return read(key, repositories, () -> new GrantReader(clients, calls).read(key, repositories));
    }

    private EncryptionKey read(KeyArn key, EncryptedRepositories repositories, Supplier<Reading<GrantSummary>> grants) {
        Reading<KeySnapshot> description = descriptions.read(repositories.account(), key.region(), key.toString());
        if (hasNothingElse(description)) {
            return new EncryptionKey(
                    key,
                    description,
                    new Reading.Absent<>(),
                    new Reading.Absent<>(),
                    new Reading.Absent<>(),
                    repositories,
                    clock.instant());
        }
        KeyCalls calls = new KeyCalls(credentials, repositories.account());
        return new EncryptionKey(
                key,
                description,
                rotation(calls, key, description),
                policy(calls, key, repositories),
                grants.get(),
                repositories,
                clock.instant());
    }

    private static boolean hasNothingElse(Reading<KeySnapshot> description) {
        return description instanceof Reading.Absent<KeySnapshot>
                || (description instanceof Reading.Known<KeySnapshot> known
                        && known.value().manager().equals("AWS"));
    }

    /** The rotation of a replica is that of its primary key, in the primary's Region. */
    private Reading<Boolean> rotation(KeyCalls calls, KeyArn key, Reading<KeySnapshot> description) {
        Optional<KeySnapshot> known =
                description instanceof Reading.Known<KeySnapshot> one ? Optional.of(one.value()) : Optional.empty();
        if (known.isPresent() && !known.get().details().canRotate()) {
            return new Reading.Absent<>();
        }
        KeyArn primary = known.flatMap(one -> one.details().primaryArn())
                .flatMap(KeyArn::parse)
                .orElse(key);
        return calls.read(
                "kms:GetKeyRotationStatus",
                primary,
                asked -> clients.kms(asked.region())
                        .getKeyRotationStatus(calls.authorize(GetKeyRotationStatusRequest.builder(), asked.region())
                                .keyId(asked.toString())
                                .build())
                        .keyRotationEnabled());
    }

    private Reading<String> policy(KeyCalls calls, KeyArn key, EncryptedRepositories repositories) {
        if (key.isForeignTo(repositories.account())) {
            return new Reading.Unreadable<>("kms:GetKeyPolicy", POLICY_OF_FOREIGN_KEY);
        }
        return calls.read(
                "kms:GetKeyPolicy",
                key,
                asked -> clients.kms(asked.region())
                        .getKeyPolicy(calls.authorize(GetKeyPolicyRequest.builder(), asked.region())
                                .keyId(asked.toString())
                                .policyName("default")
                                .build())
                        .policy());
    }
}
