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
    private final CallPace pace;
    private final Map<String, Session> sessions = new LinkedHashMap<>();

    private record Session(AwsCredentialsProvider provider, Instant ends) {}

    /**
     * @param roleName the role to assume in each account; empty to use the function's own credentials for all
     */
    public AccountCredentials(AwsClients clients, Optional<String> roleName, Clock clock) {
        this(clients, roleName, clock, CallPace.UNLIMITED);
    }

    /**
     * With a limit for the rate of requests.
     *
     * @param roleName the role to assume in each account; empty to use the function's own credentials for all
     * @param pace waited for before each request, because every request asks here for its credentials
     */
    public AccountCredentials(AwsClients clients, Optional<String> roleName, Clock clock, CallPace pace) {
        this.clients = clients;
        this.roleName = roleName;
        this.clock = clock;
        this.pace = pace;
    }

    /**
     * The configuration that makes a request act in the repository's account; empty for the function's own credentials.
     */
    public Optional<AwsRequestOverrideConfiguration> forAccountOf(RepositoryArn repository) {
        return forAccount(repository.account(), repository.region());
    }

    /** The configuration that makes a request act in an account; empty for the function's own credentials. */
    public Optional<AwsRequestOverrideConfiguration> forAccount(String account, String region) {
        Optional<AwsRequestOverrideConfiguration> configuration =
                roleName.map(role -> AwsRequestOverrideConfiguration.builder()
                        .credentialsProvider(session(role, account, region).provider())
                        .build());
        pace.await(account, region);
        return configuration;
    }

    /** What a signed call in an account and Region needs; waited for as before every request. */
    public AwsClients.Connection connection(String account, String region) {
        AwsClients.Connection own = clients.connection().in(region);
        AwsClients.Connection connection = roleName.map(
                        role -> own.with(session(role, account, region).provider()))
                .orElse(own);
        pace.await(account, region);
        return connection;
    }

    /** Assumes the role outside the lock: an account that answers slowly does not hold up the others. */
    private Session session(String role, String account, String region) {
        return known(account).orElseGet(() -> {
            Session fresh = assume(role, account, region);
            remember(account, fresh);
            return fresh;
        });
    }

    private synchronized Optional<Session> known(String account) {
        return Optional.ofNullable(sessions.get(account))
                .filter(session -> session.ends().isAfter(clock.instant().plus(MARGIN)));
    }

    private synchronized void remember(String account, Session session) {
        if (sessions.size() >= MAX_ACCOUNTS) {
            sessions.clear();
        }
        sessions.put(account, session);
    }

    private Session assume(String role, String account, String region) {
        AssumeRoleRequest request = AssumeRoleRequest.builder()
                .roleArn("arn:" + RepositoryArn.partitionOf(region) + ":iam::" + account + ":role/" + role)
                .roleSessionName("ecr-auditor")
                .build();
        Credentials credentials = clients.sts().assumeRole(request).credentials();
        AwsSessionCredentials session = AwsSessionCredentials.create(
                credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken());
        return new Session(StaticCredentialsProvider.create(session), credentials.expiration());
    }
}
