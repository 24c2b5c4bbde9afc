package dev.ecrauditor.infra.alarm;

import dev.ecrauditor.infra.settings.UsageException;
import java.util.regex.Pattern;

/**
 * A Slack channel reached through Amazon Q Developer in chat applications.
 *
 * @param workspaceId id of the workspace that was authorized once in the console, like {@code T0123ABCD}
 * @param channelId id at the end of the channel's link, like {@code C0123ABCD}
 */
public record SlackChannel(String workspaceId, String channelId) {

    private static final Pattern WORKSPACE = Pattern.compile("T[0-9A-Z]{1,254}");
    private static final Pattern CHANNEL = Pattern.compile("[CG][0-9A-Z]{1,254}");

    public SlackChannel {
        if (!WORKSPACE.matcher(workspaceId).matches()) {
            throw new UsageException(
                    "context value slackWorkspaceId: '%s' is not a workspace id; write it like -c slackWorkspaceId=T0123ABCD"
                            .formatted(workspaceId));
        }
        if (!CHANNEL.matcher(channelId).matches()) {
            throw new UsageException(
                    "context value slackChannelId: '%s' is not a channel id; take it from the end of the channel's link, like -c slackChannelId=C0123ABCD"
                            .formatted(channelId));
        }
    }
}
