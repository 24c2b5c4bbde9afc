package dev.ecrauditor.infra.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ecrauditor.infra.Intrinsics;
import dev.ecrauditor.infra.SynthesizedHub;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bucket of the daily export: private, for a year, and one role may write and nobody read. */
class FindingsBucketTest {

    private static final SynthesizedHub HUB = SynthesizedHub.withSettings("export: {findings: true}");
    private static final SynthesizedHub.Resource BUCKET = HUB.resource("AWS::S3::Bucket", "FindingExportBucket");
    private static final String ARN = "${" + BUCKET.id() + ".Arn}";

    @Test
    void withoutTheSettingThereIsNoBucketAndNoPermission() {
        String template =
                SynthesizedHub.withSettings("export: {findings: false}").json().toString();
        assertThat(template)
                .doesNotContain(
                        "FindingExport",
                        "FindingsBucket",
                        "EXPORT_BUCKET",
                        "findings-not-exported",
                        "EncryptTheExport");
        assertThat(SynthesizedHub.withSettings("{}").json().toString()).isEqualTo(template);
    }

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
        assertThat(BUCKET.body().path("DeletionPolicy").asText()).isEqualTo("RetainExceptOnCreate");
    }

    @Test
    void exportsAreKeptForAYear() {
        JsonNode rule = BUCKET.properties().at("/LifecycleConfiguration/Rules/0");
        assertThat(rule.path("ExpirationInDays").asInt()).isEqualTo(365);
        assertThat(rule.at("/NoncurrentVersionExpiration/NoncurrentDays").asInt())
                .isEqualTo(30);
        assertThat(rule.has("Prefix")).isFalse();
    }

    @Test
    void theSweepMayWriteBelowThePrefixAndNobodyElseAnything() {
        List<JsonNode> statements = HUB.statements("AWS::S3::BucketPolicy")
                .filter(statement -> statement.toString().contains(BUCKET.id()))
                .toList();
        assertThat(statements).hasSize(2);
        assertThat(statements.get(0).path("Effect").asText()).isEqualTo("Deny");
        assertThat(statements.get(0).at("/Condition/Bool/aws:SecureTransport").asText())
                .isEqualTo("false");
        JsonNode write = statements.get(1);
        assertThat(write.path("Effect").asText()).isEqualTo("Allow");
        assertThat(write.path("Action").asText()).isEqualTo("s3:PutObject");
        assertThat(Intrinsics.text(write.path("Resource"))).isEqualTo(ARN + "/findings/*");
        assertThat(Intrinsics.text(write.at("/Principal/AWS"))).startsWith("${SweepFunctionJavaRole");
        assertThat(HUB.resources("AWS::IAM::Policy"))
                .allSatisfy(policy -> assertThat(policy.body().toString()).doesNotContain("s3:Put", BUCKET.id()));
    }

    @Test
    void theKeyEncryptsForTheSweepThroughS3Only() {
        List<JsonNode> statements = HUB.statements("AWS::IAM::Policy")
                .filter(statement -> statement.path("Sid").asText().equals("EncryptTheExport"))
                .toList();
        assertThat(statements).singleElement().satisfies(statement -> {
            assertThat(statement.path("Action").asText()).isEqualTo("kms:GenerateDataKey");
            assertThat(Intrinsics.text(statement.path("Resource"))).startsWith("${DataKey");
            assertThat(Intrinsics.text(statement.at("/Condition/StringLike/kms:ViaService")))
                    .isEqualTo("s3.${AWS::Region}.*");
        });
        assertThat(HUB.policyOf("SweepFunction")).contains("EncryptTheExport");
    }

    @Test
    void onlyTheSweepKnowsTheBucketAndItsFailureHasAnAlarm() {
        assertThat(HUB.resources("AWS::Lambda::Function").stream()
                        .filter(function -> function.body().toString().contains("EXPORT_BUCKET"))
                        .map(function -> function.property("/FunctionName")))
                .containsExactly("ecr-auditor-sweep");
        SynthesizedHub.Resource alarm = HUB.resources("AWS::CloudWatch::Alarm").stream()
                .filter(each -> each.property("/AlarmName").equals("ecr-auditor-findings-not-exported"))
                .findFirst()
                .orElseThrow();
        assertThat(alarm.property("/MetricName")).isEqualTo("exportsFailed");
        assertThat(alarm.properties().at("/AlarmActions")).hasSize(1);
        assertThat(HUB.json().at("/Outputs/FindingsBucketName/Value/Ref").asText())
                .isEqualTo(BUCKET.id());
    }
}
