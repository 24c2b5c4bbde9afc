package dev.ecrauditor.infra.member;

import dev.ecrauditor.infra.FixedName;
import dev.ecrauditor.infra.function.JavaFunction;
import dev.ecrauditor.infra.queue.ForwardingRule;
import dev.ecrauditor.infra.settings.Rollout;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/** The forwarding rule of a watched account, deployed in every watched Region after {@link MemberRolesStack}. */
public final class MemberEventsStack extends Stack {

    public static final String NAME = "ecr-auditor-member-events";

    public MemberEventsStack(Construct scope, String id, Rollout rollout) {
        super(scope, id, MemberRolesStack.props(NAME, rollout, "events of a watched account and Region"));
        FixedName.addSuffix(this, rollout.suffix());
        new ForwardingRule(
                this, "Forwarding", new HubLocation(this).busArn(), JavaFunction.roleArn(this, MemberRoles.FORWARD));
    }
}
