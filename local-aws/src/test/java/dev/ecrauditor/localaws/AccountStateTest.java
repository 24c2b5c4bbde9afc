package dev.ecrauditor.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ecr.model.ImageTagMutability;
import software.amazon.awssdk.services.ecr.model.Repository;
import software.amazon.awssdk.services.ecr.model.RepositoryPolicyNotFoundException;
import software.amazon.awssdk.services.ecr.model.ScanFrequency;
import software.amazon.awssdk.services.kms.model.KeyManagerType;
import software.amazon.awssdk.services.kms.model.NotFoundException;

class AccountStateTest {

    private static final String KEY_ARN = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

    private static final String EVERYTHING = """
            {"accounts": {"111122223333": {"us-east-1": {
               "registryScanning": {"scanType": "BASIC", "rules": [{"scanFrequency": "SCAN_ON_PUSH",
                  "repositoryFilters": [{"filter": "*", "filterType": "WILDCARD"}]}]},
               "keys": [{"keyId": "1234abcd-12ab-34cd-56ef-1234567890ab", "keyManager": "CUSTOMER", "keyState": "Enabled",
                  "aliases": ["alias/ecr-prod"], "sharedWith": ["444455556666"]}],
               "repositories": [{"repositoryName": "payments/api", "createdAt": "2026-11-20T10:05:00Z",
                  "encryptionConfiguration": {"encryptionType": "KMS", "kmsKey": "1234abcd-12ab-34cd-56ef-1234567890ab"},
                  "imageScanningConfiguration": {"scanOnPush": true}, "imageTagMutability": "IMMUTABLE",
                  "policyText": {"Version": "2012-10-17", "Statement": []}, "tags": {"team": "payments"}}],
               "denied": ["ecr:DeleteRepositoryPolicy"]}}}}
            """;

    @AutoClose
    final TestCloud cloud = new TestCloud();

    @Test
    void everyMemberOfAFileIsReturnedByTheServices() {
        cloud.load(EVERYTHING);

        Repository repository = describe("payments/api");
        assertThat(repository.createdAt()).isEqualTo(Instant.parse("2026-11-20T10:05:00Z"));
        assertThat(repository.encryptionConfiguration().kmsKey()).isEqualTo(KEY_ARN);
        assertThat(repository.imageTagMutability()).isEqualTo(ImageTagMutability.IMMUTABLE);
        assertThat(repository.imageScanningConfiguration().scanOnPush()).isTrue();
        assertThat(policy("payments/api")).contains("\"Version\" : \"2012-10-17\"");
        assertThat(cloud.ecr
                        .batchGetRepositoryScanningConfiguration(b -> b.repositoryNames("payments/api"))
                        .scanningConfigurations()
                        .get(0)
                        .scanFrequency())
                .isEqualTo(ScanFrequency.SCAN_ON_PUSH);
        assertThat(cloud.kms
                        .describeKey(b -> b.keyId("alias/ecr-prod"))
                        .keyMetadata()
                        .arn())
                .isEqualTo(KEY_ARN);
        assertThatThrownBy(() -> cloud.ecr.deleteRepositoryPolicy(b -> b.repositoryName("payments/api")))
                .hasMessageContaining("is not authorized");
    }

    @Test
    void aRepositoryNeedsNothingButItsName() {
        cloud.load(TestCloud.HOME, "\"repositories\": [{\"repositoryName\": \"app\"}]");

        assertThat(describe("app").createdAt()).isEqualTo(TestCloud.START);
        assertThat(describe("app").encryptionConfiguration().encryptionTypeAsString())
                .isEqualTo("AES256");
        assertThat(describe("app").imageTagMutability()).isEqualTo(ImageTagMutability.MUTABLE);
        assertThatThrownBy(() -> policy("app")).isInstanceOf(RepositoryPolicyNotFoundException.class);
    }

