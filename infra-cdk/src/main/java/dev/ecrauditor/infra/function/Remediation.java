package dev.ecrauditor.infra.function;

import dev.ecrauditor.infra.alarm.SwitchOffAlarm;
import dev.ecrauditor.infra.queue.WorkQueue;
import dev.ecrauditor.settings.file.RemediationMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/** Switches scanning on where it is off: its own function, role and queue, and the only write to ECR. */
public final class Remediation extends Construct {

    /** Name of function and role; the audit function recognizes the auditor's own calls by it. */
    public static final String NAME = "ecr-auditor-remediation";

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** Lambda's minimum; remediation is not urgent. */
    private static final int INSTANCES = 2;

    private static final String EVERY_REPOSITORY =
            "arn:" + Aws.PARTITION + ":ecr:" + Aws.REGION + ":" + Aws.ACCOUNT_ID + ":repository/*";

    private final JavaFunction function;
    private final WorkQueue requests;

    public Remediation(Construct scope, String id, FunctionContext context, WorkQueue drainRequests) {
        super(scope, id);
        requests = WorkQueue.standard(this, "RemediationQueue", context.key(), TIMEOUT.multipliedBy(6));
        function = new JavaFunction(
                this,
                "Java",
                context,
                new FunctionMetadata(
                        NAME, "Switches scanning on push on where it is off", "RemediationHandler", TIMEOUT, 1024));
        function.addEnvironment("TABLE_NAME", context.findings().table().getTableName());
        function.addEnvironment("DRAIN_QUEUE_URL", drainRequests.queue().getQueueUrl());
        context.layer().ifPresent(layer -> layer.addTo(function));
        function.addEnvironment("WATCHED_ACCOUNTS", Stack.of(this).getAccount());

        context.findings().allow(function, List.of("dynamodb:GetItem", "dynamodb:PutItem"));
        drainRequests.allowSending(function);
        RepositoryReads.allow(function);
        allowReadingTheExclusionTag();
        if (context.settings().remediation() == RemediationMode.ON) {
            allowSwitchingScanningOn();
        }
        function.consume(requests, INSTANCES);
    }

    public JavaFunction function() {
        return function;
    }

    public WorkQueue requests() {
        return requests;
    }

    /** The tag is read again just before the write, because a person may have set it since. */
    private void allowReadingTheExclusionTag() {
        function.allow(
                "ReadTheExclusionTag",
                List.of("ecr:ListTagsForResource"),
                List.of(EVERY_REPOSITORY)); // `*`: the request names the repository
    }

    /**
     * IAM has no condition on the value written, which {@link SwitchOffAlarm} watches. The tag is the owner's veto,
     * enforced here and in the code.
     */
    private void allowSwitchingScanningOn() {
        function.allowWhen(
                "SwitchScanningOn",
                List.of("ecr:PutImageScanningConfiguration"),
                List.of(EVERY_REPOSITORY), // `*`: all except the excluded ones
                Map.of("StringNotEquals", Map.of("aws:ResourceTag/ecr-auditor:remediation", "exclude")));
    }
}
