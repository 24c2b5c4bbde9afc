package dev.ecrauditor.aws.key;

import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.AwsErrors;
import dev.ecrauditor.repository.KeyDetails;
import dev.ecrauditor.repository.KeySnapshot;
import dev.ecrauditor.repository.Reading;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.MultiRegionConfiguration;
import software.amazon.awssdk.services.kms.model.MultiRegionKey;
import software.amazon.awssdk.services.kms.model.MultiRegionKeyType;
import software.amazon.awssdk.services.kms.model.NotFoundException;

/** Describes a key with one call to KMS, through the account and Region whose repositories use it. */
public final class KmsKeyReader {

    private final AwsClients clients;
    private final AccountCredentials credentials;

    public KmsKeyReader(AwsClients clients, AccountCredentials credentials) {
        this.clients = clients;
        this.credentials = credentials;
    }

    /**
     * Describes a key.
     *
     * @param account the account whose repositories the key encrypts
     * @param region their Region, which is the key's
     * @param keyArn the key's ARN, never an alias: describing {@code alias/aws/ecr} can create that key
     */
    public Reading<KeySnapshot> read(String account, String region, String keyArn) {
        DescribeKeyRequest.Builder request = DescribeKeyRequest.builder().keyId(keyArn);
        try {
            credentials.forAccount(account, region).ifPresent(request::overrideConfiguration);
            return new Reading.Known<>(snapshot(
                    keyArn, clients.kms(region).describeKey(request.build()).keyMetadata()));
        } catch (NotFoundException gone) {
            return new Reading.Absent<>();
        } catch (AwsServiceException fault) {
            if (AwsErrors.isDenied(fault)) {
                boolean role = AwsErrors.isOfAssumeRole(fault);
                return new Reading.Unreadable<>(
                        role ? "sts:AssumeRole" : "kms:DescribeKey",
                        role ? "the account's read role cannot be assumed" : "KMS denies describing the key " + keyArn,
                        AwsErrors.denial(fault));
            }
            throw fault;
        }
    }

    /** A field that KMS omits is an unknown value, not a fault of the rule. */
    private static KeySnapshot snapshot(String keyArn, KeyMetadata key) {
        return new KeySnapshot(
                Objects.requireNonNullElse(key.arn(), keyArn),
                Objects.requireNonNullElse(key.keyManagerAsString(), ""),
                Objects.requireNonNullElse(key.keyStateAsString(), ""),
                new KeyDetails(
                        Objects.requireNonNullElse(key.keySpecAsString(), ""),
                        Objects.requireNonNullElse(key.originAsString(), ""),
                        Optional.ofNullable(key.deletionDate()),
                        Optional.ofNullable(key.validTo()),
                        primaryOfReplica(key)));
    }

    private static Optional<String> primaryOfReplica(KeyMetadata key) {
        return Optional.ofNullable(key.multiRegionConfiguration())
                .filter(configuration -> configuration.multiRegionKeyType() == MultiRegionKeyType.REPLICA)
                .map(MultiRegionConfiguration::primaryKey)
                .map(MultiRegionKey::arn);
    }
}
