package dev.ecrauditor.infra;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ecrauditor.infra.PolicyEvaluation.Answer;
import dev.ecrauditor.infra.PolicyEvaluation.Principal;
import dev.ecrauditor.infra.PolicyEvaluation.Request;
import dev.ecrauditor.infra.SynthesizedHub.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Finds every hop from one service to another in a template, and faults that would deploy without an error: a
 * permission that is missing in the policy of queue, topic or key, a condition on a key the hop does not carry, a queue
 * of the wrong kind, an alarm without a subscriber.
 */
final class HopChecker {

    private static final String HERE = "${AWS::Region}:${AWS::AccountId}:";
    private static final String PARTITION = "arn:${AWS::Partition}:";

    private final Map<String, Resource> resources = new TreeMap<>();
    private final HopTable table;
    private final List<String> problems = new ArrayList<>();
    private final Set<String> hops = new TreeSet<>();

    private HopChecker(JsonNode template, HopTable table) {
        this.table = table;
        template.path("Resources")
                .properties()
                .forEach(entry -> resources.put(entry.getKey(), new Resource(entry.getKey(), entry.getValue())));
    }

    /** What a template has: the hops, and what is wrong with them. */
    record Result(Set<String> hops, List<String> problems) {}

    static Result in(JsonNode template, HopTable table) {
        HopChecker wirings = new HopChecker(template, table);
        wirings.all("AWS::Events::Rule").forEach(wirings::rule);
        wirings.all("AWS::CloudWatch::Alarm").forEach(wirings::alarm);
        wirings.all("AWS::Logs::LogGroup").forEach(wirings::logGroup);
        wirings.all("AWS::SQS::Queue").forEach(wirings::redrive);
        wirings.all("AWS::Lambda::EventSourceMapping").forEach(wirings::poll);
        wirings.all("AWS::SNS::Subscription").forEach(wirings::subscription);
        wirings.all("AWS::Chatbot::SlackChannelConfiguration").forEach(wirings::chatChannel);
        wirings.all("AWS::Chatbot::MicrosoftTeamsChannelConfiguration").forEach(wirings::chatChannel);
        wirings.all("AWS::Scheduler::Schedule").forEach(schedule -> wirings.hop("EventBridge Scheduler to SQS queue"));
        return new Result(Set.copyOf(wirings.hops), List.copyOf(wirings.problems));
    }

    private void rule(Resource rule) {
        String name = rule.property("/Name");
        if (rule.properties().path("State").asText("ENABLED").equals("DISABLED")) {
            problem("rule %s is disabled".formatted(name));
        }
        String named = rule.property("/EventBusName");
        String bus = isOfTheTemplate(named) ? named : "";
        if (!bus.equals(named)) {
            problem("rule %s is on another bus than the default one, where alone events of AWS arrive".formatted(name));
        }
        String arn = PARTITION + "events:" + HERE + "rule/" + (bus.isEmpty() ? "" : bus + "/") + name;
        for (JsonNode target : rule.properties().path("Targets")) {
            target(name, arn, target);
        }
        boolean hub = all("AWS::CloudWatch::Alarm").findAny().isPresent(); // a watched account has no alarms
        Map<String, String> dimensions =
                bus.isEmpty() ? Map.of("RuleName", name) : Map.of("EventBusName", bus, "RuleName", name);
        if (hub && all("AWS::CloudWatch::Alarm").noneMatch(alarm -> watches(alarm, "FailedInvocations", dimensions))) {
            problem("rule %s has no alarm on FailedInvocations".formatted(name));
        }
    }

    /** Accounts forward their events to such a bus. */
    private boolean isOfTheTemplate(String bus) {
        return all("AWS::Events::EventBus")
                .anyMatch(each -> each.property("/Name").equals(bus));
    }

    private static boolean watches(Resource alarm, String metric, Map<String, String> dimensions) {
        return alarm.properties().findParents("MetricName").stream()
                .anyMatch(one -> one.path("MetricName").asText().equals(metric)
                        && one.path("Namespace").asText().equals("AWS/Events")
                        && dimensionsOf(one).equals(dimensions));
    }

    private static Map<String, String> dimensionsOf(JsonNode metric) {
        Map<String, String> dimensions = new TreeMap<>();
        metric.path("Dimensions")
                .forEach(each -> dimensions.put(each.path("Name").asText(), Intrinsics.text(each.path("Value"))));
        return dimensions;
    }

