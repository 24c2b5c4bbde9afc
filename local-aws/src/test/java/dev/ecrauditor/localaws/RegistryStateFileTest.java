package dev.ecrauditor.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ecr.model.ImageDetail;
import software.amazon.awssdk.services.ecr.model.ImageStatus;
import software.amazon.awssdk.services.ecr.model.RegistryPolicyNotFoundException;
import software.amazon.awssdk.services.ecr.model.ReplicationBackfillStatus;
import software.amazon.awssdk.services.ecr.model.ReplicationStatus;
import software.amazon.awssdk.services.ecr.model.RepositoryCreationTemplate;
import software.amazon.awssdk.services.ecr.model.SigningConfigurationNotFoundException;

class RegistryStateFileTest {

    private static final String EVERYTHING = """
            "registryPolicy": {"Version": "2012-10-17", "Statement": []},
            "registryPolicyScope": "V1",
            "basicScanTypeVersion": "CLAIR",
            "replication": {"rules": [{"destinations": [{"region": "eu-west-1", "registryId": "555566667777"}],
               "repositoryFilters": [{"filter": "prod", "filterType": "PREFIX_MATCH"}]}]},
            "replicationBackfills": [{"replicationBackfillId": "00000000-0000-4000-8000-000000000001",
               "destination": {"region": "eu-west-1", "registryId": "555566667777"}, "status": "COMPLETE",
               "startedAt": "2026-11-20T10:00:00Z", "endedAt": "2026-11-20T10:01:00Z"}],
            "creationTemplates": [{"prefix": "prod", "appliedFor": ["REPLICATION"], "description": "d",
               "encryptionConfiguration": {"encryptionType": "KMS"}, "imageTagMutability": "IMMUTABLE",
               "repositoryPolicy": {"Version": "2012-10-17"}, "lifecyclePolicy": {"rules": []},
               "resourceTags": [{"Key": "team", "Value": "payments"}], "createdAt": "2026-01-01T00:00:00Z"}],
            "pullThroughCacheRules": [{"ecrRepositoryPrefix": "hub", "upstreamRegistryUrl": "registry-1.docker.io",
               "createdAt": "2026-01-01T00:00:00Z"}],
            "signingConfiguration": {"rules": [
               {"signingProfileArn": "arn:aws:signer:us-east-1:111122223333:/signing-profiles/release"}]},
            "repositories": [{"repositoryName": "prod/api", "createdAt": "2026-11-01T00:00:00Z",
               "imageTagMutability": "IMMUTABLE_WITH_EXCLUSION",
               "imageTagMutabilityExclusionFilters": [{"filter": "dev-*", "filterType": "WILDCARD"}],
               "lifecyclePolicyText": {"rules": [{"rulePriority": 1}]},
               "images": [{"imageTags": ["1.0", "latest"], "replicationStatuses": [
                  {"region": "eu-west-1", "registryId": "555566667777", "status": "COMPLETE"},
                  {"region": "eu-west-2", "registryId": "555566667777", "status": "FAILED", "failureCode": "DENIED"}]},
                  {"imageStatus": "ARCHIVED", "imagePushedAt": "2026-11-02T00:00:00Z"},
                  {"imageDigest": "sha256:abc", "imageManifest": {"schemaVersion": 2},
                   "imageManifestMediaType": "application/vnd.oci.image.index.v1+json"}]}]""";

    @AutoClose
    final TestCloud cloud = new TestCloud();

    @Test
    void theSettingsOfARegistryAreReturned() {
        cloud.load(TestCloud.HOME, EVERYTHING);

        assertThat(cloud.ecr.getRegistryPolicy(b -> {}).policyText()).contains("\"Version\" : \"2012-10-17\"");
        assertThat(setting("REGISTRY_POLICY_SCOPE")).isEqualTo("V1");
        assertThat(setting("BASIC_SCAN_TYPE_VERSION")).isEqualTo("CLAIR");
        assertThat(cloud.ecr
                        .describeRegistry(b -> {})
                        .replicationConfiguration()
                        .rules())
                .singleElement()
                .satisfies(rule -> {
                    assertThat(rule.destinations().get(0).registryId()).isEqualTo("555566667777");
                    assertThat(rule.repositoryFilters().get(0).filter()).isEqualTo("prod");
                });
        assertThat(cloud.ecr.listReplicationBackfills(b -> {}).backfills())
                .singleElement()
                .satisfies(backfill -> assertThat(backfill.status()).isEqualTo(ReplicationBackfillStatus.COMPLETE));
        assertThat(cloud.ecr.describePullThroughCacheRules(b -> {}).pullThroughCacheRules())
                .singleElement()
                .satisfies(rule -> assertThat(rule.upstreamRegistryAsString()).isEqualTo("docker-hub"));
        assertThat(cloud.ecr
                        .getSigningConfiguration(b -> {})
                        .signingConfiguration()
                        .rules())
                .hasSize(1);
    }

