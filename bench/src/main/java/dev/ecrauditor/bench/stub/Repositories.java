package dev.ecrauditor.bench.stub;

import static dev.ecrauditor.bench.stub.AwsRegion.ACCOUNT;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The repositories of the registry, each compliant except for its policy, which the bench changes. */
public final class Repositories {

    static final String KEY_ID = "1234abcd-12ab-34cd-56ef-1234567890ab";

    private final ConcurrentSkipListMap<String, String> policies = new ConcurrentSkipListMap<>();

    /** Adds a repository, or changes its policy. */
    public void put(String name, String policyText) {
        policies.put(name, policyText);
    }

    /** Replaces all by so many with one policy. */
    public void fill(int number, String policyText) {
        clear();
        for (int i = 0; i < number; i++) {
            put("team-%d/service-%05d".formatted(i % 20, i), policyText);
        }
    }

    public void clear() {
        policies.clear();
    }

    public static String arn(String name) {
        return AwsRegion.arn("ecr", "repository/" + name);
    }

    boolean exists(String name) {
        return policies.containsKey(name);
    }

    Answer describe(Json request) {
        List<String> names = request.items("repositoryNames").stream()
                .flatMap(name -> name.text().stream())
                .toList();
        if (!names.isEmpty()) {
            return names.stream().allMatch(this::exists)
                    ? Answer.json("{\"repositories\":["
                            + String.join(
                                    ",",
                                    names.stream()
                                            .map(Repositories::description)
                                            .toList())
                            + "]}")
                    : Answer.error("RepositoryNotFoundException");
        }
        int size = request.whole("maxResults").map(Math::toIntExact).orElse(100);
        List<String> page = new ArrayList<>();
        Optional<String> next = Optional.empty();
        for (String name :
                policies.tailMap(request.text("nextToken").orElse(""), true).keySet()) {
            if (page.size() == size) {
                next = Optional.of(name);
                break;
            }
            page.add(description(name));
        }
        return Answer.json("{\"repositories\":[" + String.join(",", page) + "]"
                + next.map(token -> ",\"nextToken\":\"" + token + "\"").orElse("") + "}");
    }

    Answer policy(Json request) {
        String name = request.text("repositoryName").orElse("");
        return Optional.ofNullable(policies.get(name))
                .map(text -> Answer.json(new JsonObject()
                        .put("registryId", ACCOUNT)
                        .put("repositoryName", name)
                        .put("policyText", text)
                        .build()))
                .orElseGet(() -> Answer.error("RepositoryNotFoundException"));
    }

    Answer scanning(Json request) {
        List<Json> configurations = new ArrayList<>();
        for (Json item : request.items("repositoryNames")) {
            String name = item.text().orElse("");
            configurations.add(new JsonObject()
                    .put("repositoryArn", arn(name))
                    .put("repositoryName", name)
                    .put("scanOnPush", true)
                    .put("scanFrequency", "SCAN_ON_PUSH")
                    .put("appliedScanFilters", new Json.Arr(List.of()))
                    .build());
        }
        return Answer.json(new Json.Obj(
                Map.of("scanningConfigurations", new Json.Arr(configurations), "failures", new Json.Arr(List.of()))));
    }

    private static String description(String name) {
        return JsonWriter.write(new JsonObject()
                .put("repositoryArn", arn(name))
                .put("registryId", ACCOUNT)
                .put("repositoryName", name)
                .put("repositoryUri", ACCOUNT + ".dkr.ecr." + AwsRegion.REGION + ".amazonaws.com/" + name)
                .put("createdAt", 1_740_908_000)
                .put("imageTagMutability", "IMMUTABLE")
                .put(
                        "imageScanningConfiguration",
                        new JsonObject().put("scanOnPush", true).build())
                .put(
                        "encryptionConfiguration",
                        new JsonObject()
                                .put("encryptionType", "KMS")
                                .put("kmsKey", AwsRegion.arn("kms", "key/" + KEY_ID))
                                .build())
                .build());
    }
}
