package dev.ecrauditor.infra.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.ecrauditor.infra.Intrinsics;
import dev.ecrauditor.infra.ResolvedTemplate.Place;
import java.util.HashMap;
import java.util.Map;

/** The values that CloudFormation would put in the place of a template's references, in one account and Region. */
final class TemplateValues {

    private final Map<String, String> references = new HashMap<>();
    private final Map<String, String> arns = new HashMap<>();
    private final Place place;

    TemplateValues(JsonNode template, Place place, Map<String, String> parameters) {
        this.place = place;
        references.putAll(parameters);
        references.put("AWS::Partition", "aws");
        references.put("AWS::URLSuffix", "amazonaws.com");
        references.put("AWS::AccountId", place.account());
        references.put("AWS::Region", place.region());
        template.path("Resources").properties().forEach(entry -> add(entry.getKey(), entry.getValue()));
        template.path("Resources").properties().forEach(entry -> addAlias(entry.getKey(), entry.getValue()));
    }

    private void add(String id, JsonNode resource) {
        JsonNode properties = resource.path("Properties");
        switch (resource.path("Type").asText()) {
            case "AWS::SQS::Queue" -> {
                String name = queueName(id, properties);
                put(
                        id,
                        "https://sqs." + place.region() + ".amazonaws.com/" + place.account() + "/" + name,
                        arn("sqs", name));
            }
            case "AWS::SNS::Topic" -> put(id, arn("sns", id), arn("sns", id));
            case "AWS::KMS::Key" -> put(id, id, arn("kms", "key/" + id));
            case "AWS::DynamoDB::Table" -> put(id, id, arn("dynamodb", "table/" + id));
            case "AWS::IAM::Role" -> {
                String name = properties.path("RoleName").asText(id);
                put(id, name, "arn:aws:iam::" + place.account() + ":role/" + name);
            }
            case "AWS::Lambda::Function" -> {
                String name = properties.path("FunctionName").asText();
                put(id, name, arn("lambda", "function:" + name));
            }
            case "AWS::Events::EventBus" -> {
                String name = properties.path("Name").asText();
                put(id, name, arn("events", "event-bus/" + name));
            }
            case "AWS::Lambda::LayerVersion" -> put(id, arn("lambda", "layer:" + id + ":1"), "");
            default -> put(id, id, "arn:aws:::" + id);
        }
    }

    /** An alias is referred to by its ARN, which contains the name of its function. */
    private void addAlias(String id, JsonNode resource) {
        if (resource.path("Type").asText().equals("AWS::Lambda::Alias")) {
            String function = resolve(resource.at("/Properties/FunctionName")).asText();
            String name = resource.at("/Properties/Name").asText();
            put(id, arn("lambda", "function:" + function + ":" + name), "");
        }
    }

    /** The name that CloudFormation would choose ends at random; here it is the logical id. */
    static String queueName(String id, JsonNode properties) {
        return id + (properties.path("FifoQueue").asBoolean() ? ".fifo" : "");
    }

    private void put(String id, String reference, String arn) {
        references.put(id, reference);
        arns.put(id, arn);
    }

    private String arn(String service, String resource) {
        return String.join(":", "arn:aws", service, place.region(), place.account(), resource);
    }

    /** The value with every reference replaced. */
    JsonNode resolve(JsonNode node) {
        if (node.isObject() && node.size() == 1 && node.has("Ref")) {
            return text(references, node.get("Ref").asText());
        }
        if (node.isObject() && node.size() == 1 && node.has("Fn::GetAtt")) {
            String id = node.get("Fn::GetAtt").get(0).asText();
            String attribute = node.get("Fn::GetAtt").get(1).asText();
            return attribute.equals("Version") ? TextNode.valueOf("1") : text(arns, id);
        }
        if (node.isObject()) {
            ObjectNode resolved = JsonNodeFactory.instance.objectNode();
            node.properties().forEach(entry -> resolved.set(entry.getKey(), resolve(entry.getValue())));
            return computed(resolved);
        }
        if (node.isArray()) {
            ArrayNode resolved = JsonNodeFactory.instance.arrayNode();
            node.forEach(each -> resolved.add(resolve(each)));
            return resolved;
        }
        return node;
    }

    private static JsonNode computed(ObjectNode resolved) {
        if (resolved.size() == 1 && resolved.has("Fn::Join")) {
            return TextNode.valueOf(Intrinsics.text(resolved));
        }
        if (resolved.size() == 1 && resolved.has("Fn::Select")) {
            return resolved.get("Fn::Select")
                    .get(1)
                    .get(resolved.at("/Fn::Select/0").asInt());
        }
        if (resolved.size() == 1 && resolved.has("Fn::Split")) {
            ArrayNode parts = JsonNodeFactory.instance.arrayNode();
            for (String part : resolved.at("/Fn::Split/1")
                    .asText()
                    .split(resolved.at("/Fn::Split/0").asText(), -1)) {
                parts.add(part);
            }
            return parts;
        }
        return resolved;
    }

    private static JsonNode text(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null) {
            throw new AssertionError("no value for " + name);
        }
        return TextNode.valueOf(value);
    }
}
