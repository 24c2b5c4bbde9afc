package dev.ecrauditor.infra.queue;

import dev.ecrauditor.infra.FixedName;
import dev.ecrauditor.infra.settings.Rollout;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.events.CfnEventBus;
import software.amazon.awscdk.services.events.CfnEventBusPolicy;
import software.constructs.Construct;

/**
 * The event bus to which every watched account and Region forwards its changes. It is encrypted with AWS's own key: a
 * customer managed key adds ways to fail.
 */
public final class HubBus extends Construct {

    public static final String NAME = "ecr-auditor";

    private final CfnEventBus bus;

    public HubBus(Construct scope, String id, Rollout rollout) {
        super(scope, id);
        bus = CfnEventBus.Builder.create(this, "Bus")
                .name(FixedName.of(this, NAME))
                .description("Changes of repositories, forwarded by the watched accounts")
                .build();
        CfnEventBusPolicy.Builder.create(this, "Policy")
                .eventBusName(bus.getRef())
                .statementId("WatchedAccountsForward")
                .statement(senders(rollout))
                .build();
    }

    /** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-perms.html */
    private Map<String, Object> senders(Rollout rollout) {
        Map<String, Object> statement = new TreeMap<>(Map.of(
                "Sid", "WatchedAccountsForward",
                "Effect", "Allow",
                "Action", "events:PutEvents",
                "Resource", bus.getAttrArn()));
        rollout.watch()
                .organization()
                .ifPresentOrElse(
                        organization -> {
                            statement.put("Principal", "*"); // `*`: the condition demands the organization
                            statement.put(
                                    "Condition", Map.of("StringEquals", Map.of("aws:PrincipalOrgID", organization)));
                        },
                        () -> statement.put(
                                "Principal",
                                Map.of("AWS", List.copyOf(rollout.watch().accounts()))));
        return statement;
    }
}
