package dev.ecrauditor.cli.doctor.before;

import dev.ecrauditor.cli.doctor.aws.Deployment;
import dev.ecrauditor.cli.doctor.check.Check;
import dev.ecrauditor.cli.doctor.check.CheckResult;
import dev.ecrauditor.cli.doctor.check.Fix;
import dev.ecrauditor.cli.doctor.check.Place;
import java.util.List;
import java.util.Optional;

/** Whether the caller's credentials are those of the hub account. */
public final class Credentials implements Check {

    private final Deployment deployment;
    private final Optional<String> expected;

    /**
     * @param expected the hub account that the user names
     */
    public Credentials(Deployment deployment, Optional<String> expected) {
        this.deployment = deployment;
        this.expected = expected;
    }

    @Override
    public String name() {
        return "credentials";
    }

    @Override
    public List<CheckResult> at(Place place) {
        if (expected.isPresent() && !expected.get().equals(place.account())) {
            return List.of(CheckResult.fail(
                    "the credentials belong to account {account}, not to the hub account " + expected.get(),
                    Fix.in(expected.get(), "export AWS_PROFILE=PROFILE    # a profile of account " + expected.get())));
        }
        if (deployment.watch().managementAccount().orElse("").equals(place.account())) {
            return List.of(CheckResult.fail(
                    "the credentials belong to the management account {account}; the hub must be another account, which"
                            + " is the delegated administrator of CloudFormation StackSets",
                    Fix.in("HUB_ACCOUNT", "export AWS_PROFILE=PROFILE    # a profile of the hub account")));
        }
        return List.of(CheckResult.pass("the credentials are valid; the hub is account {account} in {region}"));
    }
}
