package dev.ecrauditor.infra.threat;

import static dev.ecrauditor.infra.threat.TemplateParts.all;
import static dev.ecrauditor.infra.threat.TemplateParts.offenders;
import static dev.ecrauditor.infra.threat.TemplateParts.statements;
import static dev.ecrauditor.infra.threat.TemplateParts.statementsAbout;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ecrauditor.infra.AssumedRoles;
import dev.ecrauditor.infra.PolicyEvaluation;
import dev.ecrauditor.infra.SynthesizedHub.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** Who may do what, and how data are protected, against each {@link Threat}; methods name the resources that break it. */
final class ThreatChecks {

    private static final Pattern CALL_NAME = Pattern.compile("[A-Z][A-Za-z]+");
    private static final Set<List<String>> SOURCES = Set.of(List.of("aws.ecr"), List.of("aws.ecr", "aws.kms"));
    private static final Set<List<String>> EVENT_SOURCES =
            Set.of(List.of("ecr.amazonaws.com"), List.of("ecr.amazonaws.com", "kms.amazonaws.com"));

    private ThreatChecks() {}

    /**
     * EventBridge refuses {@code aws.*} from anybody but AWS; a pattern therefore fixes it. It names the calls that it
     * takes, and takes no failed one.
     */
    static List<String> patternsThatTakeMore(JsonNode template) {
        return offenders(template, "AWS::Events::Rule", rule -> {
            JsonNode pattern = rule.properties().path("EventPattern");
            return rule.properties().has("ScheduleExpression")
                    ? pattern.isMissingNode()
                    : SOURCES.contains(PolicyEvaluation.texts(pattern.path("source")))
                            && areOfCallsOrImages(pattern.path("detail-type"))
                            && takesNoMore(pattern.path("detail"));
        });
    }

    private static boolean areOfCallsOrImages(JsonNode types) {
        List<String> texts = PolicyEvaluation.texts(types);
        return !texts.isEmpty()
                && Set.of(
                                "AWS API Call via CloudTrail",
                                "AWS Service Event via CloudTrail",
                                "ECR Image Action",
                                "ECR Pull Through Cache Action",
                                "ECR Replication Action")
                        .containsAll(texts);
    }

    /**
     * One alternative takes CloudTrail's records of calls that went through, every other one images that arrived. Members
     * beside the alternatives only narrow a pattern, since EventBridge requires all of them.
     */
    private static boolean takesNoMore(JsonNode detail) {
        JsonNode alternatives = detail.path("$or");
        return alternatives.isEmpty()
                ? isOfCalls(detail)
                : StreamSupport.stream(alternatives.spliterator(), false)
                        .allMatch(each -> isOfCalls(each)
                                || each.toString().equals("{\"action-type\":[\"PUSH\",\"REPLICATE\"]}")
                                || each.toString().equals("{\"sync-status\":[\"SUCCESS\"]}"));
    }

    private static boolean isOfCalls(JsonNode alternative) {
        List<String> names = PolicyEvaluation.texts(alternative.path("eventName"));
        return !names.isEmpty()
                && names.stream().allMatch(name -> CALL_NAME.matcher(name).matches())
                && EVENT_SOURCES.contains(PolicyEvaluation.texts(alternative.path("eventSource")))
                && alternative.path("errorCode").toString().equals("[{\"exists\":false}]");
    }

    /** The bus stays under AWS's own key, which no customer can disable. */
    static List<String> busesThatLetInMore(JsonNode template) {
        List<String> breaches = new ArrayList<>(offenders(
                template,
                "AWS::Events::EventBusPolicy",
                policy -> AssumedRoles.letsWatchedAccountsPutEvents(
                        policy.properties().path("Statement"))));
        breaches.addAll(offenders(
                template, "AWS::Events::EventBus", bus -> !bus.properties().has("KmsKeyIdentifier")));
        return breaches;
    }

    static List<String> rolesThatAnEventCouldSteer(JsonNode template) {
        List<String> breaches = new ArrayList<>();
        breaches.addAll(offenders(
                template,
                "AWS::IAM::Policy",
                policy -> statements(policy, "/PolicyDocument/Statement")
                        .filter(statement -> statement.path("Action").toString().contains("sts:"))
                        .allMatch(statement -> AssumedRoles.isTheRoleOfAnAccount(roles(template, policy), statement))));
        breaches.addAll(offenders(
                template,
                "AWS::IAM::Role",
                role -> statements(role, "/AssumeRolePolicyDocument/Statement")
                        .filter(statement ->
                                statement.at("/Principal/AWS").toString().contains("HubAccount"))
                        .allMatch(AssumedRoles::trustsFunctionsOfTheHub)));
        return breaches;
    }

