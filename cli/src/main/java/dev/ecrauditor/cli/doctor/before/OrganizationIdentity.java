package dev.ecrauditor.cli.doctor.before;

import dev.ecrauditor.cli.doctor.aws.Deployment;
import dev.ecrauditor.cli.doctor.aws.OrganizationReads;
import dev.ecrauditor.cli.doctor.check.Check;
import dev.ecrauditor.cli.doctor.check.CheckResult;
import dev.ecrauditor.cli.doctor.check.Fix;
import dev.ecrauditor.cli.doctor.check.Place;
import java.util.List;
import java.util.Optional;

/** Whether the hub is in the organization of the settings, with the management account of the settings. */
public final class OrganizationIdentity implements Check {

    private final Deployment deployment;

    public OrganizationIdentity(Deployment deployment) {
        this.deployment = deployment;
    }

    @Override
    public String name() {
        return "organization";
    }

    @Override
    public List<CheckResult> at(Place place) {
        String wanted = deployment.watch().organization().orElse("");
        Optional<OrganizationReads.Identity> found = deployment.organization().identity();
        if (found.isEmpty()) {
            return List.of(
                    CheckResult.fail(
                            "the account {account} is in no organization, but watch.organization is " + wanted,
                            settings(
                                    "watch.accounts: [...]    # instead of watch.organization, or use the account of the hub")));
        }
        if (!found.get().id().equals(wanted)) {
            return List.of(CheckResult.fail(
                    "the account {account} is in the organization "
                            + found.get().id() + ", but watch.organization is " + wanted,
                    settings("watch.organization: " + found.get().id())));
        }
        String management = deployment.watch().managementAccount().orElse("");
        if (!found.get().managementAccount().equals(management)) {
            return List.of(CheckResult.fail(
                    "the management account is " + found.get().managementAccount() + ", but watch.managementAccount is "
                            + management,
                    settings("watch.managementAccount: '" + found.get().managementAccount() + "'")));
        }
        return List.of(CheckResult.pass(
                "the hub is in the organization " + wanted + ", whose management account is " + management));
    }

    private Fix settings(String line) {
        return Fix.in(deployment.hub().account(), "# write into the settings file, then deploy again:", line);
    }
}
