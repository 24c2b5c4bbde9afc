package dev.ecrauditor.cli.doctor.watched;

import dev.ecrauditor.cli.doctor.aws.Deployment;
import dev.ecrauditor.cli.doctor.check.Check;
import dev.ecrauditor.cli.doctor.check.CheckResult;
import dev.ecrauditor.cli.doctor.check.Fix;
import dev.ecrauditor.cli.doctor.check.Place;
import java.util.List;

/** Whether a watched account has a watched Region enabled. The other checks of a Region that it has not are skipped. */
public final class EnabledRegion implements Check {

    private final Deployment deployment;

    public EnabledRegion(Deployment deployment) {
        this.deployment = deployment;
    }

    @Override
    public String name() {
        return "region-enabled";
    }

    @Override
    public List<CheckResult> at(Place place) {
        if (deployment.access().isOwn(place.account())) {
            return List.of(CheckResult.skipped("the check 'regions' covers the hub account"));
        }
        return List.of(
                deployment.isEnabled(place)
                        ? CheckResult.pass("the Region is enabled in the account")
                        : CheckResult.fail(
                                "the Region {region} is not enabled in the account",
                                Fix.in(
                                        "{account}",
                                        "aws account enable-region --region-name {region}    # or exclude the account: watch.excludedAccounts")));
    }
}
