package dev.ecrauditor.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.infra.PolicyEvaluation.Answer;
import dev.ecrauditor.infra.PolicyEvaluation.Principal;
import dev.ecrauditor.infra.PolicyEvaluation.Request;
import dev.ecrauditor.infra.ResolvedTemplate.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Follows an event from a watched account to the change queue, and the functions back into that account, over the
 * templates of the hub and of the account. A mistake on this path deploys without an error, and nothing arrives.
 */
final class CrossAccountHops {

    static final Place HUB = new Place("111122223333", "eu-west-1");
    static final Place MEMBER = new Place("222233334444", "us-east-1");

    private final ResolvedTemplate hub;
    private final ResolvedTemplate roles;
    private final ResolvedTemplate events;
    private final List<String> problems = new ArrayList<>();

    private CrossAccountHops(JsonNode hub, JsonNode roles, JsonNode events) {
        Map<String, String> parameters = Map.of("HubAccount", HUB.account(), "HubRegion", HUB.region());
        this.hub = ResolvedTemplate.of(hub, HUB, Map.of());
        this.roles = ResolvedTemplate.of(roles, MEMBER, parameters);
        this.events = ResolvedTemplate.of(events, MEMBER, parameters);
    }

    /** What keeps an event of the organization's account from arriving, or a function from reading the account. */
    static List<String> problemsOf(JsonNode hub, JsonNode roles, JsonNode events) {
        CrossAccountHops hops = new CrossAccountHops(hub, roles, events);
        hops.forward();
        hops.receive();
        hops.read("ecr-auditor-audit", "READ_ROLE_NAME");
        hops.read("ecr-auditor-sweep", "READ_ROLE_NAME");
        hops.read("ecr-auditor-remediation", "REMEDIATION_ROLE_NAME");
        hops.read("ecr-auditor-security-hub", "SECURITY_HUB_ROLE_NAME");
        return hops.problems;
    }

    private void forward() {
        List<JsonNode> rules = events.all("AWS::Events::Rule");
        if (rules.size() != 1) {
            problem("the account has %d forwarding rules".formatted(rules.size()));
            return;
        }
        JsonNode rule = rules.get(0);
        if (rule.path("State").asText("ENABLED").equals("DISABLED")) {
            problem("the forwarding rule is disabled");
        }
        if (rule.has("EventBusName")) {
            problem("the forwarding rule is not on the default bus, where alone events of AWS arrive");
        }
        String ruleArn = "arn:aws:events:%s:%s:rule/%s"
                .formatted(MEMBER.region(), MEMBER.account(), rule.path("Name").asText());
        JsonNode target = rule.at("/Targets/0");
        String bus = target.path("Arn").asText();
        if (!bus.equals(hubBusArn())) {
            problem("the forwarding rule sends to %s, and the hub bus is %s".formatted(bus, hubBusArn()));
        }
        String roleArn = target.path("RoleArn").asText();
        if (roleArn.isEmpty()) {
            problem("the forwarding rule has no role, which EventBridge demands for a bus of another account");
            return;
        }
        String roleName = roleArn.replaceFirst(".*:role/", "");
        Map<String, String> source = Map.of("aws:SourceArn", ruleArn, "aws:SourceAccount", MEMBER.account());
        may(
                roles.trustOf(roleName, roleArn),
                new Request(Principal.service("events.amazonaws.com"), "sts:AssumeRole", roleArn, source));
        Request put = new Request(Principal.identity(roleArn), "events:PutEvents", bus, identity(roleArn));
        may(roles.permissionsOf(roleName), put);
        may(busPolicy(), put);
        undelivered(target, ruleArn);
    }

    private void undelivered(JsonNode target, String ruleArn) {
        JsonNode deadLetters = target.at("/DeadLetterConfig/Arn");
        if (deadLetters.isMissingNode()) {
            problem("the forwarding rule has no dead-letter queue");
            return;
        }
        JsonNode queue =
                events.json().at("/Resources/" + deadLetters.at("/Fn::GetAtt/0").asText() + "/Properties");
        if (queue.has("KmsMasterKeyId")) {
            problem("the dead-letter queue is under a key that EventBridge may not use");
        }
        List<JsonNode> policies = events.all("AWS::SQS::QueuePolicy").stream()
                .flatMap(policy -> ResolvedTemplate.statements(policy.at("/PolicyDocument/Statement")).stream())
                .toList();
        may(
                policies,
                new Request(
                        Principal.service("events.amazonaws.com"),
                        "sqs:SendMessage",
                        Intrinsics.text(deadLetters),
                        Map.of(
                                "aws:SourceArn",
                                ruleArn,
                                "aws:SecureTransport",
                                "true",
                                "aws:PrincipalIsAWSService",
                                "true")));
    }

