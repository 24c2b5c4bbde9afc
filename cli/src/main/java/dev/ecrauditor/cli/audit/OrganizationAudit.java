package dev.ecrauditor.cli.audit;

import dev.ecrauditor.cli.terminal.Progress;
import dev.ecrauditor.organization.MemberAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Audits many accounts, some at the same time, and hands out their rows in the order of the accounts. */
final class OrganizationAudit {

    /** Each account waits for its own rate of calls, so more at a time are quicker; each takes a thread. */
    private static final int AT_A_TIME = 8;

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
        AtomicInteger done = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            List<Future<AccountRows>> running = new ArrayList<>();
            for (MemberAccount account : accounts) {
                running.add(threads.submit(() -> {
                    AccountRows found = rowsOf(account);
                    progress.at(done.incrementAndGet(), accounts.size(), "accounts");
                    return found;
                }));
            }
            for (Future<AccountRows> each : running) {
                rows.accept(each.get());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CouldNotRead("stopped before every account was read");
        } catch (ExecutionException fault) {
            throw new IllegalStateException("the audit of an account failed", fault.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private AccountRows rowsOf(MemberAccount account) {
        return account.isActive()
                ? audit.audit(account, regions)
                : new AccountRows(List.of(), List.of(CoverageRow.notWatched(account)));
    }
}
