package dev.ecrauditor.infra;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Match;

class FindingTableTest {

    private static final SynthesizedHub QUIET = SynthesizedHub.of(HubSettings.defaults());

    @Test
    void theTableIsKeyedEncryptedRecoverableAndKept() {
        QUIET.template().resourceCountIs("AWS::DynamoDB::Table", 1);
        QUIET.template()
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
        QUIET.template()
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
}
