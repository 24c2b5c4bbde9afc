package dev.ecrauditor.bench.stub;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** AWS STS: every role can be assumed. */
final class Sts implements Service {

    @Override
    public Optional<Answer> answer(String operation, String body) {
        return switch (operation) {
            case "AssumeRole" ->
                Optional.of(Answer.xml("<AssumeRoleResponse><AssumeRoleResult><Credentials>"
                        + "<AccessKeyId>ASIAIOSFODNN7EXAMPLE</AccessKeyId><SecretAccessKey>not-a-secret</SecretAccessKey>"
                        + "<SessionToken>not-a-token</SessionToken><Expiration>"
                        + Instant.now().plus(Duration.ofHours(1))
                        + "</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>"));
            case "GetCallerIdentity" ->
                Optional.of(Answer.xml("<GetCallerIdentityResponse><GetCallerIdentityResult><Account>"
                        + AwsRegion.ACCOUNT + "</Account><UserId>AIDA</UserId><Arn>arn:aws:iam::" + AwsRegion.ACCOUNT
                        + ":user/bench</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>"));
            default -> Optional.empty();
        };
    }
}
