package dev.ecrauditor.aws.repository;

import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.AwsErrors;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ecr.model.GetLifecyclePolicyRequest;
import software.amazon.awssdk.services.ecr.model.LifecyclePolicyNotFoundException;

/** Reads the lifecycle policy of a repository. */
final class LifecyclePolicyReader {

    private final AwsClients clients;
    private final AccountCredentials credentials;

    LifecyclePolicyReader(AwsClients clients, AccountCredentials credentials) {
        this.clients = clients;
        this.credentials = credentials;
    }

    Reading<String> read(RepositoryArn arn) {
        GetLifecyclePolicyRequest.Builder request =
                GetLifecyclePolicyRequest.builder().registryId(arn.account()).repositoryName(arn.name());
        credentials.forAccountOf(arn).ifPresent(request::overrideConfiguration);
        try {
            return new Reading.Known<>(clients.ecr(arn.region())
                    .getLifecyclePolicy(request.build())
                    .lifecyclePolicyText());
        } catch (LifecyclePolicyNotFoundException none) {
            return new Reading.Absent<>();
        } catch (AwsServiceException fault) {
            if (AwsErrors.isDenied(fault)) {
                return new Reading.Unreadable<>(
                        "ecr:GetLifecyclePolicy", "ECR denies reading the lifecycle policy", AwsErrors.denial(fault));
            }
            throw fault;
        }
    }
}
