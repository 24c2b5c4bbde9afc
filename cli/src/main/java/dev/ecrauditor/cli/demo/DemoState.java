package dev.ecrauditor.cli.demo;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.localaws.LocalAws;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Creates repositories in the simulated accounts. */
final class DemoState {

    private final LocalAws aws;
    private final DemoNames names;

    DemoState(LocalAws aws, DemoNames names) {
        this.aws = aws;
        this.names = names;
    }

    /**
     * A repository as its owner created it.
     *
     * @param hardened encrypted with the account's own KMS key, and with immutable tags; else ECR's defaults hold
     * @param policy its policy, if it has one
     */
    record RepositorySpec(
            String name, Instant createdAt, boolean hardened, boolean scanOnPush, Optional<Json> policy) {}

    void key(DemoNames.Account account) {
        Json key = new JsonObject()
                .put("keyId", account.keyId())
                .put("keyManager", "CUSTOMER")
                .put("keyState", "Enabled")
                .put("rotationEnabled", true)
                .build();
        load(account, new JsonObject().put("keys", new Json.Arr(List.of(key))).build());
    }

    void repository(DemoNames.Account account, RepositorySpec spec) {
        JsonObject encryption = new JsonObject().put("encryptionType", spec.hardened() ? "KMS" : "AES256");
        if (spec.hardened()) {
            encryption.put("kmsKey", account.keyId());
        }
        Json repository = new JsonObject()
                .put("repositoryName", spec.name())
                .put("createdAt", spec.createdAt().toString())
                .put("encryptionConfiguration", encryption.build())
                .put(
                        "imageScanningConfiguration",
                        new JsonObject().put("scanOnPush", spec.scanOnPush()).build())
                .put("imageTagMutability", spec.hardened() ? "IMMUTABLE" : "MUTABLE")
                .put("policyText", spec.policy())
                .build();
        load(
                account,
                new JsonObject()
                        .put("repositories", new Json.Arr(List.of(repository)))
                        .build());
    }

    private void load(DemoNames.Account account, Json state) {
        Json accounts = new Json.Obj(Map.of(
                "accounts", new Json.Obj(Map.of(account.id(), new Json.Obj(Map.of(names.region(), state))))));
        aws.load(new ByteArrayInputStream(JsonWriter.write(accounts).getBytes(StandardCharsets.UTF_8)));
    }

    /** A policy that allows the account itself to pull. */
    static Json forAccount(String accountId) {
        return policy("AllowOwnPull", "\"Principal\": {\"AWS\": \"arn:aws:iam::" + accountId + ":root\"}", "");
    }

    /** A policy that allows everyone to push, pull and delete. */
    static Json forAnyone() {
        return policy("AllowDeploy", "\"Principal\": \"*\"", "");
    }

    /** The same, for the organization only. */
    static Json forOrganization(String organization) {
        return policy(
                "AllowDeploy",
                "\"Principal\": \"*\"",
                ", \"Condition\": {\"StringEquals\": {\"aws:PrincipalOrgID\": \"" + organization + "\"}}");
    }

    /** A policy with one violation for each rule about principals and actions. */
    static Json copiedTogether() {
        return json("""
                {"Version": "2012-10-17", "Statement": [
                 {"Sid": "PushByContractor", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::444455556666:role/ci"},
                  "Action": ["ecr:BatchGetImage", "ecr:PutImage"]},
                 {"Sid": "CodeBuildPulls", "Effect": "Allow", "Principal": {"Service": "codebuild.amazonaws.com"},
                  "Action": ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]},
                 {"Sid": "Maintainers", "Effect": "Allow", "Principal": {"AWS": "AROAJ45Q7YFFAREXAMPLE"}, "Action": "ecr:*"}]}""");
    }

    private static Json policy(String sid, String principal, String condition) {
        String actions =
                "[\"ecr:BatchGetImage\", \"ecr:GetDownloadUrlForLayer\", \"ecr:PutImage\", \"ecr:BatchDeleteImage\"]";
        String text = "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Sid\": \"" + sid + "\", \"Effect\": \"Allow\", "
                + principal + ", \"Action\": " + actions + condition + "}]}";
        return json(text);
    }

    private static Json json(String text) {
        try {
            return JsonReader.read(text);
        } catch (MalformedJson ourOwn) {
            throw new IllegalStateException(ourOwn);
        }
    }
}
