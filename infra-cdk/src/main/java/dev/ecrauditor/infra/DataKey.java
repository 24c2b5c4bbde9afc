package dev.ecrauditor.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.kms.Key;
import software.constructs.Construct;

/** The customer key over what the auditor keeps: table, queues, logs and operations topic. It stays when the stack goes, as the table does. */
final class DataKey extends Construct {

    private static final String THIS_KEY =
            "*"; // In a key policy `*` is the key the policy belongs to, and nothing else.

    private final Key key;

    DataKey(Construct scope, String id) {
        super(scope, id);
        key = Key.Builder.create(this, "Key")
                .description("ECR Auditor: table, queues, logs, operations topic")
                .enableKeyRotation(true)
                .build();
        // EventBridge fills the queues and tells the operations topic of one event, CloudWatch alarms that topic. They
        // are
        // tied to their one rule or alarm by the policies of queue and topic; a rule's ARN here would be a circle, as
        // the
        // rule needs the queue and the queue the key.
        letServiceSend("EventBridgeFillsTheQueues", "events.amazonaws.com");
        letServiceSend("AlarmsReachTheOperationsTopic", "cloudwatch.amazonaws.com");
        letLogGroupsEncrypt();
    }

    IKey key() {
        return key;
    }

    String arn() {
        return key.getKeyArn();
    }

    private void letServiceSend(String sid, String service) {
        key.addToResourcePolicy(PolicyStatement.Builder.create()
                .sid(sid)
                .principals(List.of(new ServicePrincipal(service)))
                .actions(List.of("kms:Decrypt", "kms:GenerateDataKey"))
                .resources(List.of(THIS_KEY))
                .conditions(Map.of("StringEquals", Map.of("aws:SourceAccount", Aws.ACCOUNT_ID)))
                .build());
    }

    /** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html, its wildcards spelled out. */
    private void letLogGroupsEncrypt() {
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
