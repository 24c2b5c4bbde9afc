package dev.ecrauditor.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ecrauditor.infra.SynthesizedHub.Resource;
import dev.ecrauditor.infra.settings.ContextSettings;
import dev.ecrauditor.infra.settings.HubSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicsTest {

    private static final SynthesizedHub DEFAULT_HUB = SynthesizedHub.of(HubSettings.defaults());
    private static final SynthesizedHub FULL = SynthesizedHub.full();

    @Test
    void bothTopicsAreEncryptedWithCustomerManagedKeysAndClosedToPlainHttp() {
        assertThat(FULL.resources("AWS::SNS::Topic")).hasSize(2).allSatisfy(topic -> {
            assertThat(topic.property("/KmsMasterKeyId")).matches("\\$\\{(AlertTopicKey|DataKey).*\\.Arn}");
            assertThat(FULL.closedToPlainHttp("AWS::SNS::TopicPolicy")).contains("${" + topic.id() + "}");
        });
    }

    @Test
    void alertsComeFromTheAlertFunctionOnly() {
        JsonNode policy = FULL.resource("AWS::SNS::TopicPolicy", "AlertTopic")
                .properties()
                .at("/PolicyDocument/Statement");
        assertThat(policy)
                .hasSize(2)
                .allSatisfy(statement ->
                        assertThat(statement.path("Effect").asText()).isEqualTo("Deny"));
        assertThat(policy.findValue("aws:PrincipalArn").toString()).contains(":role/ecr-auditor-alert");
    }

    @Test
    void withoutSettingsNobodyIsSubscribed() {
        DEFAULT_HUB.template().resourceCountIs("AWS::SNS::Subscription", 0);
        DEFAULT_HUB.template().resourceCountIs("AWS::Chatbot::SlackChannelConfiguration", 0);
        assertThat(DEFAULT_HUB.json().at("/Outputs/NextStep/Value").asText()).contains("Nobody is subscribed yet");
    }

    @Test
    void aDeployerWithoutRecipientsOfAlarmsIsToldSo() {
        SynthesizedHub alertsOnly =
                SynthesizedHub.of(ContextSettings.read(Map.of("alertEmails", "security@example.org")));
        assertThat(alertsOnly.json().at("/Outputs/NextStep/Value").asText())
                .contains("Nobody receives alarms about the auditor itself");
    }

    @Test
    void recipientsAreSubscribedEachToTheirOwnTopic() {
        assertThat(FULL.resources("AWS::SNS::Subscription"))
                .extracting(subscription -> subscription.property("/TopicArn").replaceAll("Topic.*", "") + " "
                        + subscription.property("/Protocol") + " " + subscription.property("/Endpoint"))
                .containsExactlyInAnyOrder(
                        "${Alert email security@example.org",
                        "${Alert email platform@example.org",
                        "${Operations email operations@example.org");
        assertThat(FULL.json().at("/Outputs/NextStep/Value").asText()).contains("must confirm");
    }

    @Test
    void ofADigestInSeveralPartsAnEmailIsTheFirstOnly() {
        assertThat(FULL.resources("AWS::SNS::Subscription"))
                .filteredOn(subscription -> subscription.property("/TopicArn").startsWith("${Alert"))
                .hasSize(2)
                .allSatisfy(subscription -> {
                    assertThat(subscription
                                    .properties()
                                    .at("/FilterPolicy/part/0/exists")
                                    .asBoolean(true))
                            .isFalse();
                    assertThat(subscription.properties().at("/FilterPolicy")).hasSize(1);
                });
    }

    /** A forged alert changes nothing: no code of the auditor reads alerts. */
    @Test
    void nothingThatListensToAlertsCanDoAnything() {
        assertThat(FULL.resources("AWS::SNS::Subscription"))
                .isNotEmpty()
                .allSatisfy(subscription ->
                        assertThat(subscription.property("/Protocol")).isEqualTo("email"));
        assertThat(FULL.resources("AWS::Lambda::Permission")).isEmpty();
        assertThat(FULL.statements("AWS::SQS::QueuePolicy"))
                .isNotEmpty()
                .noneMatch(statement -> statement.toString().contains("sns"));
        assertThat(FULL.resources("AWS::Lambda::EventSourceMapping"))
                .allSatisfy(source -> assertThat(source.property("/EventSourceArn"))
                        .matches("\\$\\{.*(Change|Drain|Sweep|Remediation)Queue.*\\.Arn}"));
    }

    @Test
    void theSlackChannelReceivesAlertsAndCanRunNothing() {
        Resource slack = FULL.resource("AWS::Chatbot::SlackChannelConfiguration", "AlertTopicSlack");
        assertThat(slack.property("/SlackWorkspaceId")).isEqualTo("T0123ABCD");
        assertThat(slack.property("/SlackChannelId")).isEqualTo("C0123ABCD");
        assertThat(slack.properties().at("/SnsTopicArns")).hasSize(1);
        assertThat(slack.property("/SnsTopicArns/0")).startsWith("${AlertTopic");
        assertThat(slack.property("/GuardrailPolicies/0")).endsWith(":iam::aws:policy/AWSDenyAll");
        assertThat(FULL.resources("AWS::IAM::Policy"))
                .noneMatch(policy -> policy.id().contains("Slack"));
    }
}
