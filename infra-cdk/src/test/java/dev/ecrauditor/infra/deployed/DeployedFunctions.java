package dev.ecrauditor.infra.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.infra.function.FunctionJar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * The functions of a deployed hub, run from the deployed jar with the environment that moto has of them. moto would run
 * them in containers, so a batch is handed over here, from the queue and to the function of an event source mapping.
 */
final class DeployedFunctions {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SECONDS = 120;

    private final MotoAccount hub;
    private final MotoStack stack;
    private final RegistryOfMoto registry;
    private final Path jar;
    private final Path layer;

    /**
     * @param registry the endpoint of ECR
     * @param layer the content of the settings layer, which Lambda has at /opt
     */
    DeployedFunctions(MotoAccount hub, MotoStack stack, RegistryOfMoto registry, Path layer) throws IOException {
        this.hub = hub;
        this.stack = stack;
        this.registry = registry;
        this.jar = FunctionJar.in(Path.of("target", "asset")).file();
        this.layer = layer;
    }

    /**
     * Hands one batch of a queue to the function that its event source mapping names.
     *
     * @param queue begin of the logical id of the queue
     * @return the bodies of the messages; empty when there was none
     */
    List<String> run(String queue, MessageAsOnAws asOnAws) {
        JsonNode mapping = mappingOf(queue);
        JsonNode alias = resource(aliasIn(mapping.get("FunctionName")));
        String function = stack.resources().get(alias.at("/FunctionName/Ref").asText());
        String url = stack.resources().get(queueOf(mapping));
        JsonNode received = sqs("ReceiveMessage", Map.of("QueueUrl", url, "MaxNumberOfMessages", 10));
        List<String> bodies = new ArrayList<>();
        ObjectNode event = JSON.createObjectNode();
        for (JsonNode message : received.path("Messages")) {
            String body = asOnAws.of(message.get("Body").asText());
            bodies.add(body);
            event.withArray("Records")
                    .addObject()
                    .put("messageId", message.get("MessageId").asText())
                    .put("eventSource", "aws:sqs")
                    .put("body", body)
                    .putObject("attributes")
                    .put("ApproximateReceiveCount", "1");
        }
        if (!bodies.isEmpty()) {
            JsonNode answer = invoke(function, event);
            assertThat(answer.path("batchItemFailures")).as(function).isEmpty();
            received.path("Messages")
                    .forEach(message -> sqs(
                            "DeleteMessage",
                            Map.of(
                                    "QueueUrl",
                                    url,
                                    "ReceiptHandle",
                                    message.get("ReceiptHandle").asText())));
        }
        return bodies;
    }

    /**
     * Sends what a scheduled rule sends to its queue: moto runs no schedules.
     *
     * @param rule begin of the logical id of the rule
     */
    void trigger(String rule) {
        JsonNode target = stack.template().get("Resources").properties().stream()
                .filter(entry -> entry.getKey().startsWith(rule)
                        && entry.getValue().at("/Properties").has("ScheduleExpression"))
                .map(entry -> entry.getValue().at("/Properties/Targets/0"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no scheduled rule " + rule));
        ObjectNode event = JSON.createObjectNode()
                .put("version", "0")
                .put("id", UUID.randomUUID().toString())
                .put("detail-type", "Scheduled Event")
                .put("source", "aws.events")
                .put("account", hub.number())
                .put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("region", hub.region());
        event.putObject("detail");
        sqs(
                "SendMessage",
                Map.of(
                        "QueueUrl",
                                stack.resources()
                                        .get(target.at("/Arn/Fn::GetAtt/0").asText()),
                        "MessageGroupId",
                                target.at("/SqsParameters/MessageGroupId").asText(),
                        "MessageDeduplicationId", event.get("id").asText(),
                        "MessageBody", event.toString()));
    }

    /** What moto leaves out of a message, put back. */
    interface MessageAsOnAws {

        String of(String body);
    }

    private JsonNode mappingOf(String queue) {
        return stack.template().get("Resources").properties().stream()
                .map(Map.Entry::getValue)
                .filter(resource -> resource.get("Type").asText().equals("AWS::Lambda::EventSourceMapping"))
                .map(resource -> resource.get("Properties"))
                .filter(mapping -> queueOf(mapping).startsWith(queue))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no function takes messages from " + queue));
    }

    private static String queueOf(JsonNode mapping) {
        return mapping.at("/EventSourceArn/Fn::GetAtt/0").asText();
    }

    private String aliasIn(JsonNode functionName) {
        return functionName.findValuesAsText("Ref").stream()
                .filter(id -> stack.template()
                        .at("/Resources/" + id + "/Type")
                        .asText()
                        .equals("AWS::Lambda::Alias"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no alias in " + functionName));
    }

    private JsonNode resource(String logicalId) {
        return stack.template().at("/Resources/" + logicalId + "/Properties");
    }

    private JsonNode sqs(String action, Map<String, ?> members) {
        return hub.json("sqs", "AmazonSQS." + action, members);
    }

    private JsonNode invoke(String function, JsonNode event) {
        JsonNode configuration =
                hub.get("lambda", "/2015-03-31/functions/" + function).get("Configuration");
        try {
            Path input = Files.writeString(Files.createTempFile(layer, function, ".event.json"), event.toString());
            Path output = Files.createTempFile(layer, function, ".answer.json");
            Path log = Files.createTempFile(layer, function, ".log");
            ProcessBuilder java = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            jar + System.getProperty("path.separator") + Path.of("target", "test-classes"),
                            HandlerMain.class.getName(),
                            configuration.get("Handler").asText())
                    .redirectInput(input.toFile())
                    .redirectOutput(output.toFile())
                    .redirectError(log.toFile());
            java.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
            configuration
                    .at("/Environment/Variables")
                    .properties()
                    .forEach(variable -> java.environment()
                            .put(
                                    variable.getKey(),
                                    variable.getValue().asText().replaceFirst("^/opt", layer.toString())));
            java.environment().putAll(ofLambda(function));
            Process process = java.start();
            boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            assertThat(ended && process.exitValue() == 0)
                    .as("%s: %s", function, Files.readString(log))
                    .isTrue();
            return JSON.readTree(output.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a function ran", e);
        }
    }

    private Map<String, String> ofLambda(String function) {
        return Map.of(
                "AWS_ENDPOINT_URL", hub.endpoint().toString(),
                "AWS_ENDPOINT_URL_ECR", registry.endpoint().toString(),
                "AWS_REGION", hub.region(),
                "AWS_LAMBDA_FUNCTION_NAME", function,
                "AWS_ACCESS_KEY_ID", hub.credentials().accessKeyId(),
                "AWS_SECRET_ACCESS_KEY", hub.credentials().secretAccessKey(),
                "AWS_SESSION_TOKEN", hub.credentials().sessionToken());
    }
}
