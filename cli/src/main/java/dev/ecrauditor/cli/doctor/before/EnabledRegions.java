package dev.ecrauditor.cli.doctor.before;

import dev.ecrauditor.cli.doctor.aws.Deployment;
import dev.ecrauditor.cli.doctor.check.Check;
import dev.ecrauditor.cli.doctor.check.CheckResult;
import dev.ecrauditor.cli.doctor.check.Fix;
import dev.ecrauditor.cli.doctor.check.Place;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Whether the hub account has the Region of the hub and every watched Region enabled. */
public final class EnabledRegions implements Check {

    private final Deployment deployment;

    public EnabledRegions(Deployment deployment) {
        this.deployment = deployment;
    }

    @Override
    public String name() {
        return "regions";
    }

    @Override
    public List<CheckResult> at(Place place) {
        Set<String> regions = new TreeSet<>(deployment.regions());
        regions.add(place.region());
        List<CheckResult> failures = regions.stream()
                .filter(region -> !deployment.isEnabled(new Place(place.account(), region)))
                .map(region -> CheckResult.fail(
                        "the Region " + region + " is not enabled in the hub account {account}",
                        Fix.in(
                                "{account}",
                                "aws account enable-region --region-name " + region
                                        + "    # or remove it from watch.regions")))
                .toList();
        return failures.isEmpty()
                ? List.of(CheckResult.pass("enabled in the hub account: " + String.join(", ", regions)))
                : failures;
    }
}