    private static List<String> roles(JsonNode template, Resource policy) {
        return StreamSupport.stream(policy.properties().path("Roles").spliterator(), false)
                .map(role -> template.at("/Resources/" + role.path("Ref").asText() + "/Properties/RoleName")
                        .asText())
                .toList();
    }

    /** Every queue denies all senders but named ones, and names the rule of each service; every topic the same. */
    static List<String> queuesAndTopicsThatLetInMore(JsonNode template) {
        List<String> breaches = new ArrayList<>(offenders(
                template,
                "AWS::SQS::Queue",
                queue -> statementsAbout(template, "AWS::SQS::QueuePolicy", queue)
                        .anyMatch(statement -> statement.path("Sid").asText().equals("NobodyElseSends")
                                && statement.path("Effect").asText().equals("Deny")
                                && statement.at("/Principal/AWS").asText().equals("*"))));
        breaches.addAll(offenders(
                template,
                "AWS::SQS::Queue",
                queue -> statementsAbout(template, "AWS::SQS::QueuePolicy", queue)
                        .filter(ThreatChecks::allows)
                        .allMatch(statement ->
                                statement.at("/Principal/Service").isTextual() && namesItsSource(statement))));
        breaches.addAll(offenders(
                template,
                "AWS::SNS::Topic",
                topic -> statementsAbout(template, "AWS::SNS::TopicPolicy", topic)
                        .filter(ThreatChecks::allows)
                        .allMatch(
                                statement -> statement.at("/Principal/Service").isTextual())));
        return breaches;
    }

    private static boolean namesItsSource(JsonNode statement) {
        List<String> sources = PolicyEvaluation.texts(statement.at("/Condition/ArnEquals/aws:SourceArn"));
        return !sources.isEmpty() && sources.stream().noneMatch(source -> source.contains("*"));
    }

    /** Without functions a template is one of a watched account, whose queue holds copies of CloudTrail records only. */
    static List<String> dataInThePlain(JsonNode template) {
        boolean hub = all(template, "AWS::Lambda::Function").findAny().isPresent();
        List<String> breaches = new ArrayList<>();
        breaches.addAll(offenders(
                template,
                "AWS::SQS::Queue",
                queue -> hub
                        ? isUnderAKeyOf(template, queue, "KmsMasterKeyId")
                        : queue.properties().path("SqsManagedSseEnabled").asBoolean()));
        breaches.addAll(
                offenders(template, "AWS::SNS::Topic", topic -> isUnderAKeyOf(template, topic, "KmsMasterKeyId")));
        breaches.addAll(offenders(template, "AWS::Logs::LogGroup", logs -> isUnderAKeyOf(template, logs, "KmsKeyId")));
        breaches.addAll(offenders(
                template,
                "AWS::DynamoDB::Table",
                table -> table.properties()
                                .at("/SSESpecification/KMSMasterKeyId")
                                .isObject()
                        && table.properties()
                                .at("/PointInTimeRecoverySpecification/PointInTimeRecoveryEnabled")
                                .asBoolean()
                        && table.properties().path("DeletionProtectionEnabled").asBoolean()));
        for (String kind : List.of("AWS::SQS::Queue", "AWS::SNS::Topic")) {
            breaches.addAll(offenders(
                    template,
                    kind,
                    each -> statementsAbout(template, kind + "Policy", each)
                            .anyMatch(statement ->
                                    statement.path("Effect").asText().equals("Deny")
                                            && statement
                                                    .at("/Condition/Bool/aws:SecureTransport")
                                                    .asText()
                                                    .equals("false"))));
        }
        breaches.addAll(offenders(
                template,
                "AWS::IAM::Policy",
                policy -> !policy.body().toString().contains("dynamodb:Delete")));
        return breaches;
    }

    private static boolean isUnderAKeyOf(JsonNode template, Resource resource, String property) {
        JsonNode key = template.path("Resources")
                .path(resource.properties().at("/" + property + "/Fn::GetAtt/0").asText());
        return key.path("Type").asText().equals("AWS::KMS::Key");
    }

    private static boolean allows(JsonNode statement) {
        return statement.path("Effect").asText().equals("Allow");
    }
}
