package dev.ecrauditor.aws.delivery;

import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.AwsErrors;
import dev.ecrauditor.delivery.CanaryTagger;
import dev.ecrauditor.event.CanaryTag;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import java.time.Instant;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;
import software.amazon.awssdk.services.ecr.model.Tag;
import software.amazon.awssdk.services.ecr.model.TagResourceRequest;

/** Writes with TagResource, with the function's own credentials. */
public final class EcrCanaryTagger implements CanaryTagger {

    private final AwsClients clients;

    public EcrCanaryTagger(AwsClients clients) {
        this.clients = clients;
    }

    @Override
    public Reading<Instant> tag(RepositoryArn repository, Instant at) {
        TagResourceRequest request = TagResourceRequest.builder()
                .resourceArn(repository.toString())
                .tags(Tag.builder().key(CanaryTag.KEY).value(at.toString()).build())
                .build();
        try {
            clients.ecr(repository.region()).tagResource(request);
            return new Reading.Known<>(at);
        } catch (RepositoryNotFoundException gone) {
            return new Reading.Absent<>();
        } catch (AwsServiceException fault) {
            if (AwsErrors.isDenied(fault)) {
                return new Reading.Unreadable<>(
                        "ecr:TagResource", "ECR denies tagging the canary repository", AwsErrors.denial(fault));
            }
            throw fault;
        }
    }
}
