package dev.ecrauditor.cli.doctor.hub;

import dev.ecrauditor.cli.doctor.aws.Deployment;
import dev.ecrauditor.cli.doctor.aws.TopicReads;
import dev.ecrauditor.cli.doctor.check.AccountRegion;
import dev.ecrauditor.cli.doctor.check.Check;
import dev.ecrauditor.cli.doctor.check.CheckResult;
import dev.ecrauditor.cli.doctor.check.Decision;
import dev.ecrauditor.cli.doctor.check.PolicyRequest;
import dev.ecrauditor.cli.doctor.check.ResourcePolicy;
import dev.ecrauditor.settings.file.RemediationMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the topics are there, and accept the alert function, the alarms and the rule of the remediation role. */
public final class TopicPolicies implements Check {

    private static final String PUBLISH = "sns:Publish";
    private static final String ALERTS = "the alert topic";
    private static final String OPERATIONS = "the operations topic";

    private final Deployment deployment;

    public TopicPolicies(Deployment deployment) {
        this.deployment = deployment;
    }

    @Override
    public String name() {
        return "topic-policies";
    }

    @Override
    public List<CheckResult> at(AccountRegion place) {
        List<CheckResult> results = new ArrayList<>();
        String alerts = deployment.output("AlertTopicArn");
        deployment
                .topics()
                .topic(alerts)
                .ifPresentOrElse(
                        topic -> deniesAlertFunction(topic).ifPresent(results::add),
                        () -> results.add(fail(ALERTS + " does not exist")));
        String operations = deployment.output("OperationsTopicArn");
        deployment
                .topics()
                .topic(operations)
                .ifPresentOrElse(
                        topic -> results.addAll(operations(topic, place)),
                        () -> results.add(fail(OPERATIONS + " does not exist")));
        return results.isEmpty()
                ? List.of(CheckResult.pass("the topics accept the alert function, and the alarms"))
                : results;
    }

    /** The function's own policy allows publishing; the topic's must not deny it. */
    private Optional<CheckResult> deniesAlertFunction(TopicReads.Topic topic) {
        String function = deployment.names().alertFunction();
        Decision decision = ResourcePolicy.of(topic.policy())
                .decide(PolicyRequest.byRole(deployment.arns().role(function), PUBLISH, topic.arn(), Map.of()));
        return decision.isDenied() || decision.isUndecided()
                ? Optional.of(result(decision, ALERTS, "the function " + function))
                : Optional.empty();
    }

    private List<CheckResult> operations(TopicReads.Topic topic, AccountRegion place) {
        String alarm = "arn:" + deployment.partition() + ":cloudwatch:" + place.region() + ":" + place.account()
                + ":alarm:" + deployment.names().auditErrorsAlarm();
        List<CheckResult> results = new ArrayList<>();
        accepts(
                        topic,
                        "cloudwatch.amazonaws.com",
                        Map.of("aws:SourceArn", alarm, "aws:SourceAccount", place.account()),
                        "the alarms of CloudWatch")
                .ifPresent(results::add);
        if (deployment.remediation() == RemediationMode.ON) {
            // EventBridge supports no condition in a topic's policy.
            accepts(
                            topic,
                            "events.amazonaws.com",
                            Map.of(),
                            "the rule " + deployment.names().switchedOffRule())
                    .ifPresent(results::add);
        }
        return results;
    }

    private Optional<CheckResult> accepts(
            TopicReads.Topic topic, String service, Map<String, String> context, String who) {
        Decision decision = ResourcePolicy.of(topic.policy())
                .decide(PolicyRequest.byService(service, PUBLISH, topic.arn(), context));
        return decision.isAllowed() ? Optional.empty() : Optional.of(result(decision, OPERATIONS, who));
    }

    private CheckResult result(Decision decision, String what, String publisher) {
        return decision.isUndecided()
                ? CheckResult.unknown("whether " + what + " accepts " + publisher + " cannot be decided: in its policy "
                        + decision.reason())
                : fail(what + " does not accept " + publisher + ": in its policy " + decision.reason());
    }

    private CheckResult fail(String cause) {
        return CheckResult.fail(cause, deployment.commands().revertHub());
    }
}
