package dev.ecrauditor.aws.repository;

import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ecr.model.DescribeRepositoriesRequest;
import software.amazon.awssdk.services.ecr.model.DescribeRepositoriesResponse;
import software.amazon.awssdk.services.ecr.model.Repository;

/**
 * The repositories of a registry, page by page of DescribeRepositories, in AWS's order, which is not documented. Each page
 * is a request of its own for the credentials of the account, and so for its rate.
 */
public final class RepositoryPages {

    /** The most that ECR returns in one page. Source: DescribeRepositories, Amazon ECR API Reference (maxResults). */
    private static final int PAGE = 1_000;

    private final AwsClients clients;
    private final AccountCredentials credentials;

    public RepositoryPages(AwsClients clients, AccountCredentials credentials) {
        this.clients = clients;
        this.credentials = credentials;
    }

    /**
     * Reads all pages.
     *
     * @param page takes the repositories of each
     */
    public void read(String account, String region, Consumer<List<Repository>> page) {
        Optional<String> next = Optional.empty();
        do {
            DescribeRepositoriesRequest.Builder request =
                    DescribeRepositoriesRequest.builder().registryId(account).maxResults(PAGE);
            next.ifPresent(request::nextToken);
            credentials.forAccount(account, region).ifPresent(request::overrideConfiguration);
            DescribeRepositoriesResponse answer = clients.ecr(region).describeRepositories(request.build());
            page.accept(answer.repositories());
            next = Optional.ofNullable(answer.nextToken()).filter(token -> !token.isEmpty());
        } while (next.isPresent());
    }
}
