package dev.ecrauditor.audit.sweep;

import dev.ecrauditor.audit.CoverageAudit;
import dev.ecrauditor.audit.DrainRequestQueue;
import dev.ecrauditor.audit.EventLog;
import dev.ecrauditor.audit.Isolated;
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
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.repository.DeniedCall;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositoryLister;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Evaluates every repository of an account in a Region, with or without events: the listed ones, and known ones that
 * may have been deleted. An interrupted sweep continues from a cursor in the table each time its schedule triggers it.
 */
public final class Sweep {

    private static final Refusal ASSUME_ROLE = new Refusal("sts:AssumeRole", Optional.empty());

    /** ECR answered, so the role was assumed. */
    private static final Set<Refusal> DISPROVED_BY_THE_ROLE = Set.of(ASSUME_ROLE);

    private static final Set<Refusal> DISPROVED_BY_LISTING =
            Set.of(ASSUME_ROLE, new Refusal("ecr:DescribeRepositories", Optional.empty()));

    private final Parts parts;
    private final CoverageAudit coverage;

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

    public Sweep(Parts parts) {
        this.parts = parts;
        this.coverage = new CoverageAudit(parts.store(), parts.drainRequests(), parts.clock());
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
            new AccountDeparture(parts.store(), parts.sweeps(), parts.drainRequests(), parts.clock())
                    .record(request.place());
            return Outcome.LEFT;
        }
        Outcome outcome = sweep(Due.to(request), pace, log);
        if (request.ofRegistry() && isLeft(request, outcome)) {
            // No tick of a schedule repeats this request; its message does.
            throw new RetryableAuditException(
                    "the sweep of " + request.place() + " goes on after a change of the registry");
        }
        return outcome;
    }

    private boolean isLeft(SweepRequest request, Outcome outcome) {
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
        Subject.Coverage place = due.place();
        Optional<Instant> round = due.round();
        SweepProgress before = parts.sweeps().progress(place);
        Optional<SubjectRecord> lost = coverage.lost(place);
        if (lost.isEmpty() && !before.isRunning() && !isDue(before, round)) {
            return Outcome.NOT_DUE;
        }
        Reading<List<RepositoryArn>> listed = parts.lister().list(place.account(), place.region());
        if (!(listed instanceof Reading.Known<List<RepositoryArn>> existing)) {
            return refused(before, listed, lost);
        }
        lost.ifPresent(record -> coverage.resolveDisproved(record, DISPROVED_BY_LISTING));
        if (!before.isRunning() && !isDue(before, round)) {
            return Outcome.NOT_DUE;
        }
        SweepProgress running = before.isRunning() ? before : begun(checked(before, log), due.reason());
        return new SweepWalk(parts, coverage, lost, new SweepWalk.Context(pace, log))
                .walk(running, remaining(running, existing.value()));
    }

    /**
     * A Region that the organization closes on purpose is not watched: no finding. Where repositories are known it is a
     * gap: the same policy could silence the auditor about them.
     */
    private Outcome refused(SweepProgress before, Reading<List<RepositoryArn>> listed, Optional<SubjectRecord> lost) {
        Subject.Coverage place = before.coverage();
        boolean isClosed = listed instanceof Reading.Unreadable<?> denied
                && DeniedCall.of(denied).isOfClosedRegion();
        if (isClosed && parts.sweeps().known(place).isEmpty()) {
            lost.ifPresent(record -> coverage.resolveDisproved(record, DISPROVED_BY_THE_ROLE));
            saved(begun(before, Optional.empty()).complete(parts.clock().instant()));
            return Outcome.REGION_CLOSED;
        }
        coverage.lost(
                place,
                denied -> new Refusal(denied, Optional.empty()),
                List.of(),
                firstSweep(before),
                () -> parts.lister().list(place.account(), place.region()));
        return Outcome.COVERAGE_LOST;
    }

    /** A check that fails stops no sweep; the alarm for repositories that were not evaluated reports it. */
    private SweepProgress checked(SweepProgress before, EventLog log) {
        if (parts.beginning().baseline(before.coverage()) instanceof Reading.Unreadable<?> unreadable) {
            log.write(new JsonObject()
                    .put("level", "ERROR")
                    .put("did", "baseline not read: nothing is accepted anew, and nothing remediated")
                    .put("place", before.coverage().toString())
                    .put("fault", unreadable.permission() + ": " + unreadable.problem())
                    .put("repositoriesFailed", 1)
                    .build());
        }
        evaluateRegistry(before, log);
        return Isolated.call(() -> parts.beginning().check(before, firstSweep(before)), notNow -> {
            log.write(new JsonObject()
                    .put("level", "ERROR")
                    .put("did", "event delivery not checked, left to the next sweep")
                    .put("place", before.coverage().toString())
                    .put("fault", notNow.toString())
                    .put("repositoriesFailed", 1)
                    .build());
            return before;
        });
    }

    private void evaluateRegistry(SweepProgress before, EventLog log) {
        Isolated.run(() -> parts.subjects().evaluateRegistry(before.coverage(), firstSweep(before)))
                .ifPresent(notNow -> log.write(new JsonObject()
                        .put("level", "ERROR")
                        .put("did", "registry not evaluated, left to the next sweep")
                        .put("place", before.coverage().toString())
                        .put("fault", notNow.toString())
                        .put("repositoriesFailed", 1)
                        .build()));
    }

    /** The interval is over, the rules changed, or events may have been missed while the account could not be read. */
    private boolean isDue(SweepProgress progress, Optional<Instant> round) {
        Optional<Instant> start = progress.startedAt();
        return start.isEmpty()
                || round.map(began -> start.get().isBefore(began)).orElseGet(() -> isIntervalOver(start.get()))
                || !progress.evaluatedBy().equals(parts.fingerprint().get().mark())
                || coverage.restoredAt(progress.coverage())
                        .filter(back -> back.isAfter(start.get()))
                        .isPresent();
    }

    private boolean isIntervalOver(Instant start) {
        return !start.plus(parts.every()).isAfter(parts.clock().instant());
    }

    private SweepProgress begun(SweepProgress before, Optional<EvaluationReason> why) {
        return saved(before.begin(
                parts.clock().instant(),
                parts.fingerprint().get().mark(),
                firstSweep(before).or(() -> why)));
    }

    private static Optional<EvaluationReason> firstSweep(SweepProgress before) {
        return before.completedAt().isEmpty() ? Optional.of(EvaluationReason.FIRST_SWEEP) : Optional.empty();
    }

    /** Existing and formerly known repositories after the cursor, in the order of names. */
    private List<RepositoryArn> remaining(SweepProgress progress, List<RepositoryArn> existing) {
        Map<String, RepositoryArn> byName = new TreeMap<>();
        parts.sweeps().known(progress.coverage()).forEach(arn -> byName.put(arn.name(), arn));
        existing.forEach(arn -> byName.put(arn.name(), arn));
        return byName.values().stream()
                .filter(arn -> arn.name().compareTo(progress.cursor()) > 0)
                .sorted(Comparator.comparing(RepositoryArn::name))
                .toList();
    }

    private SweepProgress saved(SweepProgress next) {
        return SweepWalk.saved(parts.sweeps(), next);
    }
}
