package dev.ecrauditor.cli.audit;

import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.CallPace;
import dev.ecrauditor.cli.audit.report.AuditResults;
import dev.ecrauditor.organization.MemberAccount;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.rule.RuleRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Evaluates accounts: the caller's own with the caller's credentials, every other by its read role. */
final class AccountAudit {

    private final String ownAccount;
    private final String roleName;
    private final RegistryAudit own;
    private final RegistryAudit assumed;

    /**
     * @param clients repeat throttled calls for long
     * @param pace of the calls to each account and Region
     */
    AccountAudit(AwsClients clients, RuleRegistry rules, OrganizationOptions options, CallPace pace) {
        this.ownAccount = ownAccount(clients);
        this.roleName = options.roleName();
        this.own = registries(clients, rules, pace, Optional.empty());
        this.assumed = registries(clients, rules, pace, Optional.of(roleName));
    }

    private static String ownAccount(AwsClients clients) {
        return Optional.ofNullable(clients.ownAccount())
                .filter(RepositoryArn::isAccountId)
                .orElseThrow(() -> new CouldNotRead("the endpoint does not answer as AWS does; check --endpoint-url"));
    }

    private static RegistryAudit registries(
            AwsClients clients, RuleRegistry rules, CallPace pace, Optional<String> role) {
        AccountCredentials credentials = new AccountCredentials(clients, role, Clock.systemUTC(), pace);
        return new RegistryAudit(clients, credentials, rules);
    }

    /** The caller's own account. */
    MemberAccount ownAccount() {
        return new MemberAccount(ownAccount, "", "ACTIVE");
    }

    /** Evaluates an active account in each Region. */
    void audit(MemberAccount account, List<String> regions, AuditResults results, RegistryAudit.Steps steps) {
        RegistryAudit registries = account.id().equals(ownAccount) ? own : assumed;
        CoverageRows coverage = new CoverageRows(account, ownAccount, roleName);
        for (String region : regions) {
            if (!registries.audit(coverage, region, results, steps)) {
                break;
            }
        }
    }
}
