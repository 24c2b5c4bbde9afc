package dev.ecrauditor.infra.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.infra.ResolvedTemplate.Place;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A template as the resources that it deploys, in the format in which the local endpoint loads an account's state. */
final class DeployedTemplate {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private record Resource(String id, JsonNode properties) {

        String text(String pointer) {
            return properties.at(pointer).asText();
        }
    }

    private final JsonNode template;
    private final TemplateValues values;

    DeployedTemplate(JsonNode template, Place place, Map<String, String> parameters) {
        this.template = sorted(template);
        this.values = new TemplateValues(this.template, place, parameters);
    }

    /** Members by name: their order, also in the texts of policies, differs between two runs of the app. */
    private static JsonNode sorted(JsonNode value) {
        if (value.isArray()) {
            ArrayNode items = JSON.arrayNode();
            value.forEach(item -> items.add(sorted(item)));
            return items;
        }
        if (!value.isObject()) {
            return value;
        }
        ObjectNode members = JSON.objectNode();
        value.properties().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(member -> members.set(member.getKey(), sorted(member.getValue())));
        return members;
    }

    private Stream<Resource> all(String type) {
        return template.path("Resources").properties().stream()
                .filter(entry -> entry.getValue().path("Type").asText().equals(type))
                .map(entry -> new Resource(
                        entry.getKey(), values.resolve(entry.getValue().path("Properties"))));
    }

    /** Everything of the Region. */
    ObjectNode region() {
        ObjectNode region = JSON.objectNode();
        put(region, "functions", all("AWS::Lambda::Function").map(this::function));
        put(region, "queues", all("AWS::SQS::Queue").map(this::queue));
        put(region, "topics", all("AWS::SNS::Topic").map(this::topic));
        put(region, "tables", all("AWS::DynamoDB::Table").map(DeployedTemplate::table));
        put(region, "keys", all("AWS::KMS::Key").map(DeployedTemplate::key));
        put(region, "trails", all("AWS::CloudTrail::Trail").map(DeployedTemplate::trail));
        ObjectNode events = JSON.objectNode();
        put(events, "buses", all("AWS::Events::EventBus").map(this::bus));
        put(events, "rules", all("AWS::Events::Rule").map(DeployedTemplate::rule));
        region.set("events", events);
        return region;
    }

    /** The roles with fixed names, each with its trust policy. */
    ObjectNode roles() {
        ObjectNode roles = JSON.objectNode();
        all("AWS::IAM::Role")
                .filter(role -> !role.text("/RoleName").isEmpty())
                .forEach(role -> roles.putObject(role.text("/RoleName"))
                        .set("policy", role.properties().path("AssumeRolePolicyDocument")));
        return roles;
    }

    /** The stack with its outputs. */
    ObjectNode stack(String name) {
        ObjectNode stack = JSON.objectNode().put("StackName", name).put("StackStatus", "CREATE_COMPLETE");
        ArrayNode outputs = stack.putArray("Outputs");
        template.path("Outputs")
                .properties()
                .forEach(output -> outputs.addObject()
                        .put("OutputKey", output.getKey())
                        .put(
                                "OutputValue",
                                values.resolve(output.getValue().path("Value")).asText()));
        return stack;
    }

    private ObjectNode function(Resource function) {
        ObjectNode deployed = JSON.objectNode()
                .put("FunctionName", function.text("/FunctionName"))
                .put("State", "Active")
                .put("LastUpdateStatus", "Successful");
        ArrayNode layers = deployed.putArray("Layers");
        function.properties().path("Layers").forEach(layer -> layers.addObject().put("Arn", layer.asText()));
        ArrayNode aliases = deployed.putArray("Aliases");
        all("AWS::Lambda::Alias")
                .filter(alias -> alias.text("/FunctionName").equals(function.text("/FunctionName")))
                .forEach(alias -> aliases.addObject()
                        .put("Name", alias.text("/Name"))
                        .put("FunctionVersion", alias.text("/FunctionVersion")));
        ArrayNode mappings = deployed.putArray("Mappings");
        all("AWS::Lambda::EventSourceMapping")
                .filter(mapping -> mapping.text("/FunctionName").equals(function.text("/FunctionName") + ":live"))
                .forEach(mapping -> mappings.addObject()
                        .put(
                                "UUID",
                                UUID.nameUUIDFromBytes(mapping.id().getBytes(StandardCharsets.UTF_8))
                                        .toString())
                        .put("EventSourceArn", mapping.text("/EventSourceArn"))
                        .put("State", "Enabled"));
        return deployed;
    }