    @Test
    void aTemplateOfAStateFileNeedsNoRole() {
        cloud.load(TestCloud.HOME, EVERYTHING);

        RepositoryCreationTemplate template = cloud.ecr
                .describeRepositoryCreationTemplates(b -> {})
                .repositoryCreationTemplates()
                .get(0);
        assertThat(template.prefix()).isEqualTo("prod");
        assertThat(template.encryptionConfiguration().encryptionTypeAsString()).isEqualTo("KMS");
        assertThat(template.imageTagMutabilityAsString()).isEqualTo("IMMUTABLE");
        assertThat(template.repositoryPolicy()).contains("2012-10-17");
        assertThat(template.resourceTags()).hasSize(1);
        assertThat(template.customRoleArn()).isNull();
        assertThat(template.createdAt()).isEqualTo("2026-01-01T00:00:00Z");
    }

    @Test
    void theSettingsAndImagesOfARepositoryAreReturned() {
        cloud.load(TestCloud.HOME, EVERYTHING);

        assertThat(cloud.ecr
                        .getLifecyclePolicy(b -> b.repositoryName("prod/api"))
                        .lifecyclePolicyText())
                .isEqualTo("{\"rules\":[{\"rulePriority\":1}]}");
        List<ImageDetail> images = cloud.ecr
                .describeImages(b -> b.repositoryName("prod/api").filter(f -> f.imageStatus("ANY")))
                .imageDetails();
        assertThat(images).hasSize(3);
        assertThat(images).extracting(ImageDetail::imageStatus).contains(ImageStatus.ARCHIVED);
        assertThat(images)
                .filteredOn(image -> image.imageDigest().equals("sha256:abc"))
                .singleElement()
                .satisfies(image -> {
                    assertThat(image.imageManifestMediaType()).endsWith("image.index.v1+json");
                    assertThat(image.imagePushedAt()).isEqualTo("2026-11-01T00:00:00Z");
                });
        assertThat(cloud.ecr
                        .describeImageReplicationStatus(
                                b -> b.repositoryName("prod/api").imageId(i -> i.imageTag("1.0")))
                        .replicationStatuses())
                .extracting(status -> status.status() + " " + status.failureCode())
                .containsExactly(ReplicationStatus.COMPLETE + " null", ReplicationStatus.FAILED + " DENIED");
    }

    @Test
    void whatIsMissingStaysAndNullTakesItBack() {
        cloud.load(TestCloud.HOME, EVERYTHING);
        cloud.load(TestCloud.HOME, "\"creationTemplates\": []");
        assertThat(cloud.ecr.describeRepositoryCreationTemplates(b -> {}).repositoryCreationTemplates())
                .isEmpty();
        assertThat(cloud.ecr.getRegistryPolicy(b -> {}).policyText()).isNotEmpty();

        cloud.load(
                TestCloud.HOME,
                "\"registryPolicy\": null, \"replication\": null, \"signingConfiguration\": null,"
                        + " \"pullThroughCacheRules\": []");
        assertThatThrownBy(() -> cloud.ecr.getRegistryPolicy(b -> {}))
                .isInstanceOf(RegistryPolicyNotFoundException.class);
        assertThatThrownBy(() -> cloud.ecr.getSigningConfiguration(b -> {}))
                .isInstanceOf(SigningConfigurationNotFoundException.class);
        assertThat(cloud.ecr
                        .describeRegistry(b -> {})
                        .replicationConfiguration()
                        .rules())
                .isEmpty();
        assertThat(setting("REGISTRY_POLICY_SCOPE")).isEqualTo("V1");
    }

