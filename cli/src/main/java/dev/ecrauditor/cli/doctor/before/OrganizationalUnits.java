package dev.ecrauditor.cli.doctor.before;

import dev.ecrauditor.cli.doctor.aws.Deployment;
import dev.ecrauditor.cli.doctor.check.Check;
import dev.ecrauditor.cli.doctor.check.CheckResult;
import dev.ecrauditor.cli.doctor.check.Fix;
import dev.ecrauditor.cli.doctor.check.Place;
import java.util.List;

/** Whether the organizational units of the settings exist, and hold accounts that are watched. */
public final class OrganizationalUnits implements Check {

    private final Deployment deployment;

    public OrganizationalUnits(Deployment deployment) {
        this.deployment = deployment;
    }

    @Override
    public String name() {
        return "organizational-units";
    }

    @Override
    public List<CheckResult> at(Place place) {
        deployment.requireAdministrator();
        List<CheckResult> missing = deployment.watch().organizationalUnits().stream()
                .filter(unit -> deployment.organization().accountsBelow(unit).isEmpty())
                .map(unit -> CheckResult.fail(
                        "watch.organizationalUnits names " + unit + ", which does not exist in the organization",
                        Fix.in(
                                deployment.watch().managementAccount().orElse("MANAGEMENT_ACCOUNT"),
                                "# write an id that these commands print into the settings file, then deploy again:",
                                "aws organizations list-roots --query 'Roots[].Id' --output text",
                                "aws organizations list-organizational-units-for-parent --parent-id ROOT_ID")))
                .toList();
        if (!missing.isEmpty()) {
            return missing;
        }
        int watched = deployment.watchedAccounts().size();
        return List.of(
                watched == 0
                        ? CheckResult.fail(
                                "no active account is watched: watch.organizationalUnits and watch.excludedAccounts leave"
                                        + " none",
                                Fix.in(
                                        place.account(),
                                        "# change watch.organizationalUnits or watch.excludedAccounts, then deploy again"))
                        : CheckResult.pass(watched + " active accounts are watched"));
    }
}
