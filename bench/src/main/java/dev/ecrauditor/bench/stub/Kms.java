package dev.ecrauditor.bench.stub;

import static dev.ecrauditor.bench.stub.AwsRegion.ACCOUNT;

import dev.ecrauditor.json.JsonObject;
import java.util.Optional;

/** AWS KMS's reading calls for one enabled customer managed key whose policy lets its account administer it. */
final class Kms implements Service {

    private static final String ARN = AwsRegion.arn("kms", "key/" + Repositories.KEY_ID);

    private static final Answer KEY = Answer.json(new JsonObject()
            .put(
                    "KeyMetadata",
                    new JsonObject()
                            .put("AWSAccountId", ACCOUNT)
                            .put("KeyId", Repositories.KEY_ID)
                            .put("Arn", ARN)
                            .put("CreationDate", 1_672_531_200)
                            .put("Enabled", true)
                            .put("Description", "")
                            .put("KeyUsage", "ENCRYPT_DECRYPT")
                            .put("KeyState", "Enabled")
                            .put("Origin", "AWS_KMS")
                            .put("KeyManager", "CUSTOMER")
                            .put("CustomerMasterKeySpec", "SYMMETRIC_DEFAULT")
                            .put("KeySpec", "SYMMETRIC_DEFAULT")
                            .put("MultiRegion", false)
                            .build())
            .build());

    private static final Answer POLICY = Answer.json(new JsonObject()
            .put("PolicyName", "default")
            .put(
                    "Policy",
                    "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"EnableIamPolicies\",\"Effect\":\"Allow\","
                            + "\"Principal\":{\"AWS\":\"arn:aws:iam::" + ACCOUNT + ":root\"},"
                            + "\"Action\":\"kms:*\",\"Resource\":\"*\"}]}")
            .build());

    @Override
    public Optional<Answer> answer(String operation, String body) {
        return switch (operation) {
            case "DescribeKey" -> Optional.of(KEY);
            case "GetKeyPolicy" -> Optional.of(POLICY);
            case "GetKeyRotationStatus" -> Optional.of(Answer.json("{\"KeyRotationEnabled\":true}"));
            case "ListGrants" -> Optional.of(Answer.json("{\"Grants\":[],\"Truncated\":false}"));
            case "ListAliases" -> Optional.of(Answer.json("{\"Aliases\":[],\"Truncated\":false}"));
            default -> Optional.empty();
        };
    }
}
