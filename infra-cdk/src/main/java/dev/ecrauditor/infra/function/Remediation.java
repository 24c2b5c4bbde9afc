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

/** Switches scanning on where it is off: its own function, role and queue, and the only write to ECR there is. */
public final class Remediation extends Construct {

    /** Name of function and role; the audit function recognises our own calls by it. */
    public static final String NAME = "ecr-auditor-remediation";

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** The least Lambda takes; what is mended can wait. */
    private static final int INSTANCES = 2;

    private static final String EVERY_REPOSITORY =
            "arn:" + Aws.PARTITION + ":ecr:" + Aws.REGION + ":" + Aws.ACCOUNT_ID + ":repository/*";

    private final JavaFunction function;
    private final WorkQueue requests;

    public Remediation(Construct scope, String id, FunctionContext workplace, WorkQueue drainRequests) {
        super(scope, id);
        requests = WorkQueue.standard(this, "RemediationQueue", workplace.key(), TIMEOUT.multipliedBy(6));
        function = new JavaFunction(
                this,
                "Java",
                workplace,
                new FunctionMetadata(
                        NAME, "Switches scanning on push on where it is off", "RemediationHandler", TIMEOUT, 1024));
        function.addEnvironment("TABLE_NAME", workplace.findings().table().getTableName());
        function.addEnvironment("DRAIN_QUEUE_URL", drainRequests.queue().getQueueUrl());
        workplace.layer().ifPresent(layer -> layer.give(function));
        function.addEnvironment("WATCHED_ACCOUNTS", Stack.of(this).getAccount());

        workplace.findings().allow(function, List.of("dynamodb:GetItem", "dynamodb:PutItem"));
        drainRequests.allowSending(function);
        RepositoryReads.allow(function);
        allowReadingTheExclusionTag();
        if (workplace.settings().remediation() == RemediationMode.ON) {
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
                List.of(EVERY_REPOSITORY)); // `*`: the request says which one
    }

    /** IAM cannot condition on the value written, which {@link SwitchOffAlarm} watches; the tag is the owner's veto, enforced here as well as in the code. */
    private void allowSwitchingScanningOn() {
        function.allowWhen(
                "SwitchScanningOn",
                List.of("ecr:PutImageScanningConfiguration"),
                List.of(EVERY_REPOSITORY), // `*`: all but the excluded ones
                Map.of("StringNotEquals", Map.of("aws:ResourceTag/ecr-auditor:remediation", "exclude")));
    }
}
