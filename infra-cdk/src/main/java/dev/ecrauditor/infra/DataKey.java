package dev.ecrauditor.infra;

import dev.ecrauditor.infra.function.JavaFunction;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.kms.Key;
import software.constructs.Construct;

/**
 * The customer managed key for table, queues, logs, settings bucket and operations topic. Like the table it is retained
 * when the stack is deleted, but not when the first create fails.
 */
public final class DataKey extends Construct {

    private static final String THIS_KEY = "*"; // In a key policy `*` means only the key that the policy belongs to.

    private final Key key;

    DataKey(Construct scope, String id) {
        super(scope, id);
        key = Key.Builder.create(this, "Key")
                .description("ECR Auditor: table, queues, logs, settings bucket, operations topic")
                .enableKeyRotation(true)
                .removalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
                .build();
        allowEventBridge();
        allowAlarms();
        allowLogGroups();
    }

    public IKey key() {
        return key;
    }

    public String arn() {
        return key.getKeyArn();
    }

    /**
     * EventBridge sends to the queues and the operations topic. There is no condition: EventBridge's KMS requests for
     * an encrypted topic carry neither the account nor the ARN of the rule, so a condition on them would block all
     * events. The policies of the queues name the rule.
     * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
     */
    private void allowEventBridge() {
        key.addToResourcePolicy(PolicyStatement.Builder.create()
                .sid("EventBridgeSends")
                .principals(List.of(new ServicePrincipal("events.amazonaws.com")))
                .actions(List.of("kms:Decrypt", "kms:GenerateDataKey"))
                .resources(List.of(THIS_KEY))
                .build());
    }

    /** https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services */
    private void allowAlarms() {
        key.addToResourcePolicy(PolicyStatement.Builder.create()
                .sid("AlarmsReachTheOperationsTopic")
                .principals(List.of(new ServicePrincipal("cloudwatch.amazonaws.com")))
                .actions(List.of("kms:Decrypt", "kms:GenerateDataKey"))
                .resources(List.of(THIS_KEY))
                .conditions(Map.of("StringEquals", Map.of("aws:SourceAccount", Aws.ACCOUNT_ID)))
                .build());
    }

    /** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html */
    public void allowTrail(String arn) {
        key.addToResourcePolicy(PolicyStatement.Builder.create()
                .sid("TrailEncrypts")
                .principals(List.of(new ServicePrincipal("cloudtrail.amazonaws.com")))
                .actions(List.of("kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"))
                .resources(List.of(THIS_KEY))
                .conditions(Map.of("StringEquals", Map.of("aws:SourceArn", arn)))
                .build());
    }

    /**
     * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html, with its wildcards expanded.
     */
    private void allowLogGroups() {
        String logGroups = Stack.of(this)
                .formatArn(ArnComponents.builder()
                        .service("logs")
                        .resource("log-group")
                        .resourceName(JavaFunction.LOG_GROUP_PREFIX + "*")
                        .arnFormat(ArnFormat.COLON_RESOURCE_NAME)
                        .build());
        key.addToResourcePolicy(PolicyStatement.Builder.create()
                .sid("LogsOfTheFunctions")
                .principals(List.of(new ServicePrincipal("logs." + Aws.REGION + "." + Aws.URL_SUFFIX)))
                .actions(List.of(
                        "kms:Decrypt",
                        "kms:DescribeKey",
                        "kms:Encrypt",
                        "kms:GenerateDataKey",
                        "kms:GenerateDataKeyWithoutPlaintext",
                        "kms:ReEncryptFrom",
                        "kms:ReEncryptTo"))
                .resources(List.of(THIS_KEY))
                .conditions(Map.of("ArnLike", Map.of("kms:EncryptionContext:aws:logs:arn", logGroups)))
                .build());
    }
}
