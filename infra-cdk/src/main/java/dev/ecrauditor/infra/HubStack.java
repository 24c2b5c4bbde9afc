package dev.ecrauditor.infra;

import dev.ecrauditor.infra.alarm.AlertTopic;
import dev.ecrauditor.infra.alarm.HubDashboard;
import dev.ecrauditor.infra.alarm.Observability;
import dev.ecrauditor.infra.alarm.OperationsTopic;
import dev.ecrauditor.infra.alarm.SwitchOffAlarm;
import dev.ecrauditor.infra.function.AlertFunction;
import dev.ecrauditor.infra.function.AuditFunction;
import dev.ecrauditor.infra.function.DeliveryReads;
import dev.ecrauditor.infra.function.FunctionContext;
import dev.ecrauditor.infra.function.JavaFunction;
import dev.ecrauditor.infra.function.Remediation;
import dev.ecrauditor.infra.function.SecurityHubFunction;
import dev.ecrauditor.infra.function.SettingsLayer;
import dev.ecrauditor.infra.function.SlackWebhookFunction;
import dev.ecrauditor.infra.function.SweepFunction;
import dev.ecrauditor.infra.queue.EventIntake;
import dev.ecrauditor.infra.queue.OwnRule;
import dev.ecrauditor.infra.queue.Redrive;
import dev.ecrauditor.infra.queue.UndeliveredEvents;
import dev.ecrauditor.infra.queue.WorkQueue;
import dev.ecrauditor.infra.settings.Deployment;
import dev.ecrauditor.infra.settings.HubSettings;
import dev.ecrauditor.infra.settings.Rollout;
import dev.ecrauditor.infra.storage.FindingsBucket;
import dev.ecrauditor.infra.storage.SettingsStore;
import dev.ecrauditor.settings.file.RemediationMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/** The stack of the auditor in one account and Region. It watches that account, or the accounts of an organization. */
public final class HubStack extends Stack {

