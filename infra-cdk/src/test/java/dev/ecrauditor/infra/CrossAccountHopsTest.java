package dev.ecrauditor.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.settings.file.RemediationMode;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The path of an event from a watched account to the hub, and of the hub's functions into the account. */
class CrossAccountHopsTest {

    @ParameterizedTest
    @EnumSource(RemediationMode.class)
    void everyHopBetweenTheAccountsIsAllowed(RemediationMode mode) {
        SynthesizedOrganization made = SynthesizedOrganization.with(mode);
        assertThat(CrossAccountHops.problemsOf(
                        made.hub().json(), made.roles().json(), made.events().json()))
                .isEmpty();
    }

    @Test
    void theFunctionOfSecurityHubMayImportIntoTheAccount() {
        SynthesizedOrganization made = SynthesizedOrganization.withSecurityHub("");
        assertThat(CrossAccountHops.problemsOf(
                        made.hub().json(), made.roles().json(), made.events().json()))
                .isEmpty();
        assertThat(CrossAccountHops.problemsOf(
                        made.hub().json(),
                        SynthesizedOrganization.with(RemediationMode.ON).roles().json(),
                        made.events().json()))
                .anyMatch(problem -> problem.contains("ecr-auditor-import"));
    }

    /** One template of three, changed so that everything still deploys. */
    private record Planted(String name, String stack, String reason, Consumer<JsonNode> change) {}

    @TestFactory
    Stream<DynamicTest> aPlantedSilentWiringBetweenTheAccountsIsCaught() {
        return planted()
                .map(one -> DynamicTest.dynamicTest(one.name(), () -> {
                    SynthesizedOrganization made = SynthesizedOrganization.with(RemediationMode.ON);
                    JsonNode hub = made.hub().json().deepCopy();
                    JsonNode roles = made.roles().json().deepCopy();
                    JsonNode events = made.events().json().deepCopy();
                    JsonNode changed = switch (one.stack()) {
                        case "hub" -> hub;
                        case "roles" -> roles;
                        default -> events;
                    };
                    JsonNode before = changed.deepCopy();
                    one.change().accept(changed);
                    assertThat(changed).isNotEqualTo(before);
                    assertThat(CrossAccountHops.problemsOf(hub, roles, events))
                            .isNotEmpty()
                            .allSatisfy(problem -> assertThat(problem).contains(one.reason()));
                }));
    }

