package dev.ecrauditor.audit.sweep;

import dev.ecrauditor.audit.CoverageAudit;
import dev.ecrauditor.audit.DrainRequestQueue;
import dev.ecrauditor.audit.EventLog;
import dev.ecrauditor.audit.RepositoryAudit;
import dev.ecrauditor.audit.RetryableAuditException;
import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.store.FindingStore;
import dev.ecrauditor.finding.store.SweepStore;
import dev.ecrauditor.finding.sweep.SweepProgress;
import dev.ecrauditor.finding.transition.CoverageTransition.Refusal;
import dev.ecrauditor.finding.transition.RuleSetFingerprint;
import dev.ecrauditor.repository.DeniedCall;
import dev.ecrauditor.repository.NameWindow;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositoryLister;
import dev.ecrauditor.settings.Reminders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Evaluates every repository of an account in a Region, with or without events: the listed ones, and known ones that
 * may have been deleted. An interrupted sweep continues from a cursor in the table each time its schedule triggers it.
 */
public final class Sweep {

    /** The most repositories of one window. */
    private static final int WINDOW = 5_000;

    private static final Refusal ASSUME_ROLE = new Refusal("sts:AssumeRole", Optional.empty());

    /** ECR answered, so the role was assumed. */
    private static final Set<Refusal> DISPROVED_BY_THE_ROLE = Set.of(ASSUME_ROLE);

    private static final Set<Refusal> DISPROVED_BY_LISTING =
            Set.of(ASSUME_ROLE, new Refusal("ecr:DescribeRepositories", Optional.empty()));

    private final Parts parts;
    private final CoverageAudit coverage;
    private final SweepStart start;
    private final int window;

    /**
     * The ports of the sweep.
     *
     * @param fingerprint of the rules and their settings now; a change since the last sweep makes the next one due
     * @param every time from the beginning of a sweep until the next one is due
     * @param beginning what else is checked when a sweep begins
     * @param subjects the registry and the keys, evaluated beside the repositories
     */
    public record Parts(
            RepositoryLister lister,
            SweepStore sweeps,
            RepositoryAudit audit,
            FindingStore store,
            DrainRequestQueue drainRequests,
            Supplier<RuleSetFingerprint> fingerprint,
            Duration every,
            Clock clock,
            SweepBeginning beginning,
            SubjectSweep subjects) {

        /** A sweep that checks repositories only, with rules and settings that do not change. */
        public Parts(
                RepositoryLister lister,
                SweepStore sweeps,
                RepositoryAudit audit,
                FindingStore store,
                DrainRequestQueue drainRequests,
                RuleSetFingerprint fingerprint,
                Duration every,
                Clock clock) {
            this(
                    lister,
                    sweeps,
                    audit,
                    store,
                    drainRequests,
                    () -> fingerprint,
                    every,
                    clock,
                    SweepBeginning.NONE,
                    SubjectSweep.NONE);
        }
    }

    /** A sweep that reminds nobody of an account that still cannot be read. */
    public Sweep(Parts parts) {
        this(parts, () -> Reminders.NONE);
    }

    /** @param reminders how often people are reminded of an account that still cannot be read */
    public Sweep(Parts parts, Supplier<Reminders> reminders) {
        this(parts, reminders, WINDOW);
    }

    /** @param window how many repositories are held at a time; each such window is listed anew */
    public Sweep(Parts parts, Supplier<Reminders> reminders, int window) {
        this.parts = parts;
        this.window = window;
        this.coverage = new CoverageAudit(parts.store(), parts.drainRequests(), parts.clock(), reminders);
        this.start = new SweepStart(parts);
    }

    /** The outcome of an invocation, for the log. */
    public enum Outcome {
        /** The next sweep is not due yet. */
        NOT_DUE,
        /** AWS denied listing the repositories. */
        COVERAGE_LOST,
        /** A service control policy denies the Region explicitly, and no repository is known there: not watched. */
        REGION_CLOSED,
        /** Time ran out; the next invocation continues from here. */
        CONTINUES,
        COMPLETE,
        /** The account is no longer watched: what was open there is resolved. */
        LEFT
    }

    /**
     * Begins or continues a sweep, as long as the pace gives permits.
     *
     * @throws RuntimeException when AWS cannot list the repositories now, or another sweep of the account is under way
     */
    public Outcome sweep(Subject.Coverage place, SweepPace pace, EventLog log) {
        return sweep(new Due(place, Optional.empty(), Optional.empty()), pace, log);
    }

    /**
     * The same as requested for a round: due is what began before the round.
     *
     * @throws RuntimeException as {@link #sweep(Subject.Coverage, SweepPace, EventLog)} does
     */
    public Outcome sweep(SweepRequest request, SweepPace pace, EventLog log) {
        if (request.left()) {
            new AccountDeparture(parts).record(request.place());
            return Outcome.LEFT;
        }
        Outcome outcome = sweep(Due.to(request), pace, log);
        if (request.ofRegistry() && isUnfinished(request, outcome)) {
            // No tick of a schedule repeats this request; its message does.
            throw new RetryableAuditException(
                    "the sweep of " + request.place() + " goes on after a change of the registry");
        }
        return outcome;
    }

