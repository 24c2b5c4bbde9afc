package dev.ecrauditor.localaws;

import dev.ecrauditor.localaws.control.LoggedRequest;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.Credentials;

/** A local cloud with a settable clock, and real SDK clients for it; the clients do not retry. */
public final class TestCloud implements AutoCloseable {

    public static final String HOME = "111122223333";
    public static final String MEMBER = "444455556666";
    public static final Instant START = Instant.parse("2026-11-20T10:05:00.250Z");
    public static final String REGION = "us-east-1";

    private static final SdkHttpClient HTTP = UrlConnectionHttpClient.create();
    public static final AwsCredentials ANYBODY = AwsBasicCredentials.create("test", "test");

    public final SettableClock clock = new SettableClock(START);
    public final LocalAws aws = LocalAws.start(LocalAwsOptions.defaults().withClock(clock));

    public final EcrClient ecr = ecr(ANYBODY, REGION);
    public final KmsClient kms = kms(ANYBODY, REGION);
    public final SnsClient sns = at(SnsClient.builder(), ANYBODY, REGION).build();
    public final SqsClient sqs = sqs(ANYBODY, REGION);
    public final StsClient sts = at(StsClient.builder(), ANYBODY, REGION).build();
    public final OrganizationsClient organizations =
            at(OrganizationsClient.builder(), ANYBODY, REGION).build();

    public EcrClient ecr(AwsCredentials credentials, String region) {
        return at(EcrClient.builder(), credentials, region).build();
    }

    public KmsClient kms(AwsCredentials credentials, String region) {
        return at(KmsClient.builder(), credentials, region).build();
    }

    public SqsClient sqs(AwsCredentials credentials, String region) {
        return at(SqsClient.builder(), credentials, region).build();
    }

    public StsClient sts(AwsCredentials credentials, String region) {
        return at(StsClient.builder(), credentials, region).build();
    }

    public <B extends AwsClientBuilder<B, C>, C> B at(B builder, AwsCredentials credentials, String region) {
        if (builder instanceof SdkSyncClientBuilder<?, ?> sync) {
            sync.httpClient(HTTP);
        }
        return builder.endpointOverride(aws.endpoint())
                .region(Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .retryStrategy(AwsRetryStrategy.doNotRetry())
                        .build());
    }

    public AwsCredentials assume(String account) {
        AssumeRoleRequest request = AssumeRoleRequest.builder()
                .roleArn("arn:aws:iam::" + account + ":role/audit/Reader")
                .roleSessionName("auditor")
                .build();
        Credentials issued = sts.assumeRole(request).credentials();
        return AwsSessionCredentials.create(issued.accessKeyId(), issued.secretAccessKey(), issued.sessionToken());
    }

    /** Loads a whole state file. */
    public void load(String state) {
        aws.load(new ByteArrayInputStream(state.getBytes(StandardCharsets.UTF_8)));
    }

    /** Loads the state of one account in us-east-1; adds the braces around it. */
    public void load(String account, String members) {
        load("{\"accounts\": {\"" + account + "\": {\"" + REGION + "\": {" + members + "}}}}");
    }

    public void createRepository(String name) {
        ecr.createRepository(b -> b.repositoryName(name));
    }

    public LoggedRequest lastRequest() {
        List<LoggedRequest> all = aws.requests();
        return all.get(all.size() - 1);
    }

    @Override
    public void close() {
        aws.close();
    }
}