    private void target(String rule, String ruleArn, JsonNode target) {
        Optional<Resource> to = named(target.path("Arn"));
        String what = to.map(resource -> resource.body().path("Type").asText()).orElse("unknown");
        boolean bus =
                what.equals("unknown") && Intrinsics.text(target.path("Arn")).contains(":event-bus/");
        if (bus && !target.has("RoleArn")) {
            problem("rule %s sends to a bus of another account without a role".formatted(rule));
        } else if (!bus && target.has("RoleArn")) {
            problem("rule %s sends with a role, which EventBridge does not support for an encrypted queue or topic"
                    .formatted(rule));
        }
        Principal events = Principal.service("events.amazonaws.com");
        switch (what) {
            case "AWS::SQS::Queue" -> {
                fifoTarget(rule, to.orElseThrow(), target);
                delivery("EventBridge rule to SQS queue", events, to.orElseThrow(), ruleArn);
            }
            case "AWS::SNS::Topic" -> delivery("EventBridge rule to SNS topic", events, to.orElseThrow(), ruleArn);
            default -> hop("EventBridge rule to event bus");
        }
        Optional<Resource> deadLetters = named(target.at("/DeadLetterConfig/Arn"));
        if (deadLetters.isEmpty()) {
            problem("rule %s has a target without a dead-letter queue".formatted(rule));
            return;
        }
        if (isFifo(deadLetters.get())) {
            problem("rule %s has a FIFO queue for dead letters, which EventBridge does not take".formatted(rule));
        }
        delivery("EventBridge rule to dead-letter queue", events, deadLetters.get(), ruleArn);
    }

    private void fifoTarget(String rule, Resource queue, JsonNode target) {
        if (!isFifo(queue)) {
            return;
        }
        if (!target.at("/SqsParameters/MessageGroupId").isTextual()) {
            problem("rule %s sends to a FIFO queue without a message group".formatted(rule));
        }
        if (!queue.properties().path("ContentBasedDeduplication").asBoolean()) {
            problem("rule %s sends to a FIFO queue that asks for deduplication ids, which EventBridge does not send"
                    .formatted(rule));
        }
        if (target.has("Input")) {
            problem("rule %s sends a constant text, of which a FIFO queue takes one in five minutes".formatted(rule));
        }
    }

    private void alarm(Resource alarm) {
        String name = alarm.property("/AlarmName");
        if (alarm.properties().path("AlarmActions").isEmpty()
                || !alarm.properties().path("ActionsEnabled").asBoolean(true)) {
            problem("alarm %s notifies nobody".formatted(name));
        }
        for (JsonNode action : alarm.properties().path("AlarmActions")) {
            named(action)
                    .ifPresentOrElse(
                            topic -> delivery(
                                    "CloudWatch alarm to SNS topic",
                                    Principal.service("cloudwatch.amazonaws.com"),
                                    topic,
                                    PARTITION + "cloudwatch:" + HERE + "alarm:" + name),
                            () -> problem("alarm %s notifies something outside the template".formatted(name)));
        }
    }

    private void logGroup(Resource logs) {
        Optional<HopTable.Row> row = hop("CloudWatch Logs to KMS key");
        Optional<Resource> key = named(logs.properties().path("KmsKeyId"));
        if (row.isEmpty() || key.isEmpty()) {
            problem("log group %s is not under a customer key".formatted(logs.property("/LogGroupName")));
            return;
        }
        Map<String, String> carried = Map.of(
                "kms:EncryptionContext:aws:logs:arn",
                PARTITION + "logs:" + HERE + "log-group:" + logs.property("/LogGroupName"));
        Principal service = Principal.service("logs.${AWS::Region}.${AWS::URLSuffix}");
        for (String action :
                List.of("Encrypt", "Decrypt", "ReEncryptFrom", "ReEncryptTo", "GenerateDataKey", "DescribeKey")) {
            isAllowed(
                    statementsOfKey(key.get()),
                    service,
                    "kms:" + action,
                    key.get(),
                    carried,
                    row.get().key());
        }
    }

