package dev.ecrauditor.aws.key;

import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.key.EncryptedRepositories;
import dev.ecrauditor.key.GrantSummary;
import dev.ecrauditor.key.KeyArn;
import dev.ecrauditor.key.RepositoryGrants;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.kms.model.ListGrantsRequest;
import software.amazon.awssdk.services.kms.model.ListGrantsResponse;

/** Reads the grants on a key page by page, and asks ECR about each repository whose grants may be wrong. */
final class GrantReader {

    /** The most that KMS returns in one page. */
    private static final int PAGE = 100;

    /** Of each kind, so many repositories are asked for; an alert names no more. */
    private static final int MAX_CHECKS = 25;

    private final AwsClients clients;
    private final KeyCalls calls;

    GrantReader(AwsClients clients, KeyCalls calls) {
        this.clients = clients;
        this.calls = calls;
    }

    Reading<GrantSummary> read(KeyArn key, EncryptedRepositories repositories) {
        return calls.read("kms:ListGrants", key, asked -> summary(asked, repositories));
    }

    private GrantSummary summary(KeyArn key, EncryptedRepositories repositories) {
        GrantTally tally = new GrantTally(key.region(), repositories);
        Optional<String> marker = Optional.empty();
        do {
            ListGrantsRequest.Builder request = calls.authorize(ListGrantsRequest.builder(), key.region())
                    .keyId(key.toString())
                    .limit(PAGE);
            marker.ifPresent(request::marker);
            ListGrantsResponse page = clients.kms(key.region()).listGrants(request.build());
            page.grants().forEach(tally::add);
            marker = Boolean.TRUE.equals(page.truncated()) ? Optional.ofNullable(page.nextMarker()) : Optional.empty();
        } while (marker.isPresent());
        return checked(tally);
    }

    private GrantSummary checked(GrantTally tally) {
        List<RepositoryArn> incomplete = tally.incomplete();
        List<RepositoryArn> unlisted = tally.unlisted();
        CurrentRepositories current = new CurrentRepositories(clients, calls);
        List<RepositoryGrants> notable = Stream.concat(
                        incomplete.stream().limit(MAX_CHECKS), unlisted.stream().limit(MAX_CHECKS))
                .map(repository -> new RepositoryGrants(
                        repository, tally.operations(repository), tally.ids(repository), current.read(repository)))
                .toList();
        return new GrantSummary(tally.count(), notable, incomplete.size() + unlisted.size() - notable.size());
    }
}