    private boolean isUnfinished(SweepRequest request, Outcome outcome) {
        return outcome == Outcome.CONTINUES
                || (outcome == Outcome.COMPLETE
                        && isDue(parts.sweeps().progress(request.place()), Optional.of(request.round())));
    }

    /**
     * A sweep that is wanted.
     *
     * @param round due is what began before it
     * @param reason why its findings are published in a digest, where it is not the first one
     */
    private record Due(Subject.Coverage place, Optional<Instant> round, Optional<EvaluationReason> reason) {

        static Due to(SweepRequest request) {
            return new Due(
                    request.place(),
                    Optional.of(request.round()),
                    request.ofRegistry() ? Optional.of(EvaluationReason.REGISTRY_CHANGED) : Optional.empty());
        }
    }

    private Outcome sweep(Due due, SweepPace pace, EventLog log) {
        Optional<Outcome> outcome;
        do {
            outcome = sweepWindow(due, pace, log);
        } while (outcome.isEmpty());
        return outcome.get();
    }

    /** Evaluates the next window; empty if another is to follow now. */
    private Optional<Outcome> sweepWindow(Due due, SweepPace pace, EventLog log) {
        Subject.Coverage place = due.place();
        Optional<Instant> round = due.round();
        SweepProgress before = parts.sweeps().progress(place);
        Optional<SubjectRecord> lost = coverage.lost(place);
        if (lost.isEmpty() && !before.isRunning() && !isDue(before, round)) {
            return Optional.of(Outcome.NOT_DUE);
        }
        NameWindow names = new NameWindow(before.isRunning() ? before.cursor() : "", window);
        Instant asked = parts.clock().instant();
        Reading<List<RepositoryArn>> listed = parts.lister().list(place.account(), place.region(), names);
        if (!(listed instanceof Reading.Known<List<RepositoryArn>> existing)) {
            return Optional.of(refused(before, listed, lost));
        }
        lost.ifPresent(record -> coverage.resolveDisproved(record, DISPROVED_BY_LISTING));
        if (!before.isRunning() && !isDue(before, round)) {
            return Optional.of(Outcome.NOT_DUE);
        }
        // A sweep that ends a loss began after it: else the loss would make the next one due at once.
        Instant at = lost.isEmpty() ? asked : parts.clock().instant();
        SweepProgress running = before.isRunning() ? before : start.begin(before, at, due.reason(), log);
        List<RepositoryArn> repositories = existingOrKnown(place, names, existing.value());
        return new SweepWalk(parts, coverage, new SweepWalk.Context(pace, log))
                .walk(running, repositories, repositories.size() < window);
    }

    /**
     * A Region that the organization closes on purpose is not watched: no finding. Where repositories are known it is a
     * gap: the same policy could silence the auditor about them.
     */
    private Outcome refused(SweepProgress before, Reading<List<RepositoryArn>> listed, Optional<SubjectRecord> lost) {
        Subject.Coverage place = before.coverage();
        boolean isClosed = listed instanceof Reading.Unreadable<?> denied
                && DeniedCall.of(denied).isOfClosedRegion();
        if (isClosed && parts.sweeps().known(place, new NameWindow("", 1)).isEmpty()) {
            lost.ifPresent(record -> coverage.resolveDisproved(record, DISPROVED_BY_THE_ROLE));
            SweepWalk.saved(
                    parts.sweeps(),
                    start.withoutChecks(before, parts.clock().instant(), Optional.empty())
                            .complete(parts.clock().instant()));
            return Outcome.REGION_CLOSED;
        }
        coverage.lost(
                place,
                denied -> new Refusal(denied, Optional.empty()),
                List.of(),
                SweepStart.firstSweep(before),
                () -> parts.lister().list(place.account(), place.region(), new NameWindow("", window)));
        return Outcome.COVERAGE_LOST;
    }

    /** The interval is over, the rules changed, or events may have been missed while the account could not be read. */
    private boolean isDue(SweepProgress progress, Optional<Instant> round) {
        Optional<Instant> latest = progress.startedAt();
        return latest.isEmpty()
                || round.map(began -> latest.get().isBefore(began)).orElseGet(() -> isIntervalOver(latest.get()))
                || !progress.evaluatedBy().equals(parts.fingerprint().get().mark())
                || coverage.restoredAt(progress.coverage())
                        .filter(back -> back.isAfter(latest.get()))
                        .isPresent();
    }

    private boolean isIntervalOver(Instant latest) {
        return !latest.plus(parts.every()).isAfter(parts.clock().instant());
    }

    /** Listed repositories, and known ones that may have been deleted. */
    private List<RepositoryArn> existingOrKnown(
            Subject.Coverage place, NameWindow window, List<RepositoryArn> existing) {
        return window.select(Stream.concat(parts.sweeps().known(place, window).stream(), existing.stream()));
    }
}