    /** SQS itself moves messages that were received too often; no queue policy has to allow it. */
    private void redrive(Resource queue) {
        if (!queue.properties().has("RedrivePolicy")) {
            return;
        }
        hop("SQS queue to dead-letter queue");
        Optional<Resource> deadLetters = named(queue.properties().at("/RedrivePolicy/deadLetterTargetArn"));
        if (deadLetters.isEmpty()) {
            problem("queue %s has dead letters outside the template".formatted(queue.id()));
        } else if (isFifo(queue) != isFifo(deadLetters.get())) {
            problem("queue %s and its dead-letter queue are not of one kind".formatted(queue.id()));
        } else if (deadLetters.get().properties().has("RedriveAllowPolicy")) {
            problem("queue %s has a dead-letter queue that may refuse it".formatted(queue.id()));
        }
    }

    /** The function's role polls, so that role's own policies count, and the key has to leave them the decision. */
    private void poll(Resource mapping) {
        Optional<HopTable.Row> row = hop("SQS queue to Lambda function");
        Optional<Resource> queue = named(mapping.properties().path("EventSourceArn"));
        Optional<Resource> role = roleOf(mapping);
        if (row.isEmpty() || queue.isEmpty() || role.isEmpty()) {
            problem("event source %s has no queue or no role in the template".formatted(mapping.id()));
            return;
        }
        if (!mapping.properties().path("Enabled").asBoolean(true)) {
            problem("event source %s is switched off".formatted(mapping.id()));
        }
        List<JsonNode> own = all("AWS::IAM::Policy")
                .filter(policy ->
                        policy.property("/Roles/0").equals("${" + role.get().id() + "}"))
                .flatMap(policy -> statements(policy, "/PolicyDocument/Statement"))
                .toList();
        Principal principal = Principal.identity(
                PARTITION + "iam::${AWS::AccountId}:role/" + role.get().property("/RoleName"));
        for (String action : List.of("ReceiveMessage", "DeleteMessage", "GetQueueAttributes")) {
            isAllowed(
                    own,
                    principal,
                    "sqs:" + action,
                    queue.get(),
                    Map.of(),
                    row.get().resource());
        }
        named(queue.get().properties().path("KmsMasterKeyId")).ifPresent(key -> {
            Map<String, String> carried = Map.of("kms:ViaService", "sqs.${AWS::Region}.amazonaws.com");
            isAllowed(own, principal, "kms:Decrypt", key, carried, row.get().key());
            isAllowed(
                    statementsOfKey(key),
                    principal,
                    "kms:Decrypt",
                    key,
                    carried,
                    row.get().key());
        });
    }

    private Optional<Resource> roleOf(Resource mapping) {
        String function = mapping.properties().path("FunctionName").toString();
        return all("AWS::Lambda::Function")
                .filter(each -> function.contains("\"" + each.id() + "\"")
                        || all("AWS::Lambda::Alias")
                                .anyMatch(alias -> function.contains("\"" + alias.id() + "\"")
                                        && alias.property("/FunctionName").equals("${" + each.id() + "}")))
                .findFirst()
                .flatMap(each -> named(each.properties().path("Role")));
    }

    private void subscription(Resource subscription) {
        String protocol = subscription.property("/Protocol");
        if (!protocol.equals("sqs")) {
            hop("SNS topic to " + (protocol.equals("email") ? "e-mail" : protocol));
            return;
        }
        named(subscription.properties().path("Endpoint"))
                .ifPresentOrElse(
                        queue -> delivery(
                                "SNS topic to SQS queue",
                                Principal.service("sns.amazonaws.com"),
                                queue,
                                subscription.property("/TopicArn")),
                        () -> problem("subscription %s has a queue outside the template".formatted(subscription.id())));
    }

    private void chatChannel(Resource channel) {
        hop("SNS topic to Amazon Q Developer in chat applications");
        for (JsonNode arn : channel.properties().path("SnsTopicArns")) {
            if (named(arn).isEmpty()) {
                problem("chat channel %s hears a topic outside the template".formatted(channel.id()));
            }
        }
    }

