package dev.ecrauditor.infra.function;

import dev.ecrauditor.infra.DataKey;
import dev.ecrauditor.infra.FixedName;
import dev.ecrauditor.infra.queue.WorkQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.CfnFunction;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.EventSourceMapping;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.LayerVersion;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.SnapStartConf;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/**
 * A Lambda function of a shaded jar, with a role of fixed name, its own encrypted log group, and an alias on a
 * SnapStart version.
 */
public final class JavaFunction extends Construct {

    public static final String LOG_GROUP_PREFIX = "/aws/lambda/ecr-auditor-";

    private final String name;
    private final Role role;
    private final Function function;
    private final Alias live;

    JavaFunction(Construct scope, String id, FunctionContext context, FunctionMetadata metadata) {
        super(scope, id);
        name = metadata.name();
        role = Role.Builder.create(this, "Role")
                .roleName(FixedName.of(this, metadata.name()))
                .description(metadata.description())
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                .build();
        function = Function.Builder.create(this, "Function")
                .functionName(FixedName.of(this, metadata.name()))
                .description(metadata.description())
                .runtime(Runtime.JAVA_25)
                .architecture(Architecture.ARM_64)
                .handler(metadata.entryPoint())
                .code(Code.fromAsset(
                        metadata.jarOf(context.deployment().jar()).file().toString()))
                .memorySize(metadata.memoryMegabytes())
                .timeout(software.amazon.awscdk.Duration.seconds(
                        metadata.timeout().toSeconds()))
                .role(role)
                .logGroup(logGroup(metadata, context.key()))
                .snapStart(SnapStartConf.ON_PUBLISHED_VERSIONS)
                // With SnapStart Java 25 would use the optimizing compiler, which made every first event slower.
                .environment(Map.of(
                        "JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1", "METRICS_NAMESPACE", metricsNamespace(this)))
                .build();
        Annotations.of(function)
                .acknowledgeWarning(
                        "@aws-cdk/aws-lambda:snapStartRequirePublish",
                        "the event source reads through an alias on a published version");
        live = Alias.Builder.create(this, "Live")
                .aliasName("live")
                .version(function.getCurrentVersion())
                .build();
        allowKey("UseTheDataKey", context.key().arn(), List.of("dynamodb", "sqs"));
    }

    /** The ARN of a role of this account by its fixed name, known before the role exists. */
    public static String roleArn(Construct scope, String name) {
        return Stack.of(scope)
                .formatArn(ArnComponents.builder()
                        .service("iam")
                        .region("")
                        .resource("role")
                        .resourceName(FixedName.of(scope, name))
                        .build());
    }

    /** The namespace of the functions' own metrics, which they write into their log lines. */
    public static String metricsNamespace(Construct scope) {
        return FixedName.of(scope, "EcrAuditor");
    }

    /** The fixed name without a suffix. */
    public String name() {
        return name;
    }

    public Function function() {
        return function;
    }

    public Role role() {
        return role;
    }

    void add(LayerVersion layer) {
        function.addLayers(layer);
    }

    public void addEnvironment(String variable, String value) {
        function.addEnvironment(variable, value);
    }

    public void allow(String sid, List<String> actions, List<String> resources) {
        allowWhen(sid, actions, resources, Map.of());
    }

    /** Allows what the conditions narrow. */
    public void allowWhen(String sid, List<String> actions, List<String> resources, Map<String, ?> conditions) {
        allow(PolicyStatement.Builder.create()
                .sid(sid)
                .actions(actions)
                .resources(resources)
                .conditions(conditions)
                .build());
    }

    void allow(PolicyStatement statement) {
        role.addToPolicy(statement);
    }

    /** Allows the function to use a key, but only through the services whose data it encrypts. */
    public void allowKey(String sid, String keyArn, List<String> services) {
        String region = Stack.of(this).getRegion();
        List<String> through = new ArrayList<>();
        services.forEach(
                service -> through.add(service + "." + region + ".*")); // `*`: amazonaws.com, in China amazonaws.com.cn
        allowWhen(
                sid,
                List.of("kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"),
                List.of(keyArn),
                Map.of("StringLike", Map.of("kms:ViaService", through)));
    }

    /** Allows the function to decrypt what a service stores with a key. */
    public void allowDecrypting(String sid, String keyArn, String service) {
        allowWhen(sid, List.of("kms:Decrypt"), List.of(keyArn), through(service));
    }

    /** Allows the function to store in a service what a key encrypts. */
    public void allowEncrypting(String sid, String keyArn, String service) {
        allowWhen(sid, List.of("kms:GenerateDataKey"), List.of(keyArn), through(service));
    }

    private Map<String, ?> through(String service) {
        // `*`: amazonaws.com, in China amazonaws.com.cn
        return Map.of(
                "StringLike",
                Map.of("kms:ViaService", service + "." + Stack.of(this).getRegion() + ".*"));
    }

    /** Adds a queue as event source, with batches of ten messages, each of which may fail alone. */
    void consume(WorkQueue source) {
        eventSource(source).build();
    }

    /** As {@link #consume(WorkQueue)}, with a maximum concurrency; Lambda's minimum is 2. */
    void consume(WorkQueue source, int instances) {
        eventSource(source).maxConcurrency(instances).build();
    }

    /** As {@link #consume(WorkQueue, int)}, one message at a time: each may take the whole invocation. */
    void consumeOneByOne(WorkQueue source, int instances) {
        eventSource(source, 1).maxConcurrency(instances).build();
    }

    void runOneAtATime() {
        if (function.getNode().getDefaultChild() instanceof CfnFunction resource) {
            resource.setReservedConcurrentExecutions(1);
        }
    }

    private EventSourceMapping.Builder eventSource(WorkQueue source) {
        return eventSource(source, 10);
    }

    private EventSourceMapping.Builder eventSource(WorkQueue source, int batchSize) {
        allow(
                "Consume" + source.getNode().getId(),
                List.of(
                        "sqs:ChangeMessageVisibility",
                        "sqs:DeleteMessage",
                        "sqs:GetQueueAttributes",
                        "sqs:ReceiveMessage"),
                List.of(source.queue().getQueueArn()));
        return EventSourceMapping.Builder.create(this, "From" + source.getNode().getId())
                .target(live)
                .eventSourceArn(source.queue().getQueueArn())
                .batchSize(batchSize)
                .reportBatchItemFailures(true);
    }

    /** A log group of its own, so that the role may write to this one only and create none. */
    private LogGroup logGroup(FunctionMetadata metadata, DataKey key) {
        LogGroup logs = LogGroup.Builder.create(this, "Logs")
                .logGroupName("/aws/lambda/" + FixedName.of(this, metadata.name()))
                .retention(RetentionDays.THREE_MONTHS)
                .encryptionKey(key.key())
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        allow("WriteItsLogs", List.of("logs:CreateLogStream", "logs:PutLogEvents"), List.of(logs.getLogGroupArn()));
        return logs;
    }
}
