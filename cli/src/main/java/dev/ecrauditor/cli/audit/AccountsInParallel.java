package dev.ecrauditor.cli.audit;

import dev.ecrauditor.cli.terminal.OutputClosedException;
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
import java.util.function.Function;

/** Reads many accounts, some at the same time, and hands out the results in the order of the accounts. */
public final class AccountsInParallel {

    /** Each account waits for its own rate of calls, so more at a time are quicker; each takes a thread. */
    private static final int AT_A_TIME = 8;

    private AccountsInParallel() {}

    /**
     * Reads accounts.
     *
     * @param read reads one account; called by several threads
     * @param result takes each result in turn
     */
    public static <R> void run(
            List<MemberAccount> accounts, Progress progress, Function<MemberAccount, R> read, Consumer<R> result) {
        AtomicInteger done = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            List<Future<R>> running = new ArrayList<>();
            for (MemberAccount account : accounts) {
                running.add(threads.submit(() -> {
                    R found = read.apply(account);
                    progress.at(done.incrementAndGet(), accounts.size(), "accounts");
                    return found;
                }));
            }
            for (Future<R> each : running) {
                result.accept(each.get());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CouldNotRead("stopped before every account was read");
        } catch (ExecutionException fault) {
            if (fault.getCause() instanceof OutputClosedException closed) {
                throw closed;
            }
            throw new IllegalStateException("the audit of an account failed", fault.getCause());
        } finally {
            threads.shutdownNow();
        }
    }
}
