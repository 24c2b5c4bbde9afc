package dev.ecrauditor.infra.alarm;

import dev.ecrauditor.infra.FixedName;
import dev.ecrauditor.settings.file.AlertSettings.TeamsChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import software.amazon.awscdk.services.chatbot.CfnMicrosoftTeamsChannelConfiguration;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

/**
 * A Microsoft Teams channel that receives alerts through Amazon Q Developer in chat applications. The channel only
 * receives notifications: its role has no permission, and its guardrail denies every command typed there.
 */
final class TeamsSubscription extends Construct {

    TeamsSubscription(Construct scope, TeamsChannel channel, Topic topic) {
        super(scope, "Teams" + shortId(channel));
        Role role = Role.Builder.create(this, "Role")
                .description("Amazon Q Developer in chat applications, for a channel that only receives alerts")
                .assumedBy(new ServicePrincipal("chatbot.amazonaws.com"))
                .build();
        CfnMicrosoftTeamsChannelConfiguration.Builder.create(this, "Channel")
                .configurationName(FixedName.of(this, "ecr-auditor-teams-" + shortId(channel)))
                .teamId(channel.team())
                .teamsTenantId(channel.tenant())
                .teamsChannelId(channel.channel())
                .iamRoleArn(role.getRoleArn())
                .snsTopicArns(List.of(topic.getTopicArn()))
                .guardrailPolicies(List.of(
                        ManagedPolicy.fromAwsManagedPolicyName("AWSDenyAll").getManagedPolicyArn()))
                .loggingLevel("ERROR")
                .build();
    }

    /** The id of a channel has characters that no name may have. */
    private static String shortId(TeamsChannel channel) {
        return UUID.nameUUIDFromBytes(channel.channel().getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, 8);
    }
}
