package dev.ecrauditor.cli.doctor.watched;

import dev.ecrauditor.cli.doctor.aws.Deployment;
import dev.ecrauditor.cli.doctor.aws.TrailReads.TrailState;
import dev.ecrauditor.cli.doctor.check.AccountRegion;
import dev.ecrauditor.cli.doctor.check.Check;
import dev.ecrauditor.cli.doctor.check.CheckResult;
import dev.ecrauditor.cli.doctor.check.Fix;
import dev.ecrauditor.delivery.EventSelectors;
import java.util.List;
import java.util.Optional;

/** Whether a trail logs the write events of an account and Region; without one EventBridge gets no event. */
public final class ManagementTrail implements Check {

    private static final String WITHOUT = "no trail logs write events, so EventBridge gets none";

    private final Deployment deployment;

    public ManagementTrail(Deployment deployment) {
        this.deployment = deployment;
    }

    @Override
    public String name() {
        return "trail";
    }

    @Override
    public List<CheckResult> at(AccountRegion place) {
        List<TrailState> trails = deployment.trails().trails(place);
        if (trails.stream().anyMatch(TrailState::delivers)) {
            return List.of(CheckResult.pass("a trail logs write events"));
        }
        Optional<TrailState> stopped =
                trails.stream().filter(trail -> trail.selectors().ecrWrites()).findFirst();
        if (stopped.isPresent()) {
            return List.of(CheckResult.fail(
                    WITHOUT + ": the trail " + stopped.get().arn() + " is stopped",
                    fix(
                            stopped.get(),
                            "aws cloudtrail start-logging --name "
                                    + stopped.get().arn(),
                            "")));
        }
        return List.of(trails.stream()
                .filter(trail -> trail.selectors().basic())
                .findFirst()
                .map(ManagementTrail::narrowed)
                .orElseGet(() -> missing(trails)));
    }

    private static CheckResult narrowed(TrailState trail) {
        return CheckResult.fail(
                WITHOUT + ": the event selectors of the trail " + trail.arn() + " leave them out",
                fix(
                        trail,
                        "aws cloudtrail put-event-selectors --trail-name " + trail.arn() + " --event-selectors "
                                + EventSelectors.ALL,
                        "    # replaces its selectors: repeat its DataResources if it has any"));
    }

    /** A trail of other events is left alone: replacing its selectors would lose them. */
    private CheckResult missing(List<TrailState> trails) {
        List<String> advanced = trails.stream()
                .filter(trail -> trail.selectors().advanced())
                .map(TrailState::arn)
                .toList();
        String cause = trails.isEmpty() ? "there is no trail" : "no trail has management events";
        return advanced.isEmpty()
                ? CheckResult.fail(WITHOUT + ": " + cause, create())
                : CheckResult.fail(
                        WITHOUT + ": of the trails " + String.join(", ", advanced) + " " + EventSelectors.MISSING
                                + "; their owners decide whether to add one",
                        create());
    }

    /** The trail may belong to another account, and has one home Region. */
    private static Fix fix(TrailState trail, String command, String comment) {
        return Fix.in(trail.account(), command + " --region " + trail.homeRegion() + comment);
    }

    /** BUCKET needs the policy of https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html */
    private Fix create() {
        String organization = deployment.watch().managementAccount().isPresent() ? " --is-organization-trail" : "";
        String account = deployment.watch().managementAccount().orElse("{account}");
        return Fix.in(
                account,
                "aws cloudtrail create-trail --name management-events --is-multi-region-trail" + organization
                        + " --s3-bucket-name BUCKET --region {region}",
                "aws cloudtrail start-logging --name management-events --region {region}");
    }
}
