package dev.ecrauditor.aws.priming;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.repository.RepositoryArn;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The answers of AWS about invented repositories. Its table returns what was stored.
 *
 * <p>Source: the API references of the services, for the shapes.
 */
final class InventedAnswers {

    private static final String ID = "00000000-0000-4000-8000-000000000000";

    private static final String ROLE_SESSION = """
            <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>\
            <AccessKeyId>INVENTED</AccessKeyId><SecretAccessKey>invented</SecretAccessKey>\
            <SessionToken>invented</SessionToken><Expiration>%s</Expiration></Credentials></AssumeRoleResult>\
            </AssumeRoleResponse>""";

    private static final String PUBLISHED = """
            <PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>%s</MessageId>\
            </PublishResult></PublishResponse>""".formatted(ID);

    private final String region;
    private final Clock clock;
    private final Map<List<Optional<String>>, Json> table = new LinkedHashMap<>();

    InventedAnswers(String region, Clock clock) {
        this.region = region;
        this.clock = clock;
    }

    /** An answer of a service. */
    record Answer(int status, String body) {}

    /**
     * Answers a call.
     *
     * @param operation such as {@code DescribeRepositories}
     * @param body the JSON of the call; not read where the protocol is another
     */
    Answer to(String operation, String body) {
        return switch (operation) {
            case "DescribeRepositories" -> answer(described(read(body)));
            case "GetRepositoryPolicy" -> answer(policy(read(body)));
            case "GetRegistryScanningConfiguration" -> answer(scanning());
            case "GetRegistryPolicy" -> fault("RegistryPolicyNotFoundException");
            case "DescribePullThroughCacheRules" -> answer(new JsonObject().put("pullThroughCacheRules", array()));
            case "DescribeKey" -> answer(key());
            case "AssumeRole" ->
                new Answer(200, ROLE_SESSION.formatted(clock.instant().plus(Duration.ofHours(1))));
            case "GetItem" -> answer(new JsonObject().put("Item", Optional.ofNullable(table.get(keyIn(body, "Key")))));
            case "PutItem" -> put(body);
            case "UpdateItem" ->
                answer(new JsonObject().put("Attributes", Optional.ofNullable(table.get(keyIn(body, "Key")))));
            case "Query" -> answer(new JsonObject().put("Items", new Json.Arr(List.copyOf(table.values()))));
            case "SendMessage" -> answer(sent(body));
            case "Publish" -> new Answer(200, PUBLISHED);
            default -> fault("AccessDeniedException");
        };
    }

    private static Answer answer(JsonObject body) {
        return new Answer(200, JsonWriter.write(body.build()));
    }

    private static Answer fault(String code) {
        return new Answer(
                400,
                JsonWriter.write(new JsonObject()
                        .put("__type", code)
                        .put("message", "invented")
                        .build()));
    }

    private static Json array(Json... items) {
        return new Json.Arr(List.of(items));
    }

    private String keyArn() {
        return "arn:%s:kms:%s:%s:key/%s".formatted(RepositoryArn.partitionOf(region), region, InventedAws.ACCOUNT, ID);
    }

    private static JsonObject policy(Json request) {
        String name = request.text("repositoryName").orElse("");
        return new JsonObject().put("policyText", InventedAws.policy(name));
    }

    private JsonObject described(Json request) {
        String name = request.items("repositoryNames").get(0) instanceof Json.Str text ? text.value() : "";
        RepositoryArn repository =
                new RepositoryArn(RepositoryArn.partitionOf(region), region, InventedAws.ACCOUNT, name);
        Json encryption = new JsonObject()
                .put("encryptionType", "KMS")
                .put("kmsKey", keyArn())
                .build();
        Json described = new JsonObject()
                .put("repositoryArn", repository.toString())
                .put("registryId", repository.account())
                .put("repositoryName", repository.name())
                .put("createdAt", clock.instant().minus(Duration.ofDays(1)).getEpochSecond())
                .put("imageTagMutability", "MUTABLE")
                .put(
                        "imageScanningConfiguration",
                        new JsonObject().put("scanOnPush", false).build())
                .put("encryptionConfiguration", encryption)
                .build();
        return new JsonObject().put("repositories", array(described));
    }

    private static JsonObject scanning() {
        Json basic =
                new JsonObject().put("scanType", "BASIC").put("rules", array()).build();
        return new JsonObject().put("scanningConfiguration", basic);
    }

    private JsonObject key() {
        Json metadata = new JsonObject()
                .put("KeyId", ID)
                .put("Arn", keyArn())
                .put("KeyManager", "CUSTOMER")
                .put("KeyState", "Enabled")
                .put("KeySpec", "SYMMETRIC_DEFAULT")
                .put("Origin", "AWS_KMS")
                .build();
        return new JsonObject().put("KeyMetadata", metadata);
    }

    private Answer put(String body) {
        table.put(keyIn(body, "Item"), read(body).at("Item"));
        return answer(new JsonObject());
    }

    private static List<Optional<String>> keyIn(String body, String member) {
        Json request = read(body);
        return List.of(request.text(member, "pk", "S"), request.text(member, "sk", "S"));
    }

    private static Json read(String body) {
        try {
            return JsonReader.read(body);
        } catch (MalformedJson notOfTheClient) {
            throw new IllegalStateException(notOfTheClient);
        }
    }

    /** The client compares the digest with that of what it sent. */
    private static JsonObject sent(String body) {
        String message = read(body).text("MessageBody").orElse("");
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(message.getBytes(StandardCharsets.UTF_8));
            return new JsonObject()
                    .put("MessageId", ID)
                    .put("MD5OfMessageBody", HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException withoutMd5) {
            throw new IllegalStateException(withoutMd5);
        }
    }
}
