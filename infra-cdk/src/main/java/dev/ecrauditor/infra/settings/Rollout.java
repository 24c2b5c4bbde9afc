package dev.ecrauditor.infra.settings;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which accounts and Regions a deployment watches.
 *
 * @param organization the organization whose accounts are watched
 * @param accounts the watched accounts, without an organization
 * @param organizationalUnits the root or the units that the StackSets deploy to
 * @param managementAccount the organization's management account, which no StackSet deploys to
 * @param regions the watched Regions; empty for the Region of the deployment
 * @param excludedAccounts globs of accounts that are not watched
 * @param suffix appended to every fixed name; empty for the first stage in an account
 */
public record Rollout(
        Optional<String> organization,
        List<String> accounts,
        List<String> organizationalUnits,
        Optional<String> managementAccount,
        List<String> regions,
        List<String> excludedAccounts,
        String suffix) {

    /** The account and Region of the deployment. */
    public static final Rollout SINGLE_ACCOUNT =
            new Rollout(Optional.empty(), List.of(), List.of(), Optional.empty(), List.of(), List.of(), "");

    private static final Pattern SUFFIX = Pattern.compile("[a-z0-9]([a-z0-9-]{0,14}[a-z0-9])?");

    public Rollout {
        accounts = List.copyOf(accounts);
        organizationalUnits = List.copyOf(organizationalUnits);
        regions = List.copyOf(regions);
        excludedAccounts = List.copyOf(excludedAccounts);
        if (organization.isPresent() && !accounts.isEmpty()) {
            throw new WrongUse("watch: organization and accounts exclude each other; write one of them");
        }
        if (!suffix.isEmpty() && !SUFFIX.matcher(suffix).matches()) {
            throw new WrongUse(
                    "deployment.suffix: '%s' is not a suffix; write up to 16 lower-case letters, digits and hyphens, like suffix: test"
                            .formatted(suffix));
        }
    }

    /** Whether the functions evaluate only their own account, with their own roles. */
    public boolean isSingleAccount() {
        return organization.isEmpty() && accounts.isEmpty();
    }
}
