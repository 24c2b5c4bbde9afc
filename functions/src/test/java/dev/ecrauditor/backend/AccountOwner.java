package dev.ecrauditor.backend;

import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.repository.RepositoryArn;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.CreateRepositoryRequest;
import software.amazon.awssdk.services.ecr.model.EncryptionConfiguration;
import software.amazon.awssdk.services.ecr.model.ImageScanningConfiguration;
import software.amazon.awssdk.services.ecr.model.PutRegistryScanningConfigurationRequest;
import software.amazon.awssdk.services.ecr.model.RegistryScanningRule;
import software.amazon.awssdk.services.ecr.model.ScanFrequency;
import software.amazon.awssdk.services.ecr.model.ScanType;
import software.amazon.awssdk.services.ecr.model.ScanningRepositoryFilter;
import software.amazon.awssdk.services.ecr.model.ScanningRepositoryFilterType;
import software.amazon.awssdk.services.ecr.model.SetRepositoryPolicyRequest;
import software.amazon.awssdk.services.ecr.model.Tag;
import software.amazon.awssdk.services.ecr.model.TagResourceRequest;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.CreateKeyRequest;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.securityhub.SecurityHubClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sts.StsClient;

/** The people of one account, who make repositories and keys with the AWS SDK; nothing is asked twice. */
final class AccountOwner {

    static final String REGION = "us-east-1";
    private static final SdkHttpClient HTTP = UrlConnectionHttpClient.create();

    private final URI endpoint;
    private final AwsCredentials credentials;
    private final String account;

    AccountOwner(URI endpoint, AwsCredentials credentials, String account) {
        this.endpoint = endpoint;
        this.credentials = credentials;
        this.account = account;
    }

    String account() {
        return account;
    }

    RepositoryArn arn(String name) {
        return new RepositoryArn("aws", REGION, account, name);
    }

    /** Makes a repository with AES256 and without scanning. */
    RepositoryArn createRepository(String name) {
        return createRepository(CreateRepositoryRequest.builder().repositoryName(name));
    }

    RepositoryArn createRepository(String name, boolean scanOnPush) {
        return createRepository(CreateRepositoryRequest.builder()
                .repositoryName(name)
                .imageScanningConfiguration(ImageScanningConfiguration.builder()
                        .scanOnPush(scanOnPush)
                        .build()));
    }

    RepositoryArn createRepository(String name, EncryptionConfiguration encryption) {
        return createRepository(
                CreateRepositoryRequest.builder().repositoryName(name).encryptionConfiguration(encryption));
    }

    RepositoryArn createRepository(CreateRepositoryRequest.Builder request) {
        String text = ecr().createRepository(request.build()).repository().repositoryArn();
        return RepositoryArn.parse(text).orElseThrow();
    }

    KeyMetadata createKey() {
        return kms().createKey(CreateKeyRequest.builder().build()).keyMetadata();
    }

    void tag(RepositoryArn repository, String key, String value) {
        ecr().tagResource(TagResourceRequest.builder()
                .resourceArn(repository.toString())
                .tags(Tag.builder().key(key).value(value).build())
                .build());
    }

    void setPolicy(RepositoryArn repository, String text) {
        ecr().setRepositoryPolicy(SetRepositoryPolicyRequest.builder()
                .repositoryName(repository.name())
                .policyText(text)
                .build());
    }

    /** Makes the registry scan the repositories that this filter matches. */
    void setScanningRule(ScanType type, ScanFrequency frequency, String filter) {
        RegistryScanningRule rule = RegistryScanningRule.builder()
                .scanFrequency(frequency)
                .repositoryFilters(ScanningRepositoryFilter.builder()
                        .filter(filter)
                        .filterType(ScanningRepositoryFilterType.WILDCARD)
                        .build())
                .build();
        ecr().putRegistryScanningConfiguration(PutRegistryScanningConfigurationRequest.builder()
                .scanType(type)
                .rules(rule)
                .build());
    }

    /** The auditor's clients, acting for this account. */
    AwsClients clients() {
        return AwsClients.ofEndpoint(endpoint, REGION, credentials.accessKeyId());
    }

    EcrClient ecr() {
        return client(EcrClient.builder());
    }

    KmsClient kms() {
        return kms(REGION);
    }

    KmsClient kms(String region) {
        return client(KmsClient.builder(), region);
    }

    OrganizationsClient organizations() {
        return client(OrganizationsClient.builder());
    }

    SecurityHubClient securityHub() {
        return client(SecurityHubClient.builder());
    }

    SnsClient sns() {
        return client(SnsClient.builder());
    }

    SqsClient sqs() {
        return client(SqsClient.builder());
    }

    StsClient sts() {
        return client(StsClient.builder());
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
        return client(builder, REGION);
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder, String region) {
        return builder.endpointOverride(endpoint)
                .httpClient(HTTP)
                .region(Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .retryStrategy(DefaultRetryStrategy.doNotRetry())
                        .build())
                .build();
    }
}
