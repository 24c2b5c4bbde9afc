package dev.ecrauditor.settings.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Who receives the alerts.
 *
 * @param emails e-mail addresses
 * @param slack channels of Slack
 * @param teams channels of Microsoft Teams
 */
public record AlertSettings(List<String> emails, List<SlackChannel> slack, List<TeamsChannel> teams) {

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

    public AlertSettings {
        emails = List.copyOf(emails);
        slack = List.copyOf(slack);
        teams = List.copyOf(teams);
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
                                entry.get("channel").asText())));
    }

    /** Whether no alert reaches anybody. */
    public boolean isEmpty() {
        return emails.isEmpty() && slack.isEmpty() && teams.isEmpty();
    }
}
