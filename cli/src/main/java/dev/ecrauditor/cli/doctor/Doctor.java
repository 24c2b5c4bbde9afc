package dev.ecrauditor.cli.doctor;

import dev.ecrauditor.cli.doctor.aws.Deployment;
import dev.ecrauditor.cli.doctor.check.Check;
import dev.ecrauditor.cli.doctor.check.CheckResult;
import dev.ecrauditor.cli.doctor.check.Place;
import dev.ecrauditor.cli.doctor.check.PrerequisiteException;
import dev.ecrauditor.cli.doctor.check.RegionDisabledException;
import dev.ecrauditor.cli.doctor.check.UnreadableException;
import dev.ecrauditor.cli.terminal.FaultLine;
import dev.ecrauditor.cli.terminal.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;

/** Runs the checks: those of the hub one after the other, those of watched accounts some at a time. */
final class Doctor {

    /** AWS throttles the reads of each account and Region apart; more at a time would only wait for this machine. */
    private static final int AT_A_TIME = 8;

    private final Deployment deployment;
    private final CheckList checks;
    private final Progress progress;

    Doctor(Deployment deployment, CheckList checks, Progress progress) {
        this.deployment = deployment;
        this.checks = checks;
        this.progress = progress;
    }

    /** Every outcome, in the order of the checks, and for each check in the order of the places. */
    List<Outcome> run() {
        List<Outcome> outcomes = new ArrayList<>();
        Place hub = deployment.hub();
        List<Check> ofHub =
                Stream.concat(checks.before().stream(), checks.hub().stream()).toList();
        for (int i = 0; i < ofHub.size(); i++) {
            progress.at(i, ofHub.size(), "checks of the hub");
            outcomes.addAll(at(ofHub.get(i), hub));
        }
        if (!checks.regions().isEmpty()) {
            watched(outcomes);
        }
        return outcomes;
    }

    private void watched(List<Outcome> outcomes) {
        List<String> accounts;
        try {
            accounts = deployment.watchedAccounts();
        } catch (PrerequisiteException missing) {
            outcomes.add(new Outcome(
                    "watched-accounts", deployment.hub(), CheckResult.skipped(String.valueOf(missing.getMessage()))));
            return;
        } catch (UnreadableException | SdkException notListed) {
            outcomes.add(new Outcome("watched-accounts", deployment.hub(), CheckResult.unknown(text(notListed))));
            return;
        }
        List<List<Outcome>> byAccount = inParallel(accounts);
        List<Check> all = Stream.concat(checks.accounts().stream(), checks.regions().stream())
                .toList();
        for (Check check : all) {
            byAccount.forEach(found -> found.stream()
                    .filter(outcome -> outcome.check().equals(check.name()))
                    .forEach(outcomes::add));
        }
    }

    private List<List<Outcome>> inParallel(List<String> accounts) {
        AtomicInteger done = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            List<Future<List<Outcome>>> running = new ArrayList<>();
            for (String account : accounts) {
                running.add(threads.submit(() -> {
                    List<Outcome> found = ofAccount(account);
                    progress.at(done.incrementAndGet(), accounts.size(), "watched accounts");
                    return found;
                }));
            }
            List<List<Outcome>> found = new ArrayList<>();
            for (Future<List<Outcome>> each : running) {
                found.add(each.get());
            }
            return found;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped before every account was checked");
        } catch (ExecutionException fault) {
            throw new IllegalStateException("the checks of an account failed", fault.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private List<Outcome> ofAccount(String account) {
        List<Outcome> found = new ArrayList<>();
        Place home = new Place(account, deployment.hub().region());
        checks.accounts().forEach(check -> found.addAll(at(check, home)));
        for (String region : deployment.regions()) {
            checks.regions().forEach(check -> found.addAll(at(check, new Place(account, region))));
        }
        return found;
    }

    private static List<Outcome> at(Check check, Place place) {
        List<CheckResult> results;
        try {
            results = check.at(place);
        } catch (PrerequisiteException missing) {
            results = List.of(CheckResult.skipped(String.valueOf(missing.getMessage())));
        } catch (RegionDisabledException disabled) {
            results = List.of(CheckResult.skipped("the Region is not enabled in the account"));
        } catch (UnreadableException | SdkException fault) {
            results = List.of(CheckResult.unknown(text(fault)));
        }
        return results.stream()
                .map(result -> new Outcome(check.name(), place, result))
                .toList();
    }

    private static String text(RuntimeException fault) {
        return fault instanceof UnreadableException ? String.valueOf(fault.getMessage()) : FaultLine.of(fault);
    }
}