    public HubStack(Construct scope, String id, StackProps props, Deployment deployment) {
        super(scope, id, props);
        FixedName.addSuffix(this, deployment.rollout().suffix());
        HubSettings settings = deployment.settings();
        Rollout rollout = deployment.rollout();

        DataKey key = new DataKey(this, "DataKey");
        AlertTopic alerts =
                new AlertTopic(this, "AlertTopic", settings.auditor().alerts());
        settings.auditor().ownerSubscriptions().forEach(alerts::subscribe);
        OperationsTopic operations = new OperationsTopic(
                this, "OperationsTopic", key, settings.auditor().operations().emails());
        FindingTable findings = new FindingTable(
                this, "FindingTable", key, settings.auditor().deployment().table());
        EventIntake intake = new EventIntake(this, "EventIntake", key, rollout);
        UndeliveredEvents undelivered =
                new UndeliveredEvents(this, "UndeliveredEvents", key, rulesWithoutQueue(deployment));
        SettingsStore store = new SettingsStore(this, "SettingsStore", key, settings.file());
        FunctionContext context = new FunctionContext(
                deployment,
                key,
                findings,
                new FunctionContext.Settings(new SettingsLayer(this, "Settings", settings.file()), store),
                undelivered);

        AlertFunction alert = new AlertFunction(this, "AlertFunction", context, alerts);
        AuditFunction.Queues queues = new AuditFunction.Queues(intake.changes(), alert.drainRequests());
        AuditFunction audit = new AuditFunction(this, "AuditFunction", context, queues);
        SweepFunction sweep = new SweepFunction(this, "SweepFunction", context, queues);
        audit.requestSweepsFrom(sweep);
        DeliveryReads.configure(sweep.function(), rollout, intake, alerts);
        DeliveryReads.nameHub(audit.function(), rollout);

        Observability observability = new Observability(this, "Observability", operations);
        observability.watch(audit.function());
        observability.watch(alert.function());
        observability.watchThatItRuns(alert.function());
        observability.watch(intake.changes(), EventIntake.OLDEST_CHANGE);
        observability.watch(alert.drainRequests(), AlertFunction.OLDEST_DRAIN_REQUEST);
        observability.watch(sweep.function());
        observability.watch(sweep.ticks(), SweepFunction.oldestMessage(rollout));
        observability.watchUnpublished();
        observability.watchNotEvaluated();
        observability.watchSubscribers();
        observability.watch(alerts);
        observability.watch(undelivered);
        observability.watchDelivery(intake.rule());
        intake.canary().ifPresent(observability::watchDelivery);
        observability.watchDelivery(OwnRule.onDefaultBus(AlertFunction.RULE_NAME));
        observability.watchDelivery(OwnRule.onDefaultBus(SweepFunction.RULE_NAME));

        List<JavaFunction> shownFunctions =
                new ArrayList<>(List.of(audit.function(), alert.function(), sweep.function()));
        List<WorkQueue> shownQueues = new ArrayList<>(List.of(intake.changes(), alert.drainRequests(), sweep.ticks()));
        if (settings.deploysRemediation()) {
            Remediation remediation = new Remediation(this, "Remediation", context, alert.drainRequests());
            alert.sendRequestsTo(remediation.requests());
            addOutput(
                    "RemediationQueueUrl",
                    "Remediation requests arrive here",
                    remediation.requests().queue().getQueueUrl());
            observability.watch(remediation.function());
            observability.watchDeadLetters(remediation.requests());
            shownFunctions.add(remediation.function());
            shownQueues.add(remediation.requests());
        }
        if (settings.remediation() == RemediationMode.ON) {
            SwitchOffAlarm alarm = new SwitchOffAlarm(this, "SwitchOffAlarm", operations, undelivered, rollout);
            alarm.getNode().addDependency(intake);
            observability.watchThatNothingMatches(
                    SwitchOffAlarm.ruleOf(rollout), "The remediation role switched scanning off: find out who used it");
            observability.watchDelivery(SwitchOffAlarm.ruleOf(rollout));
        }
        if (settings.auditor().export().findings()) {
            FindingsBucket export = new FindingsBucket(this, "FindingExport", key);
            export.allowWriting(sweep.function());
            observability.watchExport();
            addOutput("FindingsBucketName", "The daily export of all findings", export.bucketName());
        }
        List<SlackWebhookFunction> webhooks = settings.auditor().alerts().slackWebhooks().stream()
                .map(webhook -> new SlackWebhookFunction(this, webhook, context, alerts))
                .toList();
        List<WorkQueue> subscribed = new ArrayList<>();
        for (SlackWebhookFunction webhook : webhooks) {
            observability.watch(webhook.function());
            observability.watch(webhook.queue(), SlackWebhookFunction.OLDEST_ALERT);
            shownFunctions.add(webhook.function());
            shownQueues.add(webhook.queue());
            subscribed.add(webhook.queue());
        }
        if (settings.auditor().export().securityHub()) {
            SecurityHubFunction imports = new SecurityHubFunction(this, "SecurityHub", context, alerts);
            observability.watch(imports.function());
            observability.watch(imports.queue(), SecurityHubFunction.OLDEST_ALERT);
            shownFunctions.add(imports.function());
            shownQueues.add(imports.queue());
            subscribed.add(imports.queue());
        }
        new HubDashboard(
                this, "HubDashboard", new HubDashboard.Parts(shownFunctions, shownQueues, undelivered, observability));
        List<WorkQueue> redriven = new ArrayList<>(List.of(intake.changes(), alert.drainRequests(), sweep.ticks()));
        redriven.addAll(subscribed);
        closeQueues(key, redriven);

        addOutput("AlertTopicArn", "Subscribe here for alerts", alerts.topic().getTopicArn());
        addOutput(
                "OperationsTopicArn",
                "Subscribe here for alarms about the auditor itself",
                operations.topic().getTopicArn());
        addOutput(
                "FindingTableName",
                "The records of all repositories",
                findings.table().getTableName());
        addOutput(
                "ChangeQueueUrl",
                "EventBridge sends changes here",
                intake.changes().queue().getQueueUrl());
        addOutput(
                "DrainQueueUrl",
                "Drain requests trigger the alert function here",
                alert.drainRequests().queue().getQueueUrl());
        addOutput("SettingsBucketName", "Changed settings and baselines", store.bucketName());
        addOutput("DeployedSettings", "What ./ecr-auditor settings publish compares with", store.description());
        addOutput(
                "SweepQueueUrl",
                "Ticks and requests trigger the sweep here",
                sweep.ticks().queue().getQueueUrl());
        addOutput(
                "UndeliveredEventsUrl",
                "What EventBridge could not deliver",
                undelivered.queue().getQueueUrl());
        addOutput("NextStep", "The next manual step", nextStep(settings));
    }

    /** Runs after all senders are defined: each queue then denies all others. */
    private void closeQueues(DataKey key, List<WorkQueue> queues) {
        new Redrive(this, "Redrive", key, queues);
        queues.forEach(WorkQueue::refuseOtherSenders);
    }

    private static List<OwnRule> rulesWithoutQueue(Deployment deployment) {
        Stream<OwnRule> schedules =
                Stream.of(AlertFunction.RULE_NAME, SweepFunction.RULE_NAME).map(OwnRule::onDefaultBus);
        Stream<OwnRule> watch = Stream.of(SwitchOffAlarm.ruleOf(deployment.rollout()))
                .filter(rule -> deployment.settings().remediation() == RemediationMode.ON);
        return Stream.concat(schedules, watch).toList();
    }

    private void addOutput(String id, String description, String value) {
        CfnOutput.Builder.create(this, id).description(description).value(value).build();
    }

    private static String nextStep(HubSettings settings) {
        if (settings.auditor().alerts().isEmpty()) {
            return "Nobody is subscribed yet: add alerts: {emails: [you@example.org]} to auditor.yaml and deploy again, or subscribe to AlertTopicArn.";
        }
        if (settings.auditor().operations().emails().isEmpty()) {
            return "Nobody receives alarms about the auditor itself yet: add operations: {emails: [you@example.org]} to auditor.yaml and deploy again, or subscribe to OperationsTopicArn.";
        }
        return "Every e-mail recipient must confirm the subscription in the message from AWS Notifications; until then they receive no alerts.";
    }
}