    @Test
    void aPolicyThatIsTextIsKeptExactly() {
        cloud.load(TestCloud.HOME, """
                "repositories": [{"repositoryName": "bad", "policyText": "{\\"Statement\\": oops"},
                                 {"repositoryName": "empty", "policyText": ""}]
                """);

        assertThat(policy("bad")).isEqualTo("{\"Statement\": oops");
        assertThat(policy("empty")).isEmpty();
    }

    @Test
    void anAwsManagedKeyCanBeListedAndIsTheDefaultWhenItHasTheAlias() {
        cloud.load(TestCloud.HOME, """
                "keys": [{"keyId": "managed-1", "keyManager": "AWS", "aliases": ["alias/aws/ecr"]}],
                "repositories": [{"repositoryName": "app", "encryptionConfiguration": {"encryptionType": "KMS"}}]
                """);

        assertThat(describe("app").encryptionConfiguration().kmsKey()).endsWith(":key/managed-1");
        assertThat(cloud.kms
                        .describeKey(b -> b.keyId("managed-1"))
                        .keyMetadata()
                        .keyManager())
                .isEqualTo(KeyManagerType.AWS);
    }

    @Test
    void aKeyArnMayNameAMissingKey() {
        cloud.load(
                TestCloud.HOME,
                "\"repositories\": [{\"repositoryName\": \"app\", \"encryptionConfiguration\": {\"encryptionType\":"
                        + " \"KMS\", \"kmsKey\": \"" + KEY_ARN + "\"}}]");

        assertThat(describe("app").encryptionConfiguration().kmsKey()).isEqualTo(KEY_ARN);
        assertThatThrownBy(() -> cloud.kms.describeKey(b -> b.keyId(KEY_ARN))).isInstanceOf(NotFoundException.class);
    }

    @Test
    void loadingAgainReplacesWhatIsListedAndKeepsTheRest() {
        cloud.load(EVERYTHING);
        cloud.createRepository("mine");
        cloud.load(TestCloud.HOME, "\"repositories\": [{\"repositoryName\": \"payments/api\"}]");

        assertThat(cloud.ecr.describeRepositories().repositories()).hasSize(2);
        assertThat(describe("payments/api").imageTagMutability()).isEqualTo(ImageTagMutability.MUTABLE);
        assertThatThrownBy(() -> policy("payments/api")).isInstanceOf(RepositoryPolicyNotFoundException.class);
        assertThat(cloud.kms
                        .describeKey(b -> b.keyId("alias/ecr-prod"))
                        .keyMetadata()
                        .arn())
                .isEqualTo(KEY_ARN);
    }

    @Test
    void aFileCanBeLoaded(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("state.json"), EVERYTHING);
        cloud.aws.load(file);