    private ObjectNode queue(Resource queue) {
        ObjectNode deployed = JSON.objectNode().put("name", TemplateValues.queueName(queue.id(), queue.properties()));
        ObjectNode attributes = deployed.putObject("attributes");
        if (queue.properties().path("FifoQueue").asBoolean()) {
            attributes.put("FifoQueue", "true").put("ContentBasedDeduplication", "true");
        }
        if (queue.properties().has("KmsMasterKeyId")) {
            attributes.put("KmsMasterKeyId", queue.text("/KmsMasterKeyId"));
        }
        if (queue.properties().has("RedrivePolicy")) {
            attributes.put(
                    "RedrivePolicy", queue.properties().path("RedrivePolicy").toString());
        }
        String url = values.resolve(JSON.objectNode().put("Ref", queue.id())).asText();
        policyOf("AWS::SQS::QueuePolicy", "Queues", url).ifPresent(policy -> attributes.put("Policy", policy));
        return deployed;
    }

    private ObjectNode topic(Resource topic) {
        String arn = values.resolve(JSON.objectNode().put("Ref", topic.id())).asText();
        ObjectNode deployed = JSON.objectNode().put("name", topic.id());
        ObjectNode attributes = deployed.putObject("attributes");
        attributes.put("KmsMasterKeyId", topic.text("/KmsMasterKeyId"));
        policyOf("AWS::SNS::TopicPolicy", "Topics", arn).ifPresent(policy -> attributes.put("Policy", policy));
        ArrayNode subscriptions = deployed.putArray("subscriptions");
        all("AWS::SNS::Subscription")
                .filter(subscription -> subscription.text("/TopicArn").equals(arn))
                .forEach(subscription -> subscriptions
                        .addObject()
                        .put("protocol", subscription.text("/Protocol"))
                        .put("endpoint", subscription.text("/Endpoint")));
        return deployed;
    }

    private Optional<String> policyOf(String type, String list, String resource) {
        return all(type)
                .filter(policy -> StreamSupport.stream(
                                policy.properties().path(list).spliterator(), false)
                        .anyMatch(each -> each.asText().equals(resource)))
                .map(policy -> policy.properties().path("PolicyDocument").toString())
                .findFirst();
    }

    private static ObjectNode table(Resource table) {
        ObjectNode deployed = JSON.objectNode().put("TableName", table.id()).put("TableStatus", "ACTIVE");
        deployed.putObject("SSEDescription")
                .put("Status", "ENABLED")
                .put("SSEType", "KMS")
                .put("KMSMasterKeyArn", table.text("/SSESpecification/KMSMasterKeyId"));
        deployed.putArray("Items");
        return deployed;
    }

    private static ObjectNode key(Resource key) {
        return JSON.objectNode()
                .put("keyId", key.id())
                .set("policy", key.properties().path("KeyPolicy"));
    }

    private static ObjectNode trail(Resource trail) {
        ObjectNode deployed = JSON.objectNode()
                .put("name", trail.text("/TrailName"))
                .put(
                        "multiRegion",
                        trail.properties().path("IsMultiRegionTrail").asBoolean())
                .put("logging", trail.properties().path("IsLogging").asBoolean());
        deployed.set("advancedEventSelectors", trail.properties().path("AdvancedEventSelectors"));
        return deployed;
    }

    private ObjectNode bus(Resource bus) {
        ObjectNode deployed = JSON.objectNode().put("name", bus.text("/Name"));
        List<JsonNode> statements = all("AWS::Events::EventBusPolicy")
                .filter(policy -> policy.text("/EventBusName").equals(bus.text("/Name")))
                .map(policy -> policy.properties().path("Statement"))
                .toList();
        ObjectNode policy = deployed.putObject("policy").put("Version", "2012-10-17");
        policy.putArray("Statement").addAll(statements);
        return deployed;
    }

    private static ObjectNode rule(Resource rule) {
        ObjectNode deployed = JSON.objectNode().put("name", rule.text("/Name"));
        if (rule.properties().has("EventBusName")) {
            deployed.put("bus", rule.text("/EventBusName"));
        }
        if (rule.properties().has("EventPattern")) {
            deployed.set("pattern", rule.properties().path("EventPattern"));
        }
        if (rule.properties().has("ScheduleExpression")) {
            deployed.put("schedule", rule.text("/ScheduleExpression"));
        }
        deployed.put("state", rule.properties().path("State").asText("ENABLED"));
        ArrayNode targets = deployed.putArray("targets");
        rule.properties().path("Targets").forEach(target -> {
            ObjectNode added = targets.addObject()
                    .put("id", target.path("Id").asText())
                    .put("arn", target.path("Arn").asText());
            if (target.has("RoleArn")) {
                added.put("roleArn", target.path("RoleArn").asText());
            }
            added.put("deadLetterArn", target.at("/DeadLetterConfig/Arn").asText());
        });
        return deployed;
    }

    private static void put(ObjectNode owner, String list, Stream<ObjectNode> items) {
        List<ObjectNode> all = items.toList();
        if (!all.isEmpty()) {
            owner.putArray(list).addAll(all);
        }
    }
}
