package dev.ecrauditor.localaws.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.localaws.TestCloud;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.DescribeRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.eventbridge.model.Target;

class EventsTest {

    private static final String HUB_BUS = "arn:aws:events:us-east-1:111122223333:event-bus/ecr-auditor";

    @AutoClose
    final TestCloud cloud = new TestCloud();

    private final EventBridgeClient member = cloud.at(
                    EventBridgeClient.builder(), AwsBasicCredentials.create(TestCloud.MEMBER, "any"), TestCloud.REGION)
            .build();

    @Test
    void aRuleOfTheDefaultBusHasItsStatePatternAndTargets() {
        load("");

        DescribeRuleResponse rule = member.describeRule(b -> b.name("forward"));
        assertThat(rule.arn()).isEqualTo("arn:aws:events:us-east-1:444455556666:rule/forward");
        assertThat(rule.state()).isEqualTo(RuleState.ENABLED);
        assertThat(rule.eventPattern()).isEqualTo("{\"source\":[\"aws.ecr\"]}");
        assertThat(rule.eventBusName()).isEqualTo("default");
        Target target =
                member.listTargetsByRule(b -> b.rule("forward")).targets().get(0);
        assertThat(target.arn()).isEqualTo(HUB_BUS);
        assertThat(target.roleArn()).isEqualTo("arn:aws:iam::444455556666:role/forward");
        assertThat(target.deadLetterConfig().arn()).isEqualTo("arn:aws:sqs:us-east-1:444455556666:undelivered");
    }

    @Test
    void aDisabledRuleSaysSo() {
        load(", \"state\": \"DISABLED\"");

        assertThat(member.describeRule(b -> b.name("forward")).state()).isEqualTo(RuleState.DISABLED);
    }

    @Test
    void aMissingRuleAndAMissingBusAreNamed() {
        assertThatThrownBy(() -> member.describeRule(b -> b.name("forward")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("Rule forward does not exist on EventBus default.");
        assertThatThrownBy(() -> member.listTargetsByRule(b -> b.rule("forward")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> member.describeEventBus(b -> b.name("other")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("Event bus other does not exist.");
    }

    @Test
    void aLoadedListReplacesTheRulesThatWereThere() {
        load("");
        cloud.load(TestCloud.MEMBER, "\"events\": {\"rules\": []}");

        assertThatThrownBy(() -> member.describeRule(b -> b.name("forward")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void aRuleOfAnotherBusHasItsBusInItsArn() {
        cloud.load(
                TestCloud.MEMBER,
                "\"events\": {\"buses\": [{\"name\": \"hub\"}], \"rules\": [{\"name\": \"intake\", \"bus\": \"hub\"}]}");

        assertThat(member.describeRule(b -> b.name("intake").eventBusName("hub"))
                        .arn())
                .isEqualTo("arn:aws:events:us-east-1:444455556666:rule/hub/intake");
        assertThatThrownBy(() -> member.describeRule(b -> b.name("intake")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void aBusHasItsPolicyAndTheDefaultBusExistsAlways() {
        cloud.load(
                TestCloud.MEMBER,
                "\"events\": {\"buses\": [{\"name\": \"hub\", \"policy\": {\"Version\": \"2012-10-17\"}}]}");

        assertThat(member.describeEventBus(b -> b.name("hub")).policy()).isEqualTo("{\"Version\":\"2012-10-17\"}");
        assertThat(member.describeEventBus(b -> b.name("arn:aws:events:us-east-1:444455556666:event-bus/hub"))
                        .arn())
                .isEqualTo("arn:aws:events:us-east-1:444455556666:event-bus/hub");
        assertThat(member.describeEventBus(b -> {}).policy()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"events:DescribeRule", "events:ListTargetsByRule", "events:DescribeEventBus"})
    void everyCallCanBeDenied(String action) {
        load("");
        cloud.aws.deny(TestCloud.MEMBER, action);

        assertThatThrownBy(() -> {
                    member.describeRule(b -> b.name("forward"));
                    member.listTargetsByRule(b -> b.rule("forward"));
                    member.describeEventBus(b -> {});
                })
                .isInstanceOf(EventBridgeException.class)
                .hasMessageContaining("is not authorized to perform: " + action)
                .extracting(e -> ((EventBridgeException) e).awsErrorDetails().errorCode())
                .isEqualTo("AccessDeniedException");
    }

    private void load(String more) {
        cloud.load(TestCloud.MEMBER, """
                "events": {"rules": [{"name": "forward", "pattern": {"source": ["aws.ecr"]}, "targets": [
                  {"id": "hub", "arn": "%s", "roleArn": "arn:aws:iam::444455556666:role/forward",
                   "deadLetterArn": "arn:aws:sqs:us-east-1:444455556666:undelivered"}]%s}]}""".formatted(HUB_BUS, more));
    }
}