    private static Stream<Planted> planted() {
        return Stream.of(
                new Planted(
                        "the target names no role",
                        "events",
                        "has no role",
                        template -> target(template).remove("RoleArn")),
                new Planted(
                        "the target names a role that is not there",
                        "events",
                        "arn:aws:iam::222233334444:role/forward",
                        template -> target(template).put("RoleArn", "arn:aws:iam::222233334444:role/forward")),
                new Planted(
                        "the target is the default bus of the hub",
                        "events",
                        "event-bus/default",
                        template ->
                                target(template).put("Arn", "arn:aws:events:eu-west-1:111122223333:event-bus/default")),
                new Planted(
                        "the target is a bus of the account's own Region",
                        "events",
                        "us-east-1:111122223333:event-bus/ecr-auditor",
                        template -> target(template)
                                .put("Arn", "arn:aws:events:us-east-1:111122223333:event-bus/ecr-auditor")),
                new Planted(
                        "the forwarding rule is renamed, and its policies are not",
                        "events",
                        "events.amazonaws.com may not",
                        template -> properties(template, "AWS::Events::Rule").put("Name", "forward-ecr")),
                new Planted(
                        "the forwarding rule is disabled",
                        "events",
                        "is disabled",
                        template -> properties(template, "AWS::Events::Rule").put("State", "DISABLED")),
                new Planted(
                        "the forwarding rule is on a bus of its own",
                        "events",
                        "not on the default bus",
                        template -> properties(template, "AWS::Events::Rule").put("EventBusName", "audit")),
                new Planted(
                        "the dead-letter queue is under the key of AWS",
                        "events",
                        "EventBridge may not use",
                        template -> properties(template, "AWS::SQS::Queue").put("KmsMasterKeyId", "alias/aws/sqs")),
                new Planted(
                        "the forwarding role trusts the rules of one Region",
                        "roles",
                        "events.amazonaws.com may not sts:AssumeRole",
                        template -> replace(template, ":events:*:", ":events:eu-west-1:")),
                new Planted(
                        "the forwarding role trusts the hub's rules",
                        "roles",
                        "events.amazonaws.com may not sts:AssumeRole",
                        template -> condition(template, "aws:SourceAccount", "111122223333")),
                new Planted(
                        "the forwarding role may put events elsewhere",
                        "roles",
                        "may not events:PutEvents",
                        template -> replace(template, ":event-bus/ecr-auditor", ":event-bus/default")),
                new Planted(
                        "the read role trusts functions of another name",
                        "roles",
                        "may not sts:AssumeRole",
                        template -> replace(template, ":role/ecr-auditor-sweep", ":role/ecr-auditor-Sweep")),
                new Planted(
                        "the roles trust another organization",
                        "roles",
                        "may not sts:AssumeRole",
                        template -> condition(template, "aws:PrincipalOrgID", "o-anotherorgid")),
                new Planted(
                        "the read role has another name than the functions assume",
                        "roles",
                        "may not sts:AssumeRole",
                        template -> replace(template, "ecr-auditor-read", "ecr-auditor-reader")),
                new Planted(
                        "the bus lets another organization in",
                        "hub",
                        "may not events:PutEvents",
                        template -> condition(template, "aws:PrincipalOrgID", "o-anotherorgid")),
                new Planted(
                        "the bus lets accounts put rules instead of events",
                        "hub",
                        "may not events:PutEvents",
                        template -> ((ObjectNode) properties(template, "AWS::Events::EventBusPolicy")
                                        .get("Statement"))
                                .put("Action", "events:PutRule")),
                new Planted(
                        "the bus has another name than the accounts know",
                        "hub",
                        "bus",
                        template ->
                                properties(template, "AWS::Events::EventBus").put("Name", "ecr-auditor-hub")),
                new Planted(
                        "the rule of the changes stays on the default bus",
                        "hub",
                        "no rule on the hub bus",
                        template -> changes(template).remove("EventBusName")),
                new Planted(
                        "the queue names the rule as on the default bus",
                        "hub",
                        "may not sqs:SendMessage",
                        template -> replace(
                                template, ":rule/ecr-auditor/ecr-auditor-changes", ":rule/ecr-auditor-changes")),
                new Planted(
                        "the rule of the changes matches something else",
                        "hub",
                        "does not match what the accounts forward",
                        template ->
                                ((ObjectNode) changes(template).at("/EventPattern/detail/$or/0")).remove("errorCode")),
                new Planted(
                        "the alarm watches a rule of the default bus",
                        "hub",
                        "watches the default bus",
                        template -> template.findParents("Dimensions").stream()
                                .filter(metric -> metric.toString().contains("\"ecr-auditor-changes\""))
                                .forEach(metric -> ((ArrayNode) metric.get("Dimensions")).remove(0))),
                new Planted(
                        "the functions may assume the role in another organization",
                        "hub",
                        "may not sts:AssumeRole",
                        template -> condition(template, "aws:ResourceOrgID", "o-anotherorgid")),
                new Planted(
                        "the functions assume a role of another name",
                        "hub",
                        "may not sts:AssumeRole",
                        template -> template.findParents("READ_ROLE_NAME")
                                .forEach(each -> ((ObjectNode) each).put("READ_ROLE_NAME", "ecr-auditor-audit"))));
    }

    private static ObjectNode changes(JsonNode template) {
        return (ObjectNode) template.findParents("EventPattern").stream()
                .filter(rule -> rule.path("Name").asText().equals("ecr-auditor-changes"))
                .findFirst()
                .orElseThrow();
    }

    private static ObjectNode target(JsonNode template) {
        return (ObjectNode) properties(template, "AWS::Events::Rule").at("/Targets/0");
    }

    private static ObjectNode properties(JsonNode template, String type) {
        return (ObjectNode) template.get("Resources").properties().stream()
                .filter(entry -> entry.getValue().path("Type").asText().equals(type))
                .map(entry -> entry.getValue().get("Properties"))
                .findFirst()
                .orElseThrow();
    }

    private static void condition(JsonNode template, String key, String value) {
        template.findParents(key).forEach(operator -> ((ObjectNode) operator).put(key, value));
    }

    /** Replaces a text wherever it stands. */
    private static void replace(JsonNode template, String text, String by) {
        ((ObjectNode) template)
                .setAll((ObjectNode) TestJson.exactly(template.toString().replace(text, by)));
    }
}
