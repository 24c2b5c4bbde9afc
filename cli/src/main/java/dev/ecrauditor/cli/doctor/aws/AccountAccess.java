package dev.ecrauditor.cli.doctor.aws;

import dev.ecrauditor.aws.AwsErrors;
import dev.ecrauditor.cli.doctor.check.PrerequisiteException;
import dev.ecrauditor.cli.doctor.check.UnreadableException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** The caller's own credentials in the hub account, and a session of an assumed role in every other. */
public final class AccountAccess {

    private final Supplier<StsClient> sts;
    private final String partition;
    private final String hubAccount;
    private final Optional<String> roleName;
    private final Map<String, Memo<AwsRequestOverrideConfiguration>> sessions = new ConcurrentHashMap<>();

    /**
     * @param roleName the role to assume in other accounts; empty if none is given
     */
    AccountAccess(Supplier<StsClient> sts, String partition, String hubAccount, Optional<String> roleName) {
        this.sts = sts;
        this.partition = partition;
        this.hubAccount = hubAccount;
        this.roleName = roleName;
    }

    /** Whether the account is read with the caller's own credentials. */
    public boolean isOwn(String account) {
        return account.equals(hubAccount);
    }

    /**
     * Assumes the role, unless that was done before.
     *
     * @throws UnreadableException if it cannot be assumed
     */
    public void require(String account) {
        if (!isOwn(account)) {
            var unused = session(account).get();
        }
    }

    /** The credentials of a request in the account. */
    AwsRequestOverrideConfiguration of(String account) {
        if (isOwn(account)) {
            return AwsRequestOverrideConfiguration.builder().build();
        }
        try {
            return session(account).get();
        } catch (RuntimeException notAssumed) {
            throw new PrerequisiteException("the account could not be read");
        }
    }

    private Memo<AwsRequestOverrideConfiguration> session(String account) {
        return sessions.computeIfAbsent(account, id -> new Memo<>(() -> assume(id)));
    }

    private AwsRequestOverrideConfiguration assume(String account) {
        String arn = "arn:" + partition + ":iam::" + account + ":role/" + roleName.orElseThrow();
        try {
            Credentials assumed = sts.get()
                    .assumeRole(request -> request.roleArn(arn).roleSessionName("ecr-auditor-doctor"))
                    .credentials();
            AwsSessionCredentials session = AwsSessionCredentials.create(
                    assumed.accessKeyId(), assumed.secretAccessKey(), assumed.sessionToken());
            return AwsRequestOverrideConfiguration.builder()
                    .credentialsProvider(StaticCredentialsProvider.create(session))
                    .build();
        } catch (AwsServiceException fault) {
            if (AwsErrors.isDenied(fault)) {
                throw new UnreadableException(
                        "sts:AssumeRole",
                        "the role " + roleName.orElseThrow()
                                + " does not exist there, does not trust you, or you may not assume it",
                        fault);
            }
            throw fault;
        }
    }
}
