package dev.ecrauditor.aws;

import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositoryLister;
import java.util.List;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ecr.model.DescribeRepositoriesRequest;

/** Lists with DescribeRepositories, page by page. */
public final class EcrRepositoryLister implements RepositoryLister {

    private static final int PAGE = 1_000;

    private final AwsClients clients;

    public EcrRepositoryLister(AwsClients clients) {
        this.clients = clients;
    }

    @Override
    public Reading<List<RepositoryArn>> list(String account, String region) {
        DescribeRepositoriesRequest request = DescribeRepositoriesRequest.builder()
                .registryId(account)
                .maxResults(PAGE)
                .build();
        try {
            List<RepositoryArn> repositories =
                    clients.ecr(region).describeRepositoriesPaginator(request).repositories().stream()
                            .flatMap(repository -> RepositoryArn.parse(repository.repositoryArn()).stream())
                            .toList();
            return new Reading.Known<>(repositories);
        } catch (AwsServiceException fault) {
            if (AwsErrors.isDenied(fault)) {
                return new Reading.Unreadable<>(
                        "ecr:DescribeRepositories",
                        "ECR denies listing the repositories of " + region,
                        AwsErrors.denial(fault));
            }
            throw fault;
        }
    }
}
