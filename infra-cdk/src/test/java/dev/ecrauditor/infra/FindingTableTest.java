package dev.ecrauditor.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.infra.settings.HubSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Match;

class FindingTableTest {

    private static final SynthesizedHub DEFAULT_HUB = SynthesizedHub.of(HubSettings.defaults());

    @Test
    void theTableIsKeyedEncryptedRecoverableAndKept() {
        DEFAULT_HUB.template().resourceCountIs("AWS::DynamoDB::Table", 1);
        DEFAULT_HUB
                .template()
                .hasResource(
                        "AWS::DynamoDB::Table",
                        Map.of(
                                "DeletionPolicy", "Retain",
                                "UpdateReplacePolicy", "Retain",
                                "Properties",
                                        Map.of(
                                                "KeySchema",
                                                        List.of(
                                                                Map.of("AttributeName", "pk", "KeyType", "HASH"),
                                                                Map.of("AttributeName", "sk", "KeyType", "RANGE")),
                                                "BillingMode", "PAY_PER_REQUEST",
                                                "DeletionProtectionEnabled", true,
                                                "PointInTimeRecoverySpecification",
                                                        Map.of("PointInTimeRecoveryEnabled", true),
                                                "TimeToLiveSpecification",
                                                        Map.of("AttributeName", "expiresAt", "Enabled", true),
                                                "SSESpecification",
                                                        Map.of(
                                                                "SSEEnabled",
                                                                true,
                                                                "SSEType",
                                                                "KMS",
                                                                "KMSMasterKeyId",
                                                                Match.anyValue()))));
    }

    @Test
    void theIndexesAreSparseAndHoldKeysOnly() {
        DEFAULT_HUB
                .template()
                .hasResourceProperties(
                        "AWS::DynamoDB::Table",
                        Map.of(
                                "GlobalSecondaryIndexes",
                                List.of(
                                        Map.of(
                                                "IndexName", "outbox",
                                                "KeySchema",
                                                        List.of(
                                                                Map.of("AttributeName", "due", "KeyType", "HASH"),
                                                                Map.of(
                                                                        "AttributeName",
                                                                        "outboxSince",
                                                                        "KeyType",
                                                                        "RANGE")),
                                                "Projection", Map.of("ProjectionType", "KEYS_ONLY")),
                                        Map.of(
                                                "IndexName", "key",
                                                "KeySchema",
                                                        List.of(Map.of("AttributeName", "keyArn", "KeyType", "HASH")),
                                                "Projection", Map.of("ProjectionType", "KEYS_ONLY"))),
                                "AttributeDefinitions",
                                Match.arrayWith(List.of(
                                        Map.of("AttributeName", "due", "AttributeType", "S"),
                                        Map.of("AttributeName", "outboxSince", "AttributeType", "S")))));
    }

    /** After destroy and deploy: the records of the earlier stack, with their key. */
    @Test
    void aTableOfAnEarlierStackIsAdoptedAndNoneIsMade() {
        String key = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
        SynthesizedHub adopting = SynthesizedHub.withSettings(
                "deployment: {table: {name: EcrAuditor-FindingTable1A2B3C4D-5E6F7G8H, key: '%s'}}".formatted(key));
        adopting.template().resourceCountIs("AWS::DynamoDB::Table", 0);
        assertThat(adopting.json().at("/Outputs/FindingTableName/Value").asText())
                .isEqualTo("EcrAuditor-FindingTable1A2B3C4D-5E6F7G8H");
        assertThat(adopting.resources("AWS::Lambda::Function"))
                .hasSize(3)
                .allSatisfy(function -> assertThat(function.property("/Environment/Variables/TABLE_NAME"))
                        .isEqualTo("EcrAuditor-FindingTable1A2B3C4D-5E6F7G8H"));
        for (String function : List.of("AuditFunction", "AlertFunction", "SweepFunction")) {
            assertThat(adopting.policyOf(function))
                    .contains("table/EcrAuditor-FindingTable1A2B3C4D-5E6F7G8H", key, "\"dynamodb.");
        }
        assertThat(adopting.policyOf("AlertFunction"))
                .contains("table/EcrAuditor-FindingTable1A2B3C4D-5E6F7G8H/index/outbox");
        assertThat(LeastPrivilege.breachesIn(adopting.json())).isEmpty();
    }

    /**
     * The name is left to CloudFormation, whose random end makes a new table's name, and with it its alert ids, new.
     */
    @Test
    void aNewTableHasNoNameOfItsOwn() {
        assertThat(DEFAULT_HUB
                        .resource("AWS::DynamoDB::Table", "FindingTable")
                        .properties()
                        .has("TableName"))
                .isFalse();
    }
}
