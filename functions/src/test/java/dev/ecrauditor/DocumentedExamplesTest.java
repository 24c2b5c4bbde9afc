package dev.ecrauditor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.repository.EcrRepositoryReader;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.LocalAwsOptions;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.rule.RuleRegistry;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.testing.MutableClock;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.CreateRepositoryRequest;
import software.amazon.awssdk.services.ecr.model.EncryptionType;
import software.amazon.awssdk.services.ecr.model.ImageTagMutability;
import software.amazon.awssdk.services.kms.KmsClient;

/**
 * The five documents this project grew from show good and bad repositories as Terraform, CloudFormation, command lines
 * and prose. Each example is made here as its tool would make it, with the calls the tool makes, then read and
 * evaluated with the standard rules an hour later.
 *
 * <p>Names of repositories are our own: one of the documents uses capital letters, which ECR refuses.
 */
class DocumentedExamplesTest {

    private static final String ACCOUNT = "111122223333";
    private static final String REGION = "us-west-2";
    private static final String ENCRYPTION = "ecr-encryption-customer-managed-key";
    private static final String PRESENT = "ecr-policy-present";
    private static final String NOT_PUBLIC = "ecr-policy-not-public";
    private static final String SCANNING = "ecr-scan-on-push";

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-20T09:00:00Z"));
    private LocalAws aws;
    private EcrClient ecr;
    private KmsClient kms;

