package dev.ecrauditor.cli.audit;

import dev.ecrauditor.cli.terminal.Progress;
import dev.ecrauditor.organization.MemberAccount;
import java.util.List;
import java.util.function.Consumer;

/** Audits many accounts, some at the same time, and hands out their rows in the order of the accounts. */
final class OrganizationAudit {

    private final AccountAudit audit;
    private final List<String> regions;
    private final Progress progress;

    OrganizationAudit(AccountAudit audit, List<String> regions, Progress progress) {
        this.audit = audit;
        this.regions = List.copyOf(regions);
        this.progress = progress;
    }

    /** Audits the active accounts; the others are not watched. */
    void run(List<MemberAccount> accounts, Consumer<AccountRows> rows) {
        AccountsInParallel.run(accounts, progress, this::rowsOf, rows);
    }

    private AccountRows rowsOf(MemberAccount account) {
        return account.isActive()
                ? audit.audit(account, regions)
                : new AccountRows(List.of(), List.of(CoverageRow.notWatched(account)));
    }
}
