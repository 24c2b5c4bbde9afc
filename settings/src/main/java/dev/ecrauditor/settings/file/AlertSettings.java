package dev.ecrauditor.settings.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * Who receives the alerts.
 *
 * @param emails e-mail addresses
 * @param slack channels of Slack
 * @param teams channels of Microsoft Teams
 * @param slackWebhooks incoming webhooks of Slack
 */
public record AlertSettings(
        List<String> emails, List<SlackChannel> slack, List<TeamsChannel> teams, List<SlackWebhook> slackWebhooks) {

    /**
     * A Slack channel reached through Amazon Q Developer in chat applications.
     *
     * @param workspace id of the workspace, which is authorized once in the console, like {@code T0123ABCD}
     * @param channel id at the end of the channel's link, like {@code C0123ABCD}
     */
    public record SlackChannel(String workspace, String channel) {}

    /**
     * A Microsoft Teams channel reached through Amazon Q Developer in chat applications.
     *
     * @param team id of the team, which is authorized once in the console; the id after "groupId=" in its link
     * @param tenant the id after "tenantId=" in the channel's link
     * @param channel id of the channel as in its link, like {@code 19%3Aexample%40thread.tacv2}
     */
    public record TeamsChannel(String team, String tenant, String channel) {}

    /**
     * An incoming webhook of Slack, called by a function of the auditor.
     *
     * @param secret the ARN of the secret that contains its URL
     * @param key the ARN of the customer managed key that encrypts the secret; empty for the key of AWS
     * @param severities the severities that it receives; empty for all
     */
    public record SlackWebhook(String secret, Optional<String> key, List<String> severities) {
        public SlackWebhook {
            severities = List.copyOf(severities);
        }
    }

    public AlertSettings {
        emails = List.copyOf(emails);
        slack = List.copyOf(slack);
        teams = List.copyOf(teams);
        slackWebhooks = List.copyOf(slackWebhooks);
    }

    static AlertSettings of(JsonNode alerts) {
        return new AlertSettings(
                JsonLists.texts(alerts.get("emails")),
                JsonLists.map(
                        alerts.get("slack"),
                        entry -> new SlackChannel(
                                entry.get("workspace").asText(),
                                entry.get("channel").asText())),
                JsonLists.map(
                        alerts.get("teams"),
                        entry -> new TeamsChannel(
                                entry.get("team").asText(),
                                entry.get("tenant").asText(),
                                entry.get("channel").asText())),
                JsonLists.map(alerts.get("slackWebhooks"), AlertSettings::webhook));
    }

    private static SlackWebhook webhook(JsonNode entry) {
        JsonNode severities = entry.get("severities");
        return new SlackWebhook(
                entry.get("secret").asText(),
                JsonLists.text(entry, "key"),
                severities == null ? List.of() : JsonLists.texts(severities));
    }

    /** Whether no alert reaches anybody. */
    public boolean isEmpty() {
        return emails.isEmpty() && slack.isEmpty() && teams.isEmpty() && slackWebhooks.isEmpty();
    }
}
