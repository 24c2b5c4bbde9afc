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

/** Lists with DescribeRepositories. Each window reads all pages and keeps only its own repositories. */
public final class EcrRepositoryLister implements RepositoryLister {

    private final RepositoryPages pages;
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
        this.pages = new RepositoryPages(clients, credentials);
        this.listed = listed;
        this.clock = clock;
    }

    @Override
    public Reading<List<RepositoryArn>> list(String account, String region, NameWindow window) {
        try {
            ListedRepositories.Listing listing = listed.begin(clock.instant(), window);
            pages.read(
                    account,
                    region,
                    page -> page.forEach(described -> RepositoryArn.parse(described.repositoryArn())
                            .ifPresent(arn -> listing.add(arn, described))));
            return new Reading.Known<>(listed.end(listing));
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
