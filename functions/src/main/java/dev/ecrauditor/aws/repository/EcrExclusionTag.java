package dev.ecrauditor.aws.repository;

import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.AwsErrors;
import dev.ecrauditor.remediation.ExclusionTag;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ecr.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;

/** Reads a repository's tags with ListTagsForResource. */
public final class EcrExclusionTag implements ExclusionTag {

    private final AwsClients clients;
    private final AccountCredentials credentials;

    public EcrExclusionTag(AwsClients clients, AccountCredentials credentials) {
        this.clients = clients;
        this.credentials = credentials;
    }

    @Override
    public Reading<Boolean> excludes(RepositoryArn repository) {
        ListTagsForResourceRequest.Builder request =
                ListTagsForResourceRequest.builder().resourceArn(repository.toString());
        try {
            credentials.forAccountOf(repository).ifPresent(request::overrideConfiguration);
            return new Reading.Known<>(
                    clients.ecr(repository.region()).listTagsForResource(request.build()).tags().stream()
                            .anyMatch(tag -> KEY.equals(tag.key())));
        } catch (RepositoryNotFoundException gone) {
            return new Reading.Absent<>();
        } catch (AwsServiceException fault) {
            if (AwsErrors.isDenied(fault)) {
                return new Reading.Unreadable<>(
                        "ecr:ListTagsForResource", "ECR denies reading the tags", AwsErrors.denial(fault));
            }
            throw fault;
        }
    }
}
