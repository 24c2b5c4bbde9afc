package dev.ecrauditor.infra.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ecrauditor.infra.LeastPrivilege;
import dev.ecrauditor.infra.SynthesizedHub;
import dev.ecrauditor.infra.SynthesizedHub.Resource;
import dev.ecrauditor.infra.SynthesizedOrganization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the sweep function may read of the delivery of events and alerts, and nothing more. */
class DeliveryReadsTest {

    private static final List<String> SERVICES = List.of("events:", "cloudtrail:", "sns:");

    @Test
    void inASingleAccountTheSweepReadsItsOwnRuleTheTrailsAndTheSubscribers() {
        SynthesizedHub hub = SynthesizedHub.full();

        assertThat(reads(hub))
                .containsExactlyInAnyOrder(
                        "ListSubscribers [sns:ListSubscriptionsByTopic] AlertTopic",
                        "ReadTheForwardingRule [events:DescribeRule, events:ListTargetsByRule] :rule/ecr-auditor-changes",
                        "ListTrails [cloudtrail:DescribeTrails] *",
                        "ReadTrails [cloudtrail:GetEventSelectors, cloudtrail:GetTrailStatus] :trail/*");
        assertThat(environment(hub))
                .containsEntry("FORWARDING_RULE_NAME", "\"ecr-auditor-changes\"")
                .doesNotContainKeys("FORWARDING_ROLE_NAME", "HUB_BUS_NAME", "INTAKE_RULE_NAME", "CHANGE_QUEUE_ARN");
        assertThat(environment(hub).get("FORWARDING_TARGET_ARN")).contains("EventIntakeChangeQueue");
        assertThat(environment(hub).get("TOPIC_ARN")).contains("AlertTopic");
    }

    @Test
    void inAnOrganizationTheSweepReadsTheBusItsRuleAndTheSubscribersAndTheRestByTheReadRole() {
        SynthesizedHub hub = SynthesizedOrganization.ofAccounts().hub();

        assertThat(reads(hub))
                .containsExactlyInAnyOrder(
                        "ListSubscribers [sns:ListSubscriptionsByTopic] AlertTopic",
                        "ReadTheBus [events:DescribeEventBus] :event-bus/ecr-auditor",
                        "ReadTheRuleOfTheBus [events:DescribeRule, events:ListTargetsByRule] :rule/ecr-auditor/ecr-auditor-changes");
        assertThat(environment(hub))
                .containsEntry("FORWARDING_RULE_NAME", "\"ecr-auditor-forward\"")
                .containsEntry("FORWARDING_ROLE_NAME", "\"ecr-auditor-forward\"")
                .containsEntry("HUB_BUS_NAME", "\"ecr-auditor\"")
                .containsEntry("INTAKE_RULE_NAME", "\"ecr-auditor-changes\"");
        assertThat(environment(hub).get("FORWARDING_TARGET_ARN")).contains(":event-bus/ecr-auditor");
        assertThat(environment(hub).get("CHANGE_QUEUE_ARN")).contains("EventIntakeChangeQueue");
    }

    @Test
    void onlyWithACanaryTheSweepTagsThatOneRepositoryAndARuleSendsItsEvent() {
        SynthesizedHub hub = SynthesizedHub.withSettings("watch: {canary: team/canary}");

        JsonNode tagging = hub.statements("AWS::IAM::Policy")
                .filter(statement -> statement.toString().contains("ecr:TagResource"))
                .findFirst()
                .orElseThrow();
        assertThat(tagging.path("Action").asText()).isEqualTo("ecr:TagResource");
        assertThat(tagging.path("Resource").toString())
                .contains(":repository/team/canary")
                .doesNotContain("*");
        assertThat(hub.policyOf("SweepFunction")).contains("ecr:TagResource");
        JsonNode detail = hub.resource("AWS::Events::Rule", "EventIntakeCanary")
                .properties()
                .at("/EventPattern/detail");
        assertThat(detail.path("eventName").toString()).isEqualTo("[\"TagResource\"]");
        assertThat(detail.at("/requestParameters/resourceArn").toString()).contains(":repository/team/canary");
        assertThat(LeastPrivilege.breachesIn(hub.json())).isEmpty();
        assertThat(SynthesizedHub.full().json().toString()).doesNotContain("TagResource", "ecr-auditor-canary");
    }

    private static List<String> reads(SynthesizedHub hub) {
        List<String> reads = new ArrayList<>();
        for (JsonNode statement :
                hub.resource("AWS::IAM::Policy", "SweepFunction").properties().at("/PolicyDocument/Statement")) {
            JsonNode action = statement.path("Action");
            List<String> actions = new ArrayList<>();
            (action.isArray() ? action : List.of(action)).forEach(each -> actions.add(each.asText()));
            if (SERVICES.stream().anyMatch(actions.get(0)::startsWith)) {
                reads.add(statement.path("Sid").asText() + " " + actions + " " + end(statement.path("Resource")));
            }
        }
        return reads;
    }

    /** The end of a joined ARN, the name of a topic, or the star. */
    private static String end(JsonNode resource) {
        String text = resource.toString();
        if (text.contains("AlertTopic")) {
            return "AlertTopic";
        }
        if (resource.isTextual()) {
            return resource.asText();
        }
        JsonNode parts = resource.at("/Fn::Join/1");
        String last = parts.get(parts.size() - 1).asText();
        return last.substring(last.indexOf(':', last.contains(":*:*:") ? 4 : 0))
                .replaceFirst("^:cloudtrail", "")
                .replaceFirst("^(:\\*)+", "");
    }

    private static Map<String, String> environment(SynthesizedHub hub) {
        Map<String, String> variables = new TreeMap<>();
        for (Resource function : hub.resources("AWS::Lambda::Function")) {
            if (function.property("/FunctionName").equals("ecr-auditor-sweep")) {
                function.properties()
                        .at("/Environment/Variables")
                        .properties()
                        .forEach(variable -> variables.put(
                                variable.getKey(), variable.getValue().toString()));
            }
        }
        return variables;
    }
}
