package dev.ecrauditor.infra.threat;

import static dev.ecrauditor.infra.threat.TemplateParts.all;
import static dev.ecrauditor.infra.threat.TemplateParts.offenders;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/** How functions, queues and alarms behave, against each {@link Threat}; methods name the resources that break it. */
final class OperationChecks {

    private static final Set<String> PATHS_OF_A_MESSAGE =
            Set.of("$.account", "$.region", "$.detail.eventID", "$.detail.requestParameters.repositoryName");

    private static final String ONE_SECRET =
            "arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9/_+=.@-]+-[A-Za-z0-9]{6}";
    private static final JsonNode READ_SECRET = TextNode.valueOf("secretsmanager:GetSecretValue");

    private OperationChecks() {}

    /** Concurrency is limited, and a quarter of an hour's outage empties nothing into the dead letters. */
    static List<String> limitsThatAreMissing(JsonNode template) {
        List<String> breaches = new ArrayList<>();
        breaches.addAll(offenders(template, "AWS::Lambda::EventSourceMapping", mapping -> {
            JsonNode queue = template.path("Resources")
                    .path(mapping.properties()
                            .at("/EventSourceArn/Fn::GetAtt/0")
                            .asText());
            return mapping.properties().at("/ScalingConfig/MaximumConcurrency").asInt() > 0
                    || queue.at("/Properties/FifoQueue").asBoolean(); // one message group, one batch at a time
        }));
        breaches.addAll(offenders(
                template,
                "AWS::SQS::Queue",
                queue -> !queue.properties().has("RedrivePolicy")
                        || queue.properties()
                                        .at("/RedrivePolicy/maxReceiveCount")
                                        .asInt()
                                >= 10));
        return breaches;
    }

    /** Dead letters, old messages, errors and throttles have alarms; what a rule cannot deliver is kept. */
    static List<String> silenceThatNobodyNotices(JsonNode template) {
        List<String> breaches = new ArrayList<>();
        breaches.addAll(offenders(
                template,
                "AWS::SQS::Queue",
                queue -> !queue.properties().has("RedrivePolicy")
                        || alarmed(
                                template,
                                "ApproximateNumberOfMessagesVisible",
                                queue.properties()
                                        .at("/RedrivePolicy/deadLetterTargetArn/Fn::GetAtt/0")
                                        .asText())));
        for (String metric : List.of("Errors", "Throttles")) {
            breaches.addAll(
                    offenders(template, "AWS::Lambda::Function", function -> alarmed(template, metric, function.id())));
        }
        breaches.addAll(offenders(
                template,
                "AWS::CloudWatch::Alarm",
                alarm -> !alarm.properties().path("AlarmActions").isEmpty()
                        && alarm.properties().path("ActionsEnabled").asBoolean(true)));
        breaches.addAll(offenders(
                template,
                "AWS::Events::Rule",
                rule -> rule.properties().findValues("DeadLetterConfig").size()
                        == rule.properties().path("Targets").size()));
        return breaches;
    }

    private static boolean alarmed(JsonNode template, String metric, String id) {
        return all(template, "AWS::CloudWatch::Alarm")
                .anyMatch(alarm -> alarm.properties()
                                .path("MetricName")
                                .asText()
                                .equals(metric)
                        && alarm.properties().path("Dimensions").toString().contains("\"" + id + "\""));
    }

    /** An environment has at most the name of a secret, and a role reads at most one. */
    static List<String> secretsThatLeak(JsonNode template) {
        List<String> breaches = new ArrayList<>(offenders(
                template,
                "AWS::Lambda::Function",
                function -> function.properties().at("/Environment/Variables").properties().stream()
                        .filter(variable -> !isTheNameOfASecret(variable.getKey(), variable.getValue()))
                        .noneMatch(variable -> variable.getKey().matches("(?i).*(secret|token|password|webhook).*")
                                || variable.getValue().toString().matches("(?i).*(https?://|secretsmanager).*"))));
        breaches.addAll(offenders(
                template,
                "AWS::IAM::Policy",
                policy -> TemplateParts.statements(policy, "/PolicyDocument/Statement")
                        .filter(statement -> statement.path("Action").toString().contains("secretsmanager:"))
                        .allMatch(statement -> statement.path("Action").equals(READ_SECRET)
                                && statement.path("Resource").asText().matches(ONE_SECRET))));
        return breaches;
    }

    private static boolean isTheNameOfASecret(String name, JsonNode value) {
        return name.equals("SLACK_SECRET_ARN") && value.asText().matches(ONE_SECRET);
    }

    /** A message of a rule quotes no field that a caller can fill with text, and no chat can run a command. */
    static List<String> textsThatACallerChooses(JsonNode template) {
        List<String> breaches = new ArrayList<>();
        breaches.addAll(offenders(
                template,
                "AWS::Events::Rule",
                rule -> rule.properties().findValues("InputPathsMap").stream()
                        .flatMap(paths -> StreamSupport.stream(paths.spliterator(), false))
                        .allMatch(path -> PATHS_OF_A_MESSAGE.contains(path.asText()))));
        breaches.addAll(offenders(
                template,
                "AWS::Chatbot::SlackChannelConfiguration",
                slack -> slack.properties().path("GuardrailPolicies").size() == 1
                        && slack.property("/GuardrailPolicies/0").endsWith(":iam::aws:policy/AWSDenyAll")));
        return breaches;
    }

    /** SnapStart exists on published versions only: an event source that names the function starts it cold. */
    static List<String> functionsOutsideTheAlias(JsonNode template) {
        List<String> breaches = new ArrayList<>();
        breaches.addAll(offenders(
                template,
                "AWS::Lambda::Function",
                function -> function.property("/SnapStart/ApplyOn").equals("PublishedVersions")));
        breaches.addAll(offenders(template, "AWS::Lambda::EventSourceMapping", mapping -> {
            JsonNode name = mapping.properties().path("FunctionName");
            List<String> references = name.findValuesAsText("Ref");
            if (references.size() != 1 || !(name.has("Ref") || name.toString().contains("\":live\""))) {
                return false;
            }
            JsonNode alias = template.path("Resources").path(references.get(0));
            JsonNode version = template.path("Resources")
                    .path(alias.at("/Properties/FunctionVersion/Fn::GetAtt/0").asText());
            return alias.path("Type").asText().equals("AWS::Lambda::Alias")
                    && version.path("Type").asText().equals("AWS::Lambda::Version");
        }));
        return breaches;
    }
}
