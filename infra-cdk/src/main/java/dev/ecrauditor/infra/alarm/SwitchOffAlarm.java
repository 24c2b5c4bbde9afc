package dev.ecrauditor.infra.alarm;

import dev.ecrauditor.infra.FixedName;
import dev.ecrauditor.infra.function.Remediation;
import dev.ecrauditor.infra.member.MemberRoles;
import dev.ecrauditor.infra.queue.EventIntake;
import dev.ecrauditor.infra.queue.OwnRule;
import dev.ecrauditor.infra.queue.UndeliveredEvents;
import dev.ecrauditor.infra.settings.Rollout;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.events.CfnRule;
import software.constructs.Construct;

/**
 * Alarms when the remediation role switches scanning off, which it must never do. IAM cannot deny it, because no
 * condition key covers the value that is written, so a rule watches CloudTrail.
 */
public final class SwitchOffAlarm extends Construct {

    static final String RULE_NAME = "ecr-auditor-scanning-switched-off";

    private final OwnRule rule;

    public SwitchOffAlarm(
            Construct scope, String id, OperationsTopic operations, UndeliveredEvents undelivered, Rollout rollout) {
        super(scope, id);
        this.rule = ruleOf(rollout);
        String role = FixedName.of(this, rollout.isSingleAccount() ? Remediation.NAME : MemberRoles.REMEDIATE);
        operations.allowRules();
        CfnRule.Builder resource = CfnRule.Builder.create(this, "Rule")
                .name(FixedName.of(this, RULE_NAME))
                .description("The remediation role switched scanning off, which it must never do")
                .eventPattern(pattern(role))
                .targets(List.of(CfnRule.TargetProperty.builder()
                        .id("OperationsTopic")
                        .arn(operations.topic().getTopicArn())
                        .inputTransformer(message(role))
                        .deadLetterConfig(undelivered.config())
                        .build()));
        rule.bus().ifPresent(bus -> resource.eventBusName(FixedName.of(this, bus)));
        resource.build().getNode().addDependency(operations, undelivered);
    }

    /** The rule is on the bus that receives the calls: the default bus, or the hub bus when accounts forward them. */
    public static OwnRule ruleOf(Rollout rollout) {
        return new OwnRule(RULE_NAME, EventIntake.busOf(rollout));
    }

    /** The role's name is in the session's issuer; the session name can be chosen freely by the caller. */
    private static Map<String, Object> pattern(String role) {
        return Map.of(
                "source", List.of("aws.ecr"),
                "detail-type", List.of("AWS API Call via CloudTrail"),
                "detail",
                        Map.of(
                                "eventSource", List.of("ecr.amazonaws.com"),
                                "eventName", List.of("PutImageScanningConfiguration"),
                                "errorCode", List.of(Map.of("exists", false)),
                                "userIdentity",
                                        Map.of(
                                                "sessionContext",
                                                Map.of("sessionIssuer", Map.of("userName", List.of(role)))),
                                "requestParameters",
                                        Map.of(
                                                "imageScanningConfiguration",
                                                // An omitted value means off.
                                                Map.of("scanOnPush", List.of(false, Map.of("exists", false))))));
    }

    /** Names the repository and the event; includes no field of the event that a caller can fill with text. */
    private static CfnRule.InputTransformerProperty message(String role) {
        return CfnRule.InputTransformerProperty.builder()
                .inputPathsMap(Map.of(
                        "repository", "$.detail.requestParameters.repositoryName",
                        "account", "$.account",
                        "region", "$.region",
                        "event", "$.detail.eventID"))
                .inputTemplate("\"The role " + role
                        + " switched scanning OFF on <repository> in account <account>, <region>, CloudTrail event <event>. It must never do that:"
                        + " find out who used the role.\"")
                .build();
    }
}