    @Test
    void aRegistryPolicyThatIsTextIsKeptExactly() {
        cloud.load(TestCloud.HOME, "\"registryPolicy\": \"{ oops\"");
        assertThat(cloud.ecr.getRegistryPolicy(b -> {}).policyText()).isEqualTo("{ oops");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"registryPolicy": 1} | us-east-1.registryPolicy must be an object or a string
                    {"registryPolicyScope": "V3"} | us-east-1.registryPolicyScope must be one of [V2, V1]
                    {"replication": {"rule": []}} | us-east-1.replication.rule is not a known key
                    {"replication": {"rules": [{"destinations": [{"region": "eu-west-1"}]}]}} | replication.rules[0].destinations[0].registryId is required
                    {"replication": {"rules": [{"destinations": [{"region": "us-east-1", "registryId": "111122223333"}]}]}} | replication.rules Replication destination cannot be the same
                    {"replicationBackfills": [{"replicationBackfillId": "a"}]} | replicationBackfills[0].destination is required
                    {"creationTemplates": [{"prefix": "prod"}]} | creationTemplates[0].appliedFor must be some of
                    {"creationTemplates": [{"prefix": "prod", "applied": []}]} | creationTemplates[0].applied is not a known key
                    {"creationTemplates": [{"prefix": "a", "appliedFor": ["REPLICATION"]}, {"prefix": "a", "appliedFor": ["REPLICATION"]}]} | creationTemplates must not have 'a' twice
                    {"pullThroughCacheRules": [{"ecrRepositoryPrefix": "hub"}]} | pullThroughCacheRules[0].upstreamRegistryUrl is required
                    {"pullThroughCacheRules": [{"ecrRepositoryPrefix": "hub", "url": ""}]} | pullThroughCacheRules[0].url is not a known key
                    {"signingConfiguration": {"rules": [{}]}} | signingConfiguration.rules[0].signingProfileArn is required
                    {"repositories": [{"repositoryName": "ab", "lifecyclePolicyText": []}]} | repositories[0].lifecyclePolicyText must be an object or a string
                    {"repositories": [{"repositoryName": "ab", "images": [{"tag": "a"}]}]} | repositories[0].images[0].tag is not a known key
                    {"repositories": [{"repositoryName": "ab", "images": [{"imageManifest": "{"}]}]} | repositories[0].images[0].imageManifest must be JSON
                    {"repositories": [{"repositoryName": "ab", "images": [{"imageTags": ["a"]}, {"imageTags": ["a"]}]}]} | repositories[0].images[1].imageTags must not have 'a'
                    {"repositories": [{"repositoryName": "ab", "images": [{"imageDigest": "a"}, {"imageDigest": "a"}]}]} | repositories[0].images[1].imageDigest must not be
                    {"repositories": [{"repositoryName": "ab", "imageTagMutability": "IMMUTABLE_WITH_EXCLUSION"}]} | imageTagMutabilityExclusionFilters must have between 1 and 5
                    {"keys": [{"keyId": "a", "origin": "HOME"}]} | keys[0].origin must be one of
                    {"keys": [{"keyId": "a", "primaryArn": "b"}]} | keys[0].primaryArn must be the ARN of a key
                    {"keys": [{"keyId": "a", "deletionDate": "soon"}]} | keys[0].deletionDate must be a time
                    {"keys": [{"keyId": "a", "origin": "EXTERNAL", "rotationEnabled": true}]} | keys[0].rotationEnabled must not be true
                    {"keys": [{"keyId": "a", "grants": [{"grantee": "b"}]}]} | keys[0].grants[0].grantee is not a known key
                    """)
    void anErrorIsReportedWithItsPathAndChangesNothing(String state, String message) {
        assertThatThrownBy(() -> cloud.load("{\"accounts\": {\"111122223333\": {\"us-east-1\": " + state + "}}}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
        assertThat(cloud.ecr.describeRepositories().repositories()).isEmpty();
        assertThatThrownBy(() -> cloud.ecr.getRegistryPolicy(b -> {}))
                .isInstanceOf(RegistryPolicyNotFoundException.class);
    }

    private String setting(String name) {
        return cloud.ecr.getAccountSetting(b -> b.name(name)).value();
    }
}