    /** The rule on the hub bus takes what the accounts forward, and its queue takes what the rule sends. */
    private void receive() {
        String busName = hub.all("AWS::Events::EventBus").stream()
                .map(bus -> bus.path("Name").asText())
                .findFirst()
                .orElse("");
        Optional<JsonNode> rule = hub.all("AWS::Events::Rule").stream()
                .filter(each -> each.path("Name").asText().equals("ecr-auditor-changes"))
                .findFirst();
        if (rule.isEmpty() || !Intrinsics.text(rule.get().path("EventBusName")).equals(busName)) {
            problem("no rule on the hub bus sends to the change queue");
            return;
        }
        JsonNode forwarded = events.all("AWS::Events::Rule").get(0).path("EventPattern");
        if (!forwarded.equals(rule.get().path("EventPattern"))) {
            problem("the rule on the hub bus does not match what the accounts forward");
        }
        String ruleArn =
                "arn:aws:events:%s:%s:rule/%s/ecr-auditor-changes".formatted(HUB.region(), HUB.account(), busName);
        List<JsonNode> policies = hub.all("AWS::SQS::QueuePolicy").stream()
                .flatMap(policy -> ResolvedTemplate.statements(policy.at("/PolicyDocument/Statement")).stream())
                .toList();
        may(
                policies,
                new Request(
                        Principal.service("events.amazonaws.com"),
                        "sqs:SendMessage",
                        Intrinsics.text(rule.get().at("/Targets/0/Arn")),
                        Map.of(
                                "aws:SourceArn",
                                ruleArn,
                                "aws:SecureTransport",
                                "true",
                                "aws:PrincipalIsAWSService",
                                "true")));
        for (JsonNode alarm : hub.all("AWS::CloudWatch::Alarm")) {
            for (JsonNode metric : alarm.findParents("MetricName")) {
                if (metric.toString().contains("\"ecr-auditor-changes\"")
                        && !metric.path("Dimensions").toString().contains("\"EventBusName\"")) {
                    problem("alarm %s watches the default bus"
                            .formatted(alarm.path("AlarmName").asText()));
                }
            }
        }
    }

    /** One function of the hub assumes its role in the account. */
    private void read(String function, String variable) {
        Optional<JsonNode> deployed = hub.all("AWS::Lambda::Function").stream()
                .filter(each -> each.path("FunctionName").asText().equals(function))
                .findFirst();
        if (deployed.isEmpty()) {
            return;
        }
        String assumed = deployed.get().at("/Environment/Variables/" + variable).asText();
        String roleArn = "arn:aws:iam::%s:role/%s".formatted(MEMBER.account(), assumed);
        String functionArn = "arn:aws:iam::%s:role/%s".formatted(HUB.account(), function);
        Map<String, String> context = new TreeMap<>(identity(functionArn));
        context.put("aws:ResourceOrgID", SynthesizedOrganization.ORGANIZATION);
        Request assume = new Request(Principal.identity(functionArn), "sts:AssumeRole", roleArn, context);
        may(hub.permissionsOf(function), assume);
        may(roles.trustOf(assumed, roleArn), assume);
    }

    private static Map<String, String> identity(String roleArn) {
        return Map.of("aws:PrincipalArn", roleArn, "aws:PrincipalOrgID", SynthesizedOrganization.ORGANIZATION);
    }

    private String hubBusArn() {
        return hub.all("AWS::Events::EventBus").stream()
                .map(bus -> "arn:aws:events:%s:%s:event-bus/%s"
                        .formatted(HUB.region(), HUB.account(), bus.path("Name").asText()))
                .findFirst()
                .orElse("missing");
    }

    /** The policy of the hub bus, with the bus's ARN instead of the reference to it. */
    private List<JsonNode> busPolicy() {
        return hub.all("AWS::Events::EventBusPolicy").stream()
                .map(policy -> policy.path("Statement"))
                .filter(statement -> Intrinsics.text(statement.path("Resource")).endsWith(".Arn}"))
                .map(statement -> (JsonNode) ((ObjectNode) statement.deepCopy()).put("Resource", hubBusArn()))
                .toList();
    }

    private void may(List<JsonNode> statements, Request request) {
        Answer answer = PolicyEvaluation.evaluate(statements, request);
        if (answer != Answer.ALLOWED) {
            problem("%s may not %s on %s".formatted(request.principal().name(), request.action(), request.resource()));
        }
    }

    private void problem(String what) {
        problems.add(what);
    }
}
