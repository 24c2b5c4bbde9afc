package dev.ecrauditor.infra.deployed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * A template deployed by the CloudFormation of moto.
 *
 * @param resources physical ids by logical id, of what moto made
 */
record MotoStack(JsonNode template, Map<String, String> resources) {

    /**
     * Taken out before: they refer to aliases and alarms, which moto does not make, and it fails. Who calls which
     * function is read from the template instead.
     */
    private static final Set<String> TAKEN_OUT =
            Set.of("AWS::Lambda::EventSourceMapping", "AWS::CloudWatch::Dashboard");

    private static final int LONGEST_QUEUE_NAME = 70;

    static MotoStack deploy(MotoAccount account, String name, JsonNode template, Map<String, String> parameters) {
        Map<String, String> request = new HashMap<>(Map.of(
                "Action",
                "CreateStack",
                "StackName",
                name,
                "TemplateBody",
                forMoto(template).toString(),
                "Capabilities.member.1",
                "CAPABILITY_NAMED_IAM"));
        int number = 1;
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            request.put("Parameters.member." + number + ".ParameterKey", parameter.getKey());
            request.put("Parameters.member." + number + ".ParameterValue", parameter.getValue());
            number++;
        }
        account.query("cloudformation", request);
        String status = MotoAccount.text(
                account.query("cloudformation", Map.of("Action", "DescribeStacks", "StackName", name)), "StackStatus");
        if (!status.equals("CREATE_COMPLETE")) {
            throw new IllegalStateException("moto: " + name + " is " + status);
        }
        return new MotoStack(template, made(account, name));
    }

    /** The types of the template of which moto made none. */
    Set<String> typesNotMade() {
        Set<String> types = new TreeSet<>();
        template.get("Resources").properties().forEach(entry -> {
            if (!resources.containsKey(entry.getKey())) {
                types.add(entry.getValue().get("Type").asText());
            }
        });
        return types;
    }

    /** The physical id of the only resource whose logical id begins like this. */
    String physicalId(String type, String prefix) {
        return template.get("Resources").properties().stream()
                .filter(entry -> entry.getValue().get("Type").asText().equals(type)
                        && entry.getKey().startsWith(prefix))
                .map(entry -> resources.get(entry.getKey()))
                .reduce((one, other) -> {
                    throw new AssertionError("several resources " + type + " " + prefix);
                })
                .orElseThrow(() -> new AssertionError("no resource " + type + " " + prefix));
    }

    private static Map<String, String> made(MotoAccount account, String name) {
        Document answer = account.query("cloudformation", Map.of("Action", "ListStackResources", "StackName", name));
        Map<String, String> made = new HashMap<>();
        NodeList ids = answer.getElementsByTagName("LogicalResourceId");
        for (int i = 0; i < ids.getLength(); i++) {
            Element member = (Element) ids.item(i).getParentNode();
            NodeList physical = member.getElementsByTagName("PhysicalResourceId");
            if (!ids.item(i).getTextContent().isEmpty() && physical.getLength() > 0) {
                made.put(ids.item(i).getTextContent(), physical.item(0).getTextContent());
            }
        }
        return made;
    }

    /** Without what is taken out, and with names for FIFO queues: the one that moto invents does not end in .fifo. */
    static JsonNode forMoto(JsonNode template) {
        ObjectNode copy = template.deepCopy();
        ObjectNode resources = (ObjectNode) copy.get("Resources");
        resources
                .properties()
                .removeIf(
                        entry -> TAKEN_OUT.contains(entry.getValue().get("Type").asText()));
        resources.properties().forEach(entry -> {
            JsonNode properties = entry.getValue().path("Properties");
            if (properties.path("FifoQueue").asBoolean() && !properties.has("QueueName")) {
                String id = entry.getKey();
                ((ObjectNode) properties)
                        .put("QueueName", id.substring(0, Math.min(id.length(), LONGEST_QUEUE_NAME)) + ".fifo");
            }
        });
        return copy;
    }
}