        assertThat(describe("payments/api").repositoryName()).isEqualTo("payments/api");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"repositories": [{}]} | accounts.111122223333.us-east-1.repositories[0].repositoryName is required
                    {"repositories": [{"repositoryName": "A"}]} | accounts.111122223333.us-east-1.repositories[0].repositoryName must
                    {"repositories": [{"repositoryName": "ab", "x": 1}]} | accounts.111122223333.us-east-1.repositories[0].x is not a known key
                    {"repositories": [{"repositoryName": "ab", "createdAt": "today"}]} | accounts.111122223333.us-east-1.repositories[0].createdAt must be a time
                    {"repositories": [{"repositoryName": "ab", "policyText": 1}]} | repositories[0].policyText must be an object or a string
                    {"repositories": [{"repositoryName": "ab"}, {"repositoryName": "ab"}]} | repositories must not have 'ab' twice
                    {"repositories": [{"repositoryName": "ab", "imageTagMutability": "SOMETIMES"}]} | repositories[0].imageTagMutability must be one of
                    {"repositories": [{"repositoryName": "ab", "imageScanningConfiguration": {"scanOnPush": 1}}]} | imageScanningConfiguration.scanOnPush must be true or false
                    {"repositories": [{"repositoryName": "ab", "imageScanningConfiguration": {"x": 1}}]} | imageScanningConfiguration.x is not a known key
                    {"repositories": [{"repositoryName": "ab", "encryptionConfiguration": {"encryptionType": "KMS", "kmsKey": "alias/x"}}]} | repositories[0].encryptionConfiguration.kmsKey names no key
                    {"repositories": [{"repositoryName": "ab", "encryptionConfiguration": {"kmsKey": "alias/x"}}]} | repositories[0].encryptionConfiguration.kmsKey must not be given
                    {"repositories": [{"repositoryName": "ab", "tags": {"a": 1}}]} | repositories[0].tags.a must be a string
                    {"repositories": {}} | us-east-1.repositories must be an array
                    {"keys": [{"keyId": "arn:aws:kms:x"}]} | keys[0].keyId must be a key id
                    {"keys": [{"keyId": "a", "keyState": "enabled"}]} | keys[0].keyState must be one of
                    {"keys": [{"keyId": "a", "aliases": ["prod"]}]} | keys[0].aliases must begin with alias/
                    {"keys": [{"keyId": "a", "sharedWith": ["me"]}]} | keys[0].sharedWith must be accounts
                    {"keys": [{"keyId": "a", "aliases": ["alias/x"]}, {"keyId": "b", "aliases": ["alias/x"]}]} | keys must not have 'alias/x' twice
                    {"registryScanning": {"scanType": "MAGIC"}} | us-east-1.registryScanning.scanType must be one of
                    {"registryScanning": {"rules": [{"repositoryFilters": []}]}} | registryScanning.rules[0].scanFrequency is required
                    {"denied": ["ecr:Nothing"]} | us-east-1.denied must be actions local-aws has, not 'ecr:Nothing'
                    {"tasks": []} | accounts.111122223333.us-east-1.tasks is not a known key
                    [] | accounts.111122223333.us-east-1 must be an object
                    """)
    void anErrorIsReportedInOneLineWithItsPath(String state, String message) {
        assertThatThrownBy(() -> cloud.load("{\"accounts\": {\"111122223333\": {\"us-east-1\": " + state + "}}}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
        assertThat(cloud.ecr.describeRepositories().repositories()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {} | accounts is required
                    [] | the account state must be an object
                    {"accounts": {}, "x": 1} | x is not a known key
                    {"accounts": {"me": {}}} | accounts.me must be an account of twelve digits
                    {"accounts": {"111122223333": {"nowhere": {}}}} | accounts.111122223333.nowhere must be a region
                    {"accounts": | the account state is not JSON at line 1, column
                    {"accounts": {}, "accounts": {}} | the account state is not JSON at line 1
                    """)
    void aFileThatIsNoAccountStateIsRejected(String state, String message) {
        assertThatThrownBy(() -> cloud.load(state))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
    }

    @Test
    void aWrongRepositoryLeavesNothingOfTheFileBehind() {
        assertThatThrownBy(() -> cloud.load(TestCloud.HOME, """
                        "keys": [{"keyId": "one"}],
                        "denied": ["ecr:DescribeRepositories"],
                        "repositories": [{"repositoryName": "good"}, {"repositoryName": "bad",
                           "encryptionConfiguration": {"encryptionType": "KMS", "kmsKey": "nope"}}]
                        """)).isInstanceOf(IllegalArgumentException.class);

        assertThat(cloud.ecr.describeRepositories().repositories()).isEmpty();
        assertThatThrownBy(() -> cloud.kms.describeKey(b -> b.keyId("one"))).isInstanceOf(NotFoundException.class);
    }

    private Repository describe(String name) {
        return cloud.ecr
                .describeRepositories(b -> b.repositoryNames(name))
                .repositories()
                .get(0);
    }

    private String policy(String name) {
        return cloud.ecr.getRepositoryPolicy(b -> b.repositoryName(name)).policyText();
    }
}
