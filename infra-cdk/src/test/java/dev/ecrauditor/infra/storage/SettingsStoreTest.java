package dev.ecrauditor.infra.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ecrauditor.infra.Intrinsics;
import dev.ecrauditor.infra.SynthesizedHub;
import dev.ecrauditor.settings.file.PublishedSettings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The bucket of changed settings and baselines: who may read it, and that every write is recorded. */
class SettingsStoreTest {

    private static final String SETTINGS = "remediation: [{accounts: ['*'], mode: ON}]";
    private static final SynthesizedHub HUB = SynthesizedHub.withSettings(SETTINGS);
    private static final String KEY = PublishedSettings.key(SynthesizedHub.settings(SETTINGS));
    private static final SynthesizedHub.Resource BUCKET = HUB.resource("AWS::S3::Bucket", "SettingsStoreBucket");
    private static final String ARN = "${" + BUCKET.id() + ".Arn}";

    @Test
    void theBucketIsPrivateVersionedAndEncryptedWithTheDataKey() {
        JsonNode properties = BUCKET.properties();
        assertThat(properties.at("/VersioningConfiguration/Status").asText()).isEqualTo("Enabled");
        assertThat(properties.path("PublicAccessBlockConfiguration"))
                .hasSize(4)
                .allSatisfy(blocked -> assertThat(blocked.asBoolean()).isTrue());
        JsonNode encryption = properties.at("/BucketEncryption/ServerSideEncryptionConfiguration/0");
        assertThat(encryption.path("BucketKeyEnabled").asBoolean()).isTrue();
        assertThat(encryption.at("/ServerSideEncryptionByDefault/SSEAlgorithm").asText())
                .isEqualTo("aws:kms");
        assertThat(Intrinsics.text(encryption.at("/ServerSideEncryptionByDefault/KMSMasterKeyID")))
                .startsWith("${DataKey");
        assertThat(properties.at("/OwnershipControls/Rules/0/ObjectOwnership").asText())
                .isEqualTo("BucketOwnerEnforced");
        assertThat(HUB.statements("AWS::S3::BucketPolicy")).anySatisfy(statement -> {
            assertThat(statement.path("Effect").asText()).isEqualTo("Deny");
            assertThat(statement.at("/Condition/Bool/aws:SecureTransport").asText())
                    .isEqualTo("false");
            assertThat(statement.path("Action").asText()).isEqualTo("s3:*");
            assertThat(statement.path("Resource")).hasSize(2);
        });
    }

    @Test
    void versionsAndRecordsAreKeptForAYear() {
        JsonNode rules = BUCKET.properties().at("/LifecycleConfiguration/Rules");
        assertThat(rules.at("/0/NoncurrentVersionExpiration/NoncurrentDays").asInt())
                .isEqualTo(365);
        assertThat(rules.at("/0").has("ExpirationInDays")).isFalse();
        assertThat(rules.at("/1/Prefix").asText()).isEqualTo("trail/");
        assertThat(rules.at("/1/ExpirationInDays").asInt()).isEqualTo(365);
        assertThat(BUCKET.body().path("DeletionPolicy").asText()).isEqualTo("RetainExceptOnCreate");
    }

    @Test
    void threeFunctionsMayReadOneObjectAndNoneMayWrite() {
        Map<String, List<String>> allowed = new TreeMap<>();
        for (SynthesizedHub.Resource policy : HUB.resources("AWS::IAM::Policy")) {
            String role = HUB.json()
                    .at("/Resources/" + policy.properties().at("/Roles/0/Ref").asText() + "/Properties/RoleName")
                    .asText();
            List<String> ofS3 = StreamSupport.stream(
                            policy.properties().at("/PolicyDocument/Statement").spliterator(), false)
                    .filter(statement -> statement.path("Action").toString().contains("s3:"))
                    .map(statement ->
                            statement.path("Action").asText() + " " + Intrinsics.text(statement.path("Resource")))
                    .toList();
            if (!ofS3.isEmpty()) {
                allowed.put(role, ofS3);
            }
        }

        List<String> reads = List.of("s3:GetObject " + ARN + "/" + KEY, "s3:ListBucket " + ARN);
        assertThat(allowed)
                .isEqualTo(Map.of(
                        "ecr-auditor-audit", reads, "ecr-auditor-remediation", reads, "ecr-auditor-sweep", reads));
        assertThat(HUB.resources("AWS::IAM::Policy"))
                .allSatisfy(policy -> assertThat(policy.body().toString()).doesNotContain("s3:Put", "s3:Delete"));
    }

