package dev.ecrauditor.infra.queue;

import dev.ecrauditor.infra.DataKey;
import dev.ecrauditor.infra.FixedName;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.iam.AccountRootPrincipal;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/**
 * The role with which a person redrives dead letters. A redrive sends as the caller's principal, and the queues accept
 * messages from named roles only. The account's own policies decide who may assume this role, and CloudTrail records
 * each use.
 */
public final class Redrive extends Construct {

    public static final String NAME = "ecr-auditor-redrive";

    private final Role role;

    public Redrive(Construct scope, String id, DataKey key, List<WorkQueue> queues) {
        super(scope, id);
        role = Role.Builder.create(this, "Role")
                .roleName(FixedName.of(this, NAME))
                .description("Moves dead letters of ECR Auditor back to their queue; for a person")
                .assumedBy(new AccountRootPrincipal())
                .build();
        // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-api-permissions-reference.html
        allow(
                "TakeDeadLetters",
                List.of(
                        "sqs:CancelMessageMoveTask",
                        "sqs:DeleteMessage",
                        "sqs:GetQueueAttributes",
                        "sqs:ListMessageMoveTasks",
                        "sqs:ReceiveMessage",
                        "sqs:StartMessageMoveTask"),
                queues.stream().map(each -> each.deadLetters().getQueueArn()).toList());
        allow(
                "SendThemBack",
                List.of("sqs:SendMessage"),
                queues.stream().map(each -> each.queue().getQueueArn()).toList());
        role.addToPolicy(PolicyStatement.Builder.create()
                .sid("UseTheDataKey")
                .actions(List.of("kms:Decrypt", "kms:GenerateDataKey"))
                .resources(List.of(key.arn()))
                .conditions(Map.of("StringLike", Map.of("kms:ViaService", "sqs." + Aws.REGION + ".*")))
                .build());
        queues.forEach(each -> each.acceptFrom(NAME));
    }

    private void allow(String sid, List<String> actions, List<String> resources) {
        role.addToPolicy(PolicyStatement.Builder.create()
                .sid(sid)
                .actions(actions)
                .resources(resources)
                .build());
    }
}
