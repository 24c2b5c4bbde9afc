package dev.ecrauditor.cli.doctor.watched;

import dev.ecrauditor.cli.doctor.aws.Deployment;
import dev.ecrauditor.cli.doctor.aws.TrailReads.TrailState;
import dev.ecrauditor.cli.doctor.check.Check;
import dev.ecrauditor.cli.doctor.check.CheckResult;
import dev.ecrauditor.cli.doctor.check.Fix;
import dev.ecrauditor.cli.doctor.check.Place;
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
    public List<CheckResult> at(Place place) {
        List<TrailState> trails = deployment.trails().trails(place);
        if (trails.stream().anyMatch(TrailState::delivers)) {
            return List.of(CheckResult.pass("a trail logs write events"));
        }
        Optional<TrailState> stopped =
                trails.stream().filter(TrailState::recordsWrites).findFirst();
        if (stopped.isPresent()) {
            return List.of(CheckResult.fail(
                    WITHOUT + ": the trail " + stopped.get().arn() + " is stopped",
                    fix(
                            stopped.get(),
                            "aws cloudtrail start-logging --name "
                                    + stopped.get().arn())));
        }
        return trails.stream()
                .findFirst()
                .map(
                        trail -> List.of(
                                CheckResult.fail(
                                        WITHOUT + ": the event selectors of the trail " + trail.arn()
                                                + " leave them out",
                                        fix(
                                                trail,
                                                "aws cloudtrail put-event-selectors --trail-name " + trail.arn()
                                                        + " --event-selectors '[{\"ReadWriteType\":\"All\",\"IncludeManagementEvents\":true}]'"))))
                .orElseGet(() -> List.of(CheckResult.fail(WITHOUT + ": there is no trail", create())));
    }

    /** The trail may belong to another account, and has one home Region. */
    private static Fix fix(TrailState trail, String command) {
        return Fix.in(trail.account(), command + " --region " + trail.homeRegion());
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
