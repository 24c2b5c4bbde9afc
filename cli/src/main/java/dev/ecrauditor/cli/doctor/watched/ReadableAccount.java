package dev.ecrauditor.cli.doctor.watched;

import dev.ecrauditor.cli.doctor.aws.Deployment;
import dev.ecrauditor.cli.doctor.check.Check;
import dev.ecrauditor.cli.doctor.check.CheckResult;
import dev.ecrauditor.cli.doctor.check.Place;
import java.util.List;

/** Whether doctor itself can read a watched account. The other checks of an account that it cannot read are skipped. */
public final class ReadableAccount implements Check {

    private final Deployment deployment;

    public ReadableAccount(Deployment deployment) {
        this.deployment = deployment;
    }

    @Override
    public String name() {
        return "account-readable";
    }

    @Override
    public List<CheckResult> at(Place place) {
        deployment.access().require(place.account());
        return List.of(CheckResult.pass("the account can be read"));
    }
}
