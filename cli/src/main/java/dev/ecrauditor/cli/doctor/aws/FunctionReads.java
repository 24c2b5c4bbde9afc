package dev.ecrauditor.cli.doctor.aws;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.GetAliasResponse;
import software.amazon.awssdk.services.lambda.model.GetFunctionConcurrencyResponse;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.Layer;

/** Reads functions of the hub. */
public final class FunctionReads {

    private final LambdaClient lambda;

    /**
     * A function.
     *
     * @param state such as {@code Active} or {@code Failed}
     * @param reason of a state that is not active; empty for none
     * @param update the status of its latest update, such as {@code Successful}
     * @param concurrency how many executions are reserved; empty for no such limit
     */
    public record Function(
            String state, String reason, String update, List<String> layers, Optional<Integer> concurrency) {}

    /** An event source of the alias. */
    public record Mapping(String id, String queueArn, String state) {}

    FunctionReads(LambdaClient lambda) {
        this.lambda = lambda;
    }

    /** Empty if there is no such function. */
    public Optional<Function> function(String name) {
        return Reads.optional(
                        "lambda:GetFunctionConfiguration",
                        () -> lambda.getFunctionConfiguration(request -> request.functionName(name)))
                .map(found -> function(name, found));
    }

    private Function function(String name, GetFunctionConfigurationResponse found) {
        Optional<Integer> concurrency = Reads.optional(
                        "lambda:GetFunctionConcurrency",
                        () -> lambda.getFunctionConcurrency(request -> request.functionName(name)))
                .map(GetFunctionConcurrencyResponse::reservedConcurrentExecutions);
        return new Function(
                found.stateAsString(),
                found.stateReason() == null ? "" : found.stateReason(),
                String.valueOf(found.lastUpdateStatusAsString()),
                found.layers().stream().map(Layer::arn).toList(),
                concurrency);
    }

    /** The version that an alias names; empty if there is no such alias. */
    public Optional<String> version(String function, String alias) {
        return Reads.optional(
                        "lambda:GetAlias",
                        () -> lambda.getAlias(
                                request -> request.functionName(function).name(alias)))
                .map(GetAliasResponse::functionVersion);
    }

    public List<Mapping> mappings(String function, String alias) {
        return Reads.required(
                "lambda:ListEventSourceMappings",
                () -> lambda
                        .listEventSourceMappingsPaginator(request -> request.functionName(function + ":" + alias))
                        .eventSourceMappings()
                        .stream()
                        .map(mapping -> new Mapping(mapping.uuid(), mapping.eventSourceArn(), mapping.state()))
                        .toList());
    }
}
