package dev.ecrauditor.aws.repository;

import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.AwsErrors;
import dev.ecrauditor.repository.Denial;
import dev.ecrauditor.repository.NameWindow;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositoryLister;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ecr.model.DescribeRepositoriesRequest;

/**
 * Lists with DescribeRepositories, page by page. The pages come in no documented order, so all of them are read for a
 * window, and what is not in it is forgotten at once.
 */
public final class EcrRepositoryLister implements RepositoryLister {

    private static final int PAGE = 1_000;

    private final AwsClients clients;
    private final AccountCredentials credentials;
    private final ListedRepositories listed;
    private final Clock clock;

    /** Lists the repositories of the caller's own account. */
    public EcrRepositoryLister(AwsClients clients) {
        this(clients, new AccountCredentials(clients, Optional.empty(), Clock.systemUTC()));
    }

    /** Lists the repositories of every account that the credentials are for. */
    public EcrRepositoryLister(AwsClients clients, AccountCredentials credentials) {
        this(clients, credentials, new ListedRepositories(), Clock.systemUTC());
    }

    /**
     * The same, and keeps their descriptions.
     *
     * @param listed for the reader of single repositories
     */
    public EcrRepositoryLister(
            AwsClients clients, AccountCredentials credentials, ListedRepositories listed, Clock clock) {
        this.clients = clients;
        this.credentials = credentials;
        this.listed = listed;
        this.clock = clock;
    }

    @Override
    public Reading<List<RepositoryArn>> list(String account, String region, NameWindow window) {
        DescribeRepositoriesRequest.Builder request =
                DescribeRepositoriesRequest.builder().registryId(account).maxResults(PAGE);
        try {
            credentials.forAccount(account, region).ifPresent(request::overrideConfiguration);
            ListedRepositories.Listing listing = new ListedRepositories.Listing(clock.instant(), window);
            clients.ecr(region)
                    .describeRepositoriesPaginator(request.build())
                    .repositories()
                    .forEach(described -> RepositoryArn.parse(described.repositoryArn())
                            .ifPresent(arn -> listing.add(arn, described)));
            return new Reading.Known<>(listed.remember(listing));
        } catch (AwsServiceException fault) {
            if (AwsErrors.isDenied(fault)) {
                boolean role = AwsErrors.isOfAssumeRole(fault);
                return new Reading.Unreadable<>(
                        role ? "sts:AssumeRole" : "ecr:DescribeRepositories",
                        role
                                ? "the account's read role cannot be assumed"
                                : "ECR denies listing the repositories of " + region,
                        AwsErrors.denial(fault));
            }
            if (AwsErrors.isOfRegionNotEnabled(fault) && !AwsErrors.isOfAssumeRole(fault)) {
                return new Reading.Unreadable<>(
                        "ecr:DescribeRepositories",
                        "AWS rejects the credentials in " + region,
                        Denial.REGION_NOT_ENABLED);
            }
            throw fault;
        }
    }
}
