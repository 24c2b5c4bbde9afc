package dev.ecrauditor.aws;

import dev.ecrauditor.repository.KeySnapshot;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import java.util.Objects;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.NotFoundException;

/** Reads a key's manager and state from KMS, in the repository's own account and Region. */
final class KmsKeyReader {

    private final AwsClients clients;
    private final AccountCredentials credentials;

    KmsKeyReader(AwsClients clients, AccountCredentials credentials) {
        this.clients = clients;
        this.credentials = credentials;
    }

    Reading<KeySnapshot> read(RepositoryArn repository, String keyArn) {
        DescribeKeyRequest.Builder request = DescribeKeyRequest.builder().keyId(keyArn);
        credentials.forAccountOf(repository).ifPresent(request::overrideConfiguration);
        try {
            KeyMetadata key = clients.kms(repository.region())
                    .describeKey(request.build())
                    .keyMetadata();
            // A field that KMS omits is an unknown value, not a fault of the rule.
            return new Reading.Known<>(new KeySnapshot(
                    Objects.requireNonNullElse(key.arn(), keyArn),
                    Objects.requireNonNullElse(key.keyManagerAsString(), ""),
                    Objects.requireNonNullElse(key.keyStateAsString(), "")));
        } catch (NotFoundException gone) {
            return new Reading.Absent<>();
        } catch (AwsServiceException fault) {
            if (AwsErrors.isDenied(fault)) {
                return new Reading.Unreadable<>(
                        "kms:DescribeKey", "KMS denies describing the key " + keyArn, AwsErrors.denial(fault));
            }
            throw fault;
        }
    }
}
