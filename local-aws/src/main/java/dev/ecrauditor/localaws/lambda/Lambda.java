package dev.ecrauditor.localaws.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.Cloud;
import dev.ecrauditor.localaws.call.AwsError;
import dev.ecrauditor.localaws.call.AwsService;
import dev.ecrauditor.localaws.call.Call;
import dev.ecrauditor.localaws.call.Documents;
import dev.ecrauditor.localaws.call.Documents.Kind;
import dev.ecrauditor.localaws.call.Json;
import dev.ecrauditor.localaws.call.Operation;
import java.util.ArrayList;
import java.util.List;

/**
 * Lambda's GetFunctionConfiguration, GetFunctionConcurrency, GetAlias and ListEventSourceMappings. A loaded function has the members of its
 * configuration, and {@code Aliases} and {@code Mappings} with those of AWS's answers.
 */
public final class Lambda {

    private static final int NOT_FOUND = 404;
    private static final String ALIASES = "Aliases";
    private static final String CONCURRENCY = "ReservedConcurrentExecutions";
    private static final String MAPPINGS = "Mappings";

    private final Cloud cloud;

    public Lambda(Cloud cloud) {
        this.cloud = cloud;
    }

    public List<Operation> operations() {
        return List.of(
                Operation.of(AwsService.LAMBDA, "GetFunctionConfiguration", this::configuration, "FunctionName"),
                Operation.of(AwsService.LAMBDA, "GetFunctionConcurrency", this::concurrency, "FunctionName"),
                Operation.of(AwsService.LAMBDA, "GetAlias", this::alias, "FunctionName", "Name"),
                Operation.of(AwsService.LAMBDA, "ListEventSourceMappings", this::mappings, "FunctionName", "Marker"));
    }

    private ObjectNode configuration(Call call) {
        return Documents.without(
                function(call, call.parameters().text("FunctionName")), ALIASES, MAPPINGS, CONCURRENCY);
    }

    private ObjectNode concurrency(Call call) {
        JsonNode reserved =
                function(call, call.parameters().text("FunctionName")).path(CONCURRENCY);
        return reserved.isMissingNode() ? Json.object() : Json.object().set(CONCURRENCY, reserved);
    }

    private ObjectNode alias(Call call) {
        String name = call.parameters().text("Name");
        for (JsonNode alias :
                function(call, call.parameters().text("FunctionName")).path(ALIASES)) {
            if (alias.path("Name").asText().equals(name)) {
                return alias.deepCopy();
            }
        }
        throw new AwsError(NOT_FOUND, "ResourceNotFoundException", "Cannot find alias arn: " + name);
    }

    /** The mappings of a function, or of one of its aliases: {@code function:alias}. */
    private ObjectNode mappings(Call call) {
        String[] target = call.parameters().text("FunctionName").split(":", 2);
        List<ObjectNode> found = new ArrayList<>();
        function(call, target[0]).path(MAPPINGS).forEach(mapping -> found.add(mapping.deepCopy()));
        return Json.object().set("EventSourceMappings", Json.nodes(found));
    }

    private ObjectNode function(Call call, String name) {
        return cloud.at(call.place())
                .documents
                .find(Kind.FUNCTIONS, name)
                .orElseThrow(() -> new AwsError(
                        NOT_FOUND,
                        "ResourceNotFoundException",
                        "Function not found: " + call.place().arn("lambda", "function:" + name)));
    }
}
