package dev.ecrauditor.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ecrauditor.infra.SynthesizedHub.Resource;
import dev.ecrauditor.infra.settings.HubSettings;
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
        DEFAULT_HUB.template().resourceCountIs("AWS::Chatbot::MicrosoftTeamsChannelConfiguration", 0);
        assertThat(DEFAULT_HUB.json().at("/Outputs/NextStep/Value").asText()).contains("Nobody is subscribed yet");
    }

    @Test
    void aDeployerWithoutRecipientsOfAlarmsIsToldSo() {
        SynthesizedHub alertsOnly = SynthesizedHub.withSettings("alerts: {emails: [security@example.org]}");
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

    @Test
    void theTeamsChannelReceivesAlertsAndCanRunNothing() {
        Resource teams = FULL.resource("AWS::Chatbot::MicrosoftTeamsChannelConfiguration", "AlertTopicTeams");
        assertThat(teams.property("/TeamId")).isEqualTo("00000000-1111-2222-3333-4444aaaa4444");
        assertThat(teams.property("/TeamsTenantId")).isEqualTo("55555555-6666-7777-8888-9999bbbb9999");
        assertThat(teams.property("/TeamsChannelId")).isEqualTo("19%3Aexample%40thread.tacv2");
        assertThat(teams.property("/ConfigurationName")).matches("ecr-auditor-teams-[0-9a-f]{8}");
        assertThat(teams.properties().at("/SnsTopicArns")).hasSize(1);
        assertThat(teams.property("/SnsTopicArns/0")).startsWith("${AlertTopic");
        assertThat(teams.property("/GuardrailPolicies/0")).endsWith(":iam::aws:policy/AWSDenyAll");
        Resource role = FULL.resource("AWS::IAM::Role", "AlertTopicTeams");
        assertThat(teams.property("/IamRoleArn")).isEqualTo("${" + role.id() + ".Arn}");
        assertThat(role.property("/AssumeRolePolicyDocument/Statement/0/Principal/Service"))
                .isEqualTo("chatbot.amazonaws.com");
        assertThat(role.properties().has("ManagedPolicyArns")).isFalse();
        assertThat(FULL.resources("AWS::IAM::Policy"))
                .noneMatch(policy -> policy.id().contains("Teams"));
    }

    @Test
    void twoChannelsOfTeamsAreTwoConfigurations() {
        SynthesizedHub hub = SynthesizedHub.withSettings("""
                alerts:
                  teams:
                  - team: 00000000-1111-2222-3333-4444aaaa4444
                    tenant: 55555555-6666-7777-8888-9999bbbb9999
                    channel: 19%3Aexample%40thread.tacv2
                  - team: 00000000-1111-2222-3333-4444aaaa4444
                    tenant: 55555555-6666-7777-8888-9999bbbb9999
                    channel: 19%3Aother%40thread.tacv2
                """);
        assertThat(hub.resources("AWS::Chatbot::MicrosoftTeamsChannelConfiguration"))
                .extracting(channel -> channel.property("/ConfigurationName"))
                .hasSize(2)
                .doesNotHaveDuplicates();
        assertThat(hub.json().at("/Outputs/NextStep/Value").asText()).doesNotContain("Nobody is subscribed");
    }
}
