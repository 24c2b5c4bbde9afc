package dev.ecrauditor.infra.function;

import dev.ecrauditor.infra.FixedName;
import dev.ecrauditor.infra.member.MemberRoles;
import dev.ecrauditor.infra.settings.Rollout;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;

/**
 * How a function reaches what it evaluates: with its own role in a single account, else only with a role of a fixed
 * name in each watched account, its own account included.
 */
public final class WatchedAccess {

    private WatchedAccess() {}

    /** For a function that only reads. */
    public static void allowReading(JavaFunction function, Rollout rollout) {
        addWatched(function, rollout);
        if (rollout.isSingleAccount()) {
            function.addEnvironment("REMEDIATION_ROLE_NAME", FixedName.of(function, Remediation.NAME));
            RepositoryReads.allow(function);
            RegistryReads.statements().forEach(function::allow);
            function.allow(KeyReads.ofEvents());
            return;
        }
        function.addEnvironment("READ_ROLE_NAME", FixedName.of(function, MemberRoles.READ));
        function.addEnvironment("REMEDIATION_ROLE_NAME", FixedName.of(function, MemberRoles.REMEDIATE));
        allowAssuming(function, rollout, MemberRoles.READ);
    }

    /** For the function that reads the grants on keys. In an organization the role that it assumes may. */
    static void allowReadingGrants(JavaFunction function, Rollout rollout) {
        if (rollout.isSingleAccount()) {
            function.allow(KeyReads.ofSweep());
        }
    }

    /** For a function that has to know whether the account of an event or a request is watched. */
    static void allowLookingUpAccounts(JavaFunction function, Rollout rollout) {
        allowReadingOrganization(function, rollout, "organizations:DescribeAccount");
    }

    /** For the function whose alerts name accounts: also where organizational units are watched, it lists nothing. */
    static void allowNamingAccounts(JavaFunction function, Rollout rollout) {
        rollout.watch().organization().ifPresent(id -> {
            function.addEnvironment("WATCHED_ORGANIZATION", id);
            function.allow(
                    "ReadTheNamesOfAccounts",
                    List.of("organizations:DescribeAccount"),
                    List.of("*")); // `*`: an account may be anywhere in the organization
        });
    }

    /** For the function that evaluates every watched account. */
    static void allowListingAccounts(JavaFunction function, Rollout rollout) {
        allowReadingOrganization(function, rollout, "organizations:ListAccounts");
    }

    /** For a function that trusts the organization of its own account; the settings name a watched one. */
    public static void allowReadingOwnOrganization(JavaFunction function, Rollout rollout) {
        if (rollout.watch().organization().isEmpty()) {
            function.allow(
                    "ReadTheOwnOrganization",
                    List.of("organizations:DescribeOrganization"),
                    List.of("*")); // `*`: the organization of the caller is the only one it can describe
        }
    }

    /** AWS Organizations does not say in which organizational units an account is: their accounts are listed. */
    private static void allowReadingOrganization(JavaFunction function, Rollout rollout, String ofTheWhole) {
        if (rollout.watch().organization().isEmpty()) {
            return;
        }
        function.allow(
                "ReadTheOrganization",
                rollout.isLimitedToUnits()
                        ? List.of(
                                "organizations:ListAccountsForParent", "organizations:ListOrganizationalUnitsForParent")
                        : List.of(ofTheWhole),
                List.of("*")); // `*`: an account and a unit may be anywhere in the organization
    }

    static void allowRemediating(JavaFunction function, FunctionContext context) {
        Rollout rollout = context.rollout();
        addWatched(function, rollout);
        if (rollout.isSingleAccount()) {
            RepositoryReads.allow(function);
            RemediationPermissions.statements(context.settings().remediation(), Aws.REGION)
                    .forEach(function::allow);
            return;
        }
        function.addEnvironment("REMEDIATION_ROLE_NAME", FixedName.of(function, MemberRoles.REMEDIATE));
        allowAssuming(function, rollout, MemberRoles.REMEDIATE);
    }

    /**
     * For the function that imports findings: with its own role into its own account, with the role of each other watched
     * account into that.
     */
    static void allowImporting(JavaFunction function, Rollout rollout) {
        if (rollout.isSingleAccount()) {
            function.allow(FindingImports.statement(Aws.REGION));
            return;
        }
        function.allow(FindingImports.statement("*")); // `*`: every watched Region
        function.addEnvironment("SECURITY_HUB_ROLE_NAME", FixedName.of(function, MemberRoles.IMPORT));
        allowAssuming(function, rollout, MemberRoles.IMPORT);
    }

    private static void addWatched(JavaFunction function, Rollout rollout) {
        if (rollout.isSingleAccount()) {
            function.addEnvironment("WATCHED_ACCOUNTS", Aws.ACCOUNT_ID);
        }
        if (!rollout.watch().accounts().isEmpty()) {
            function.addEnvironment(
                    "WATCHED_ACCOUNTS", String.join(",", rollout.watch().accounts()));
        }
        rollout.watch().organization().ifPresent(id -> function.addEnvironment("WATCHED_ORGANIZATION", id));
    }

    /**
     * The name is fixed, and the account is of the organization or of the list: an event can name no other role. The list
     * is a condition, because an ARN for each account would be larger than the inline policies of a role may be.
     */
    private static void allowAssuming(JavaFunction function, Rollout rollout, String role) {
        Map<String, Object> watched = rollout.watch()
                .organization()
                .<Map<String, Object>>map(id -> Map.of("aws:ResourceOrgID", id))
                .orElseGet(() -> Map.of("aws:ResourceAccount", rollout.watch().accounts()));
        function.allowWhen(
                "AssumeTheRoleOfTheAccount",
                List.of("sts:AssumeRole"),
                // `*`: every account that the condition names
                List.of("arn:" + Aws.PARTITION + ":iam::*:role/" + FixedName.of(function, role)),
                Map.of("StringEquals", watched));
    }
}