    @BeforeEach
    void anAccount() {
        aws = LocalAws.start(LocalAwsOptions.defaults().withClock(clock));
        StaticCredentialsProvider caller =
                StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCOUNT, "not-a-secret"));
        ecr = EcrClient.builder()
                .endpointOverride(aws.endpoint())
                .region(Region.of(REGION))
                .credentialsProvider(caller)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
        kms = KmsClient.builder()
                .endpointOverride(aws.endpoint())
                .region(Region.of(REGION))
                .credentialsProvider(caller)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    @AfterEach
    void nothingIsLeftRunning() {
        ecr.close();
        kms.close();
        aws.close();
    }

    @Nested
    @DisplayName("Datadog: ECR repository not encrypted with CMK")
    class RepositoryNotEncryptedWithCmk {

        private static final String KEY_ID = "1234abcd-12ab-34cd-56ef-1234567890ab";

        /** What Terraform sends for a repository with immutable tags and scanning, and nothing about encryption. */
        private void terraform(String name, Consumer<CreateRepositoryRequest.Builder> encryption) {
            create(name, request -> {
                request.imageTagMutability(ImageTagMutability.IMMUTABLE)
                        .imageScanningConfiguration(scanning -> scanning.scanOnPush(true));
                encryption.accept(request);
            });
        }

        @Test
        void terraformWithAKmsKeyOfTheAccountPasses() {
            customerKey(KEY_ID);
            String arn = "arn:aws:kms:us-west-2:111122223333:key/" + KEY_ID;
            terraform(
                    "encrypted",
                    request -> request.encryptionConfiguration(
                            encryption -> encryption.encryptionType("KMS").kmsKey(arn)));
            assertPasses("encrypted", ENCRYPTION);
            assertPasses("encrypted", SCANNING);
        }

        @Test
        void terraformWithoutAnEncryptionBlockFails() {
            terraform("left-out", request -> {});
            assertFails("left-out", ENCRYPTION, Severity.MEDIUM);
            assertPasses("left-out", SCANNING);
        }

        @Test
        void terraformWithAes256Fails() {
            terraform(
                    "explicit",
                    request -> request.encryptionConfiguration(
                            encryption -> encryption.encryptionType(EncryptionType.AES256)));
            assertFails("explicit", ENCRYPTION, Severity.MEDIUM);
        }
    }

    @Nested
    @DisplayName("ECR Repository Not Using a Customer-Managed KMS Key")
    class NotUsingACustomerManagedKey {

        @Test
        void theCommandLineWithAKeyMadeForItAndScanningPasses() {
            String arn = kms.createKey(key -> key.description("for the images of production"))
                    .keyMetadata()
                    .arn();
            create(
                    "my-app",
                    request -> request.imageScanningConfiguration(scanning -> scanning.scanOnPush(true))
                            .encryptionConfiguration(encryption ->
                                    encryption.encryptionType("KMS").kmsKey(arn)));
            assertPasses("my-app", ENCRYPTION);
            assertPasses("my-app", SCANNING);
        }

        @Test
        void terraformWithAKeyResourceOfItsOwnPasses() {
            String arn = kms.createKey(key -> key.description("for the images of dev"))
                    .keyMetadata()
                    .arn();
            create(
                    "my-app",
                    request -> request.imageTagMutability(ImageTagMutability.IMMUTABLE)
                            .imageScanningConfiguration(scanning -> scanning.scanOnPush(true))
                            .encryptionConfiguration(encryption ->
                                    encryption.encryptionType("KMS").kmsKey(arn)));
            assertPasses("my-app", ENCRYPTION);
            assertPasses("my-app", SCANNING);
        }

        @Test
        void theLegacyDefaultFails() {
            create("my-app-legacy", request -> {});
            assertFails("my-app-legacy", ENCRYPTION, Severity.MEDIUM);
        }

        @Test
        void kmsWithoutAKeyIsTheKeyOfAwsAndFails() {
            create(
                    "my-app-legacy",
                    request -> request.encryptionConfiguration(encryption -> encryption.encryptionType("KMS")));
            assertFails("my-app-legacy", ENCRYPTION, Severity.MEDIUM);
        }
    }

    @Nested
    @DisplayName("Datadog: ECR repository without policy")
    class RepositoryWithoutPolicy {

        /** The document's good example: everything for everyone. */
        private static final String WIDE_OPEN = """
                {"Version": "2008-10-17", "Statement": [{
                  "Sid": "new policy", "Effect": "Allow", "Principal": "*",
                  "Action": [
                    "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage", "ecr:BatchCheckLayerAvailability", "ecr:ListImages",
                    "ecr:PutImage", "ecr:InitiateLayerUpload", "ecr:UploadLayerPart", "ecr:CompleteLayerUpload",
                    "ecr:DescribeRepositories", "ecr:GetRepositoryPolicy", "ecr:SetRepositoryPolicy",
                    "ecr:DeleteRepositoryPolicy", "ecr:DeleteRepository", "ecr:BatchDeleteImage"
                  ]
                }]}
                """;

        @Test
        void terraformWithAPolicyPasses() {
            create("bar", request -> {});
            attach("bar", WIDE_OPEN);
            assertPasses("bar", PRESENT);
        }

        @Test
        void aPresentPolicyCanStillGrantPublicAccess() {
            create("bar", request -> {});
            attach("bar", WIDE_OPEN);
            assertFails("bar", NOT_PUBLIC, Severity.CRITICAL);
            Verdict.Fail fail = (Verdict.Fail) verdict("bar", NOT_PUBLIC);
            assertThat(fail.evidence().facts().get("statement 1"))
                    .isEqualTo("Sid \"new policy\" allows principal * without condition");
            assertThat(fail.evidence().facts().get("statement 1 permissions"))
                    .isEqualTo("ecr:DeleteRepositoryPolicy, ecr:SetRepositoryPolicy");
        }

        @Test
        void terraformWithoutAPolicyFails() {
            create("bar", request -> {});
            assertFails("bar", PRESENT, Severity.LOW);
            assertThat(verdict("bar", NOT_PUBLIC)).isInstanceOf(Verdict.NotApplicable.class);
        }

        @Test
        void aPolicyAttachedToAnotherRepositoryLeavesThisOneFailing() {
            create("other", request -> {});
            create("bar", request -> {});
            attach("other", WIDE_OPEN);
            assertFails("bar", PRESENT, Severity.LOW);
            assertPasses("other", PRESENT);
        }
    }

    @Nested
    @DisplayName("Datadog: Unscanned ECR image")
    class UnscannedImage {

        /** Pull and push for two users of the account, as the document has it. */
        private static final String ALICE_AND_BOB = """
                {"Version": "2008-10-17", "Statement": [{
                  "Sid": "AllowPushPull", "Effect": "Allow",
                  "Principal": {"AWS": ["arn:aws:iam::123456789012:user/Alice", "arn:aws:iam::123456789012:user/Bob"]},
                  "Action": [
                    "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:BatchCheckLayerAvailability",
                    "ecr:InitiateLayerUpload", "ecr:UploadLayerPart", "ecr:CompleteLayerUpload", "ecr:PutImage"
                  ]
                }]}
                """;

        /**
         * CloudFormation takes a text where a property is a boolean and calls ECR with the boolean: the text "true" of
         * the document's templates, in YAML and in JSON, arrives as true.
         */
        private void cloudFormation(String scanOnPush) {
            boolean flag = Boolean.parseBoolean(scanOnPush);
            create(
                    "test-repository",
                    request -> request.imageScanningConfiguration(scanning -> scanning.scanOnPush(flag)));
        }

        @ParameterizedTest
        @ValueSource(strings = {"true", "True"})
        void scanOnPushAsTheTextTruePasses(String text) {
            cloudFormation(text);
            assertPasses("test-repository", SCANNING);
        }

        @Test
        void scanOnPushAsTheBooleanTruePasses() {
            create("my-repo", request -> request.imageScanningConfiguration(scanning -> scanning.scanOnPush(true)));
            assertPasses("my-repo", SCANNING);
        }

        @Test
        void scanOnPushAsTheTextFalseFails() {
            cloudFormation("false");
            assertFails("test-repository", SCANNING, Severity.MEDIUM);
        }

        @Test
        void aTemplateThatOnlySetsAPolicyFails() {
            create("test-repository", request -> {});
            attach("test-repository", ALICE_AND_BOB);
            assertFails("test-repository", SCANNING, Severity.MEDIUM);
        }

        @Test
        void itsPolicyForTwoUsersIsPresentAndNotPublic() {
            create("test-repository", request -> {});
            attach("test-repository", ALICE_AND_BOB);
            assertPasses("test-repository", PRESENT);
            assertPasses("test-repository", NOT_PUBLIC);
        }
    }

    @Nested
    @DisplayName("Amazon ECR User Guide: Encryption at rest")
    class EncryptionAtRest {

        @Test
        void theDefaultIsAes256UnderAKeyOfAmazonS3AndFails() {
            create("by-default", request -> {});
            assertFails("by-default", ENCRYPTION, Severity.MEDIUM);
        }

        @Test
        void kmsWithoutAKeyIsTheKeyAwsEcrOfTheAccountAndFails() {
            create(
                    "managed-by-aws",
                    request -> request.encryptionConfiguration(encryption -> encryption.encryptionType("KMS")));
            Verdict.Fail fail = (Verdict.Fail) verdict("managed-by-aws", ENCRYPTION);
            assertThat(fail.evidence().facts())
                    .containsEntry("KeyManager", "AWS")
                    .hasEntrySatisfying(
                            "kmsKey", key -> assertThat(key).startsWith("arn:aws:kms:us-west-2:111122223333:key/"));
        }

        @Test
        void theKeyOfAwsIsMadeWithTheFirstRepositoryAndSharedByTheNext() {
            create("first", request -> request.encryptionConfiguration(key -> key.encryptionType("KMS")));
            create("second", request -> request.encryptionConfiguration(key -> key.encryptionType("KMS")));
            assertThat(((Verdict.Fail) verdict("first", ENCRYPTION))
                            .evidence()
                            .facts()
                            .get("kmsKey"))
                    .isEqualTo(((Verdict.Fail) verdict("second", ENCRYPTION))
                            .evidence()
                            .facts()
                            .get("kmsKey"));
        }

        @Test
        void aKeyManagedByTheCustomerPasses() {
            customerKey("b8d9ae76-080c-4043-9237-c815bfc21dfc");
            create(
                    "managed-by-us",
                    request -> request.encryptionConfiguration(encryption -> encryption
                            .encryptionType("KMS")
                            .kmsKey("arn:aws:kms:us-west-2:111122223333:key/b8d9ae76-080c-4043-9237-c815bfc21dfc")));
            assertPasses("managed-by-us", ENCRYPTION);
        }

        @Test
        void repositoriesOfOneAccountMayDiffer() {
            customerKey("b8d9ae76-080c-4043-9237-c815bfc21dfc");
            create("by-default", request -> {});
            create(
                    "managed-by-us",
                    request -> request.encryptionConfiguration(encryption ->
                            encryption.encryptionType("KMS").kmsKey("b8d9ae76-080c-4043-9237-c815bfc21dfc")));
            assertFails("by-default", ENCRYPTION, Severity.MEDIUM);
            assertPasses("managed-by-us", ENCRYPTION);
        }
    }

    private void create(String name, Consumer<CreateRepositoryRequest.Builder> settings) {
        ecr.createRepository(request -> {
            request.repositoryName(name);
            settings.accept(request);
        });
    }

    private void attach(String name, String policy) {
        ecr.setRepositoryPolicy(request -> request.repositoryName(name).policyText(policy));
    }

    private void customerKey(String keyId) {
        String state =
                "{\"accounts\": {\"%s\": {\"%s\": {\"keys\": [{\"keyId\": \"%s\", \"keyManager\": \"CUSTOMER\"}]}}}}";
        aws.load(
                new ByteArrayInputStream(state.formatted(ACCOUNT, REGION, keyId).getBytes(StandardCharsets.UTF_8)));
    }

    private void assertPasses(String name, String ruleId) {
        assertThat(verdict(name, ruleId)).isEqualTo(new Verdict.Pass());
    }

    private void assertFails(String name, String ruleId, Severity severity) {
        assertThat(verdict(name, ruleId))
                .isInstanceOfSatisfying(
                        Verdict.Fail.class, fail -> assertThat(fail.severity()).isEqualTo(severity));
    }

    private Verdict verdict(String name, String ruleId) {
        clock.advance(Duration.ofHours(1));
        RuleRegistry registry = RuleCatalog.standard(Duration.ofMinutes(15));
        try (AwsClients clients = AwsClients.ofEndpoint(aws.endpoint(), REGION, ACCOUNT)) {
            AccountCredentials own = new AccountCredentials(clients, Optional.empty(), clock);
            Reading<RepositorySnapshot> read =
                    new EcrRepositoryReader(clients, own, clock).read(new RepositoryArn("aws", REGION, ACCOUNT, name));
            RepositorySnapshot snapshot = ((Reading.Known<RepositorySnapshot>) read).value();
            return registry.evaluate(snapshot).get(registry.metadata(ruleId).orElseThrow());
        }
    }
}