    @Test
    void theFunctionsThatEvaluateMayReadBaselinesAndOnlyTheTrailMayWrite() {
        assertThat(HUB.statements("AWS::S3::BucketPolicy")
                        .filter(statement -> statement.path("Effect").asText().equals("Allow"))
                        .map(statement -> statement.path("Action").asText() + " "
                                + Intrinsics.text(statement.path("Resource")) + " "
                                + principal(statement)))
                .containsExactlyInAnyOrder(
                        "s3:GetBucketAcl " + ARN + " cloudtrail.amazonaws.com",
                        "s3:PutObject " + ARN + "/trail/AWSLogs/${AWS::AccountId}/* cloudtrail.amazonaws.com",
                        "s3:GetObject " + ARN + "/baseline/* ecr-auditor-audit",
                        "s3:GetObject " + ARN + "/baseline/* ecr-auditor-sweep");
        String trail = "arn:${AWS::Partition}:cloudtrail:${AWS::Region}:${AWS::AccountId}:trail/ecr-auditor-settings";
        assertThat(HUB.statements("AWS::S3::BucketPolicy")
                        .filter(statement -> statement.path("Principal").has("Service")))
                .hasSize(2)
                .allSatisfy(
                        statement -> assertThat(Intrinsics.text(statement.at("/Condition/StringEquals/aws:SourceArn")))
                                .isEqualTo(trail));
    }

    @Test
    void everyWriteOfSettingsAndBaselinesIsRecordedAndTheRecordsThemselvesAreNot() {
        SynthesizedHub.Resource trail = HUB.resource("AWS::CloudTrail::Trail", "SettingsStoreTrail");
        assertThat(trail.property("/TrailName")).isEqualTo("ecr-auditor-settings");
        assertThat(trail.properties().path("IsLogging").asBoolean()).isTrue();
        assertThat(trail.properties().path("EnableLogFileValidation").asBoolean())
                .isTrue();
        assertThat(trail.properties().path("IsMultiRegionTrail").asBoolean()).isFalse();
        assertThat(trail.property("/KMSKeyId")).startsWith("${DataKey");
        assertThat(trail.property("/S3KeyPrefix")).isEqualTo("trail");
        assertThat(trail.body().path("DependsOn").toString()).contains("SettingsStoreBucketPolicy");
        JsonNode selectors = trail.properties().path("AdvancedEventSelectors");
        assertThat(selectors).hasSize(1);
        Map<String, String> fields = new TreeMap<>();
        selectors
                .at("/0/FieldSelectors")
                .forEach(field -> fields.put(
                        field.path("Field").asText(), values(field.path("Equals")) + values(field.path("StartsWith"))));
        assertThat(fields)
                .isEqualTo(Map.of(
                        "eventCategory", "[Data]",
                        "resources.type", "[AWS::S3::Object]",
                        "readOnly", "[false]",
                        "resources.ARN", "[" + ARN + "/settings/, " + ARN + "/baseline/]"));
    }

    @Test
    void anotherDeploymentReadsAnotherObjectAndTheSameSettingsTheSame() {
        SynthesizedHub other = SynthesizedHub.withSettings(SETTINGS + "\nexclusions: [{repositories: [a], reason: r}]");
        assertThat(objectOf(HUB)).isEqualTo(KEY);
        assertThat(objectOf(other)).isNotEqualTo(KEY);
        assertThat(objectOf(SynthesizedHub.withSettings(SETTINGS + "\noperations: {emails: [a@example.org]}")))
                .isEqualTo(KEY);
        assertThat(HUB.json().at("/Outputs/DeployedSettings/Value").asText())
                .matches(KEY + "( [a-zA-Z]+=[0-9a-f]{12}){10}");
    }

    private static String objectOf(SynthesizedHub hub) {
        return hub.resource("AWS::Lambda::Function", "AuditFunction").property("/Environment/Variables/SETTINGS_KEY");
    }

    private static String principal(JsonNode statement) {
        JsonNode role = statement.at("/Principal/AWS/Fn::GetAtt/0");
        return role.isMissingNode()
                ? statement.at("/Principal/Service").asText()
                : HUB.json()
                        .at("/Resources/" + role.asText() + "/Properties/RoleName")
                        .asText();
    }

    private static String values(JsonNode list) {
        return list.isMissingNode()
                ? ""
                : StreamSupport.stream(list.spliterator(), false)
                        .map(Intrinsics::text)
                        .toList()
                        .toString();
    }
}
