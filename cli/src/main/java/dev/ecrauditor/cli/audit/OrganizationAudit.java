package dev.ecrauditor.cli.audit;

import dev.ecrauditor.cli.audit.report.AuditResults;
import dev.ecrauditor.cli.audit.report.CoverageRow;
import dev.ecrauditor.cli.terminal.Progress;
import dev.ecrauditor.organization.MemberAccount;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/** Audits many accounts, some at the same time. */
final class OrganizationAudit {

    private final AccountAudit audit;
    private final List<String> regions;
    private final Progress progress;
    private final AtomicInteger repositories = new AtomicInteger();

    OrganizationAudit(AccountAudit audit, List<String> regions, Progress progress) {
        this.audit = audit;
        this.regions = List.copyOf(regions);
        this.progress = progress;
    }

    /**
     * Audits the active accounts; the others are not watched.
     *
     * @param resultsOf what takes the results of an account; they are added by several threads
     * @param done takes them once the account is audited, in the order of the accounts
     */
    <R extends AuditResults> void run(
            List<MemberAccount> accounts, Function<MemberAccount, R> resultsOf, Consumer<R> done) {
        AccountsInParallel.run(accounts, progress, account -> audited(account, resultsOf.apply(account)), done);
    }

    private <R extends AuditResults> R audited(MemberAccount account, R results) {
        if (account.isActive()) {
            audit.audit(account, regions, results, this::count);
        } else {
            results.notRead(CoverageRow.notWatched(account));
        }
        return results;
    }

    private void count(String region, int done, int all) {
        if (done > 0) {
            progress.detail(repositories.incrementAndGet() + " repositories");
        }
    }
}
