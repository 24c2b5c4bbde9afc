package dev.ecrauditor.aws.key;

import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.AwsErrors;
import dev.ecrauditor.key.RepositoryGrants.Current;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ecr.model.DescribeRepositoriesRequest;
import software.amazon.awssdk.services.ecr.model.EncryptionConfiguration;
import software.amazon.awssdk.services.ecr.model.Repository;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;

/**
 * Asks ECR whether a repository exists and which key encrypts it. Grants are retired by hand where this says that they
 * are left over, so that no list that may be out of date decides.
 */
final class CurrentRepositories {

    private final AwsClients clients;
    private final KeyCalls calls;

    CurrentRepositories(AwsClients clients, KeyCalls calls) {
        this.clients = clients;
        this.calls = calls;
    }

    Reading<Current> read(RepositoryArn arn) {
        try {
            DescribeRepositoriesRequest request = calls.authorize(DescribeRepositoriesRequest.builder(), arn.region())
                    .registryId(arn.account())
                    .repositoryNames(arn.name())
                    .build();
            return clients.ecr(arn.region()).describeRepositories(request).repositories().stream()
                    .findFirst()
                    .<Reading<Current>>map(repository -> new Reading.Known<>(current(repository)))
                    .orElseGet(Reading.Absent::new);
        } catch (RepositoryNotFoundException gone) {
            return new Reading.Absent<>();
        } catch (AwsServiceException fault) {
            if (AwsErrors.isDenied(fault)) {
                return new Reading.Unreadable<>(
                        "ecr:DescribeRepositories", "ECR denies describing the repository", AwsErrors.denial(fault));
            }
            throw fault;
        }
    }

    private static Current current(Repository repository) {
        return new Current(
                Optional.ofNullable(repository.encryptionConfiguration()).map(EncryptionConfiguration::kmsKey),
                repository.createdAt());
    }
}
