package dev.ecrauditor.aws;

import dev.ecrauditor.repository.RepositoryArn;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * Chooses the credentials of each request by its account: a role of a fixed name in that account, or the function's own
 * where no role is set (single-account mode). Sessions are cached until shortly before they expire.
 */
public final class AccountCredentials {

    private static final Duration MARGIN = Duration.ofMinutes(5);
    private static final int MAX_ACCOUNTS = 1_000;

    private final AwsClients clients;
    private final Optional<String> roleName;
    private final Clock clock;
    private final Map<String, Session> sessions = new LinkedHashMap<>();

    private record Session(AwsCredentialsProvider provider, Instant ends) {}

    /**
     * @param roleName the role to assume in each account; empty to use the function's own credentials for all
     */
    public AccountCredentials(AwsClients clients, Optional<String> roleName, Clock clock) {
        this.clients = clients;
        this.roleName = roleName;
        this.clock = clock;
    }

    /**
     * The configuration that makes a request act in the repository's account; empty for the function's own credentials.
     */
    Optional<AwsRequestOverrideConfiguration> forAccountOf(RepositoryArn repository) {
        return roleName.map(role -> AwsRequestOverrideConfiguration.builder()
                .credentialsProvider(session(role, repository).provider())
                .build());
    }

    private synchronized Session session(String role, RepositoryArn repository) {
        Session known = sessions.get(repository.account());
        if (known != null && known.ends().isAfter(clock.instant().plus(MARGIN))) {
            return known;
        }
        if (sessions.size() >= MAX_ACCOUNTS) {
            sessions.clear();
        }
        Session fresh = assume(role, repository);
        sessions.put(repository.account(), fresh);
        return fresh;
    }

    private Session assume(String role, RepositoryArn repository) {
        AssumeRoleRequest request = AssumeRoleRequest.builder()
                .roleArn("arn:" + repository.partition() + ":iam::" + repository.account() + ":role/" + role)
                .roleSessionName("ecr-auditor")
                .build();
        Credentials credentials =
                clients.sts(repository.region()).assumeRole(request).credentials();
        AwsSessionCredentials session = AwsSessionCredentials.create(
                credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken());
        return new Session(StaticCredentialsProvider.create(session), credentials.expiration());
    }
}