    /**
     * One service sends to a queue or topic: its policy and that of its key have to allow it, with the context keys
     * that the hop carries.
     */
    private void delivery(String hop, Principal sender, Resource to, String sourceArn) {
        Optional<HopTable.Row> row = hop(hop);
        if (row.isEmpty()) {
            return;
        }
        boolean queue = to.body().path("Type").asText().equals("AWS::SQS::Queue");
        String action = queue ? "sqs:SendMessage" : "sns:Publish";
        Map<String, String> known = Map.of("aws:SourceArn", sourceArn, "aws:SourceAccount", "${AWS::AccountId}");
        isAllowed(
                policyOf(to),
                sender,
                action,
                to,
                only(known, row.get().resource()),
                row.get().resource());
        if (to.properties().path("SqsManagedSseEnabled").asBoolean()) {
            return; // SQS's own encryption, other than its key in KMS, asks no sender for a permission
        }
        Optional<Resource> key = named(to.properties().path("KmsMasterKeyId"));
        if (key.isEmpty()) {
            problem("%s: %s is not under a customer key of the template, and a service cannot use AWS's own"
                    .formatted(hop, to.id()));
            return;
        }
        if (!key.get().properties().path("Enabled").asBoolean(true)) {
            problem("%s: the key of %s is disabled".formatted(hop, to.id()));
        }
        for (String use : List.of("kms:GenerateDataKey", "kms:Decrypt")) {
            isAllowed(
                    statementsOfKey(key.get()),
                    sender,
                    use,
                    key.get(),
                    only(known, row.get().key()),
                    row.get().key());
        }
    }

    private void isAllowed(
            List<JsonNode> statements,
            Principal who,
            String action,
            Resource on,
            Map<String, String> carried,
            Set<String> supported) {
        Map<String, String> context = new TreeMap<>(carried);
        context.put("aws:SecureTransport", "true");
        context.put("aws:PrincipalIsAWSService", String.valueOf(who.service()));
        if (!who.service()) {
            context.put("aws:PrincipalArn", who.name());
        }
        String arn = on.body().path("Type").asText().equals("AWS::SNS::Topic")
                ? "${" + on.id() + "}"
                : "${" + on.id() + ".Arn}";
        Request request = new Request(who, action, arn, context);
        Answer answer = PolicyEvaluation.evaluate(statements, request);
        List<String> unsupported = PolicyEvaluation.demandedKeys(statements, request).stream()
                .filter(key -> !supported.contains(key))
                .toList();
        if (answer == Answer.DENIED) {
            problem("%s may not %s on %s: a Deny applies to it".formatted(who.name(), action, on.id()));
        } else if (!unsupported.isEmpty()) {
            problem("%s may not %s on %s: the policy demands %s, which the hop does not carry"
                    .formatted(who.name(), action, on.id(), unsupported));
        } else if (answer != Answer.ALLOWED) {
            problem("%s may not %s on %s for %s: no statement lets it"
                    .formatted(who.name(), action, on.id(), carried.values()));
        }
    }

    private Optional<HopTable.Row> hop(String name) {
        hops.add(name);
        HopTable.Row row = table.rows().get(name);
        if (row == null || row.deployed().equals("no")) {
            problem("hop %s has no row as deployed in the table of README.md".formatted(name));
        }
        return Optional.ofNullable(row);
    }

    private List<JsonNode> policyOf(Resource to) {
        String type = to.body().path("Type").asText();
        return all(type + "Policy")
                .filter(policy -> policy.properties().toString().contains("\"" + to.id() + "\""))
                .flatMap(policy -> statements(policy, "/PolicyDocument/Statement"))
                .toList();
    }

    /** In a key's policy {@code *} is that key. */
    private static List<JsonNode> statementsOfKey(Resource key) {
        return statements(key, "/KeyPolicy/Statement").toList();
    }

    private static Stream<JsonNode> statements(Resource policy, String pointer) {
        return StreamSupport.stream(policy.properties().at(pointer).spliterator(), false);
    }

    private static boolean isFifo(Resource queue) {
        return queue.properties().path("FifoQueue").asBoolean();
    }

    private static Map<String, String> only(Map<String, String> known, Set<String> keys) {
        Map<String, String> some = new TreeMap<>(known);
        some.keySet().retainAll(keys);
        return some;
    }

    private Stream<Resource> all(String type) {
        return resources.values().stream()
                .filter(resource -> resource.body().path("Type").asText().equals(type));
    }

    private Optional<Resource> named(JsonNode reference) {
        String id = reference.has("Ref")
                ? reference.get("Ref").asText()
                : reference.path("Fn::GetAtt").path(0).asText();
        return Optional.ofNullable(resources.get(id));
    }

    private void problem(String what) {
        problems.add(what);
    }
}
