package dev.ecrauditor.infra.queue;

import dev.ecrauditor.infra.DataKey;
import dev.ecrauditor.infra.FixedName;
import dev.ecrauditor.infra.function.AuditFunction;
import dev.ecrauditor.infra.settings.Rollout;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.services.events.CfnRule;
import software.constructs.Construct;

/**
 * The event source of the auditor: a rule for calls that change a repository's safety, and the queue it sends to. In a
 * single account the rule is on the default bus, else on the hub bus, to which all accounts forward.
 */
public final class EventIntake extends Construct {

    /** A reevaluation waits in the queue for up to the 15 minutes SQS can delay it; a message twice as old is late. */
    public static final Duration OLDEST_CHANGE = Duration.ofMinutes(30);

    static final String RULE_NAME = "ecr-auditor-changes";

    private final WorkQueue changes;
    private final OwnRule rule;
    private final Optional<OwnRule> canary;

    public EventIntake(Construct scope, String id, DataKey key, Rollout rollout) {
        super(scope, id);
        changes = WorkQueue.standard(this, "ChangeQueue", key, AuditFunction.TIMEOUT.multipliedBy(6));
        rule = new OwnRule(RULE_NAME, busOf(rollout));
        CfnRule.Builder resource = CfnRule.Builder.create(this, "Rule")
                .name(FixedName.of(this, RULE_NAME))
                .description(ChangePattern.DESCRIPTION)
                .eventPattern(ChangePattern.pattern())
                .targets(List.of(CfnRule.TargetProperty.builder()
                        .id("ChangeQueue")
                        .arn(changes.queue().getQueueArn())
                        .deadLetterConfig(CfnRule.DeadLetterConfigProperty.builder()
                                .arn(changes.deadLetters().getQueueArn())
                                .build())
                        .build()));
        changes.allowRule(rule);
        Optional<HubBus> hub =
                rollout.isSingleAccount() ? Optional.empty() : Optional.of(new HubBus(this, "Hub", rollout));
        rule.bus().ifPresent(bus -> resource.eventBusName(FixedName.of(this, bus)));
        CfnRule built = resource.build();
        built.getNode().addDependency(changes);
        hub.ifPresent(bus -> built.getNode().addDependency(bus));
        canary = rollout.watch().canary().map(repository -> new CanaryRule(this, "Canary", changes, repository).rule());
    }

    /** The rule of the canary; empty where there is none. */
    public Optional<OwnRule> canary() {
        return canary;
    }

    /** The bus on which changes arrive; empty for the default bus. */
    public static Optional<String> busOf(Rollout rollout) {
        return rollout.isSingleAccount() ? Optional.empty() : Optional.of(HubBus.NAME);
    }

    public WorkQueue changes() {
        return changes;
    }

    public OwnRule rule() {
        return rule;
    }
}
