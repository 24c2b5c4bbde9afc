package dev.ecrauditor.audit;

import dev.ecrauditor.event.DelayedDrainRequest;
import dev.ecrauditor.event.Reevaluation;
import dev.ecrauditor.event.RepositoryChange;
import dev.ecrauditor.finding.record.Evaluation;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.transition.AlertHold;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.rule.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** What follows once a record is stored: the drain of its outbox, now or when it is due, and another look later. */
final class FollowUps {

    /** How long after a call ECR may still answer as before it. */
    static final Duration SETTLING = Duration.ofMinutes(5);

    /** The clocks of two functions differ by no more; a drain that comes too early finds nothing due. */
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(2);

    private final DrainRequestQueue drainRequests;
    private final ReevaluationQueue later;

    FollowUps(DrainRequestQueue drainRequests, ReevaluationQueue later) {
        this.drainRequests = drainRequests;
        this.later = later;
    }

    /** The record as it is to be stored: where a drain can be requested for later, alerts may wait for their actor. */
    SubjectRecord prepared(SubjectRecord next, Instant at) {
        return later.canDrainLater() ? AlertHold.hold(next, at) : next;
    }

    void afterEvaluation(SubjectRecord record, Evaluation seen, RepositoryArn repository) {
        drain(record, seen.at(), repository);
        seen.result().ifPresent(result -> scheduleReevaluation(record, result, seen));
    }

    /** Has everything published that is due, and what waits when it is. */
    void drain(SubjectRecord record, Instant at, RepositoryArn repository) {
        if (AlertHold.isAnyDue(record, at)) {
            drainRequests.requestDrain(record);
        }
        AlertHold.until(record, at)
                .ifPresent(due -> later.drainLater(
                        new DelayedDrainRequest(repository),
                        Duration.between(at, due).plus(CLOCKS_DIFFER)));
    }

    /** What was to be drained later is due; where it has been published meanwhile, nothing is left to do. */
    void drainNow(Optional<SubjectRecord> record) {
        record.filter(known -> !known.outbox().isEmpty()).ifPresent(drainRequests::requestDrain);
    }

    static boolean isYoung(RepositoryChange change, Instant at) {
        return Duration.between(change.time(), at).abs().compareTo(SETTLING) <= 0;
    }

    /**
     * When a grace time ends; when what turns too often to be told may have become calm; when an answer that does not show what
     * somebody has just set cannot be an old one any more.
     */
    private void scheduleReevaluation(SubjectRecord record, Evaluation.Result result, Evaluation seen) {
        Instant at = seen.at();
        Stream<Instant> graceTimes = result.verdicts().values().stream()
                .flatMap(verdict ->
                        verdict instanceof Verdict.NotApplicable notYet ? notYet.until().stream() : Stream.empty());
        Stream<Instant> calm = record.findings().values().stream()
                .flatMap(state -> state.flapHistory().calmAt().stream())
                .filter(at::isBefore);
        Stream<Instant> settled = seen.events().stream()
                .filter(event -> isYoung(event, at) && event.isContradictedBy(result.repository()))
                .map(event -> at.plus(SETTLING));
        Stream.of(graceTimes, calm, settled)
                .flatMap(times -> times)
                .max(Instant::compareTo)
                .ifPresent(until -> later.scheduleReevaluation(
                        new Reevaluation(result.repository().arn()), Duration.between(at, until)));
    }
}
