package dev.ecrauditor.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * A template as one account and Region would have it: references to parameters, account, Region and partition are
 * replaced by values, so that statements of templates that never meet can be evaluated together.
 */
public record ResolvedTemplate(JsonNode json) {

    /** An account and Region. */
    public record Place(String account, String region) {}

    public static ResolvedTemplate of(JsonNode template, Place place, Map<String, String> parameters) {
        Map<String, String> values = new HashMap<>(parameters);
        values.put("AWS::Partition", "aws");
        values.put("AWS::URLSuffix", "amazonaws.com");
        values.put("AWS::AccountId", place.account());
        values.put("AWS::Region", place.region());
        return new ResolvedTemplate(resolve(template, values));
    }

    private static JsonNode resolve(JsonNode node, Map<String, String> values) {
        if (node.isObject() && node.size() == 1 && node.has("Ref")) {
            String value = values.get(node.get("Ref").asText());
            return value == null ? node : TextNode.valueOf(value);
        }
        if (node.isObject()) {
            ObjectNode resolved = JsonNodeFactory.instance.objectNode();
            node.properties().forEach(entry -> resolved.set(entry.getKey(), resolve(entry.getValue(), values)));
            return resolved.size() == 1 && resolved.has("Fn::Join")
                    ? TextNode.valueOf(Intrinsics.text(resolved))
                    : resolved;
        }
        if (node.isArray()) {
            ArrayNode resolved = JsonNodeFactory.instance.arrayNode();
            node.forEach(each -> resolved.add(resolve(each, values)));
            return resolved;
        }
        return node;
    }

    public List<JsonNode> all(String type) {
        return StreamSupport.stream(json.path("Resources").spliterator(), false)
                .filter(resource -> resource.path("Type").asText().equals(type))
                .map(resource -> resource.path("Properties"))
                .toList();
    }

    /** The statements of the policies of one role. */
    public List<JsonNode> permissionsOf(String roleName) {
        return json.path("Resources").properties().stream()
                .filter(entry ->
                        entry.getValue().at("/Properties/RoleName").asText().equals(roleName))
                .flatMap(role -> all("AWS::IAM::Policy").stream()
                        .filter(policy -> policy.at("/Roles/0/Ref").asText().equals(role.getKey())))
                .flatMap(policy -> statements(policy.at("/PolicyDocument/Statement")).stream())
                .toList();
    }

    /** The statements that say who may assume a role, written about the role's ARN. */
    List<JsonNode> trustOf(String roleName, String roleArn) {
        return all("AWS::IAM::Role").stream()
                .filter(role -> role.path("RoleName").asText().equals(roleName))
                .flatMap(role -> statements(role.at("/AssumeRolePolicyDocument/Statement")).stream())
                .map(statement -> (JsonNode) ((ObjectNode) statement.deepCopy()).put("Resource", roleArn))
                .toList();
    }

    public static List<JsonNode> statements(JsonNode oneOrMany) {
        return oneOrMany.isObject()
                ? List.of(oneOrMany)
                : StreamSupport.stream(oneOrMany.spliterator(), false).toList();
    }
}
