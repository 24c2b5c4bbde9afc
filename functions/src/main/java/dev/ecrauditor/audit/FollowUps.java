package dev.ecrauditor.audit;

import dev.ecrauditor.event.ApiCall;
import dev.ecrauditor.event.DelayedDrainRequest;
import dev.ecrauditor.event.KeyReevaluation;
import dev.ecrauditor.event.Reevaluation;
import dev.ecrauditor.finding.record.Evaluation;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.transition.AlertHold;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.rule.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** Schedules what follows a stored record: the drain of its outbox, now or when it is due, and a later reevaluation. */
final class FollowUps {

    /** Until then the index of keys no longer lists a repository that has left its key. */
    private static final Duration INDEX_DELAY = Duration.ofMinutes(1);

    /** The clocks of two functions differ by no more; a drain that starts too early finds nothing due. */
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(2);

    private final DrainRequestQueue drainRequests;
    private final ReevaluationQueue later;

    FollowUps(DrainRequestQueue drainRequests, ReevaluationQueue later) {
        this.drainRequests = drainRequests;
        this.later = later;
    }

    void afterEvaluation(SubjectRecord record, Evaluation evaluation, RepositoryArn repository) {
        drain(record, evaluation.at(), repository);
        evaluation.result().ifPresent(result -> scheduleReevaluation(record, result, evaluation));
    }

    /**
     * Reevaluates the key that a repository has left: if no other is on it, nothing else would resolve its findings.
     * Before the record is written, as a repeated event would not find the key in it.
     */
    void beforeWriting(SubjectRecord next, SubjectRecord before) {
        before.keyArn()
                .filter(key -> !next.keyArn().equals(Optional.of(key)))
                .flatMap(KeyReevaluation::of)
                .ifPresent(again -> later.scheduleReevaluation(again, INDEX_DELAY));
    }

    /**
     * Requests a drain now for what is due, and a delayed one for what becomes due later. None for what waits for a
     * digest, which the drain's schedule publishes when the sweep is over: the first round of an organization would send
     * tens of thousands of requests, and the alert of an event would wait behind them.
     */
    void drain(SubjectRecord record, Instant at, RepositoryArn repository) {
        if (AlertHold.isAnyDue(record, at)) {
            drainRequests.requestDrain(record);
        }
        AlertHold.until(record, at)
                .ifPresent(due -> later.drainLater(
                        new DelayedDrainRequest(repository),
                        Duration.between(at, due).plus(CLOCKS_DIFFER)));
    }

    /** Handles a delayed drain request; if its alerts have been published meanwhile, there is nothing to do. */
    void drainNow(Optional<SubjectRecord> record) {
        record.filter(known -> !AlertHold.isForDigestOnly(known)).ifPresent(drainRequests::requestDrain);
    }

    /**
     * Reevaluates at the latest of three times: the end of a grace period; when a flapping finding may be stable; when
     * an answer that contradicts a recent event can no longer be an old one.
     */
    private void scheduleReevaluation(SubjectRecord record, Evaluation.Result result, Evaluation evaluation) {
        Instant at = evaluation.at();
        Stream<Instant> gracePeriods = result.verdicts().values().stream()
                .flatMap(verdict ->
                        verdict instanceof Verdict.NotApplicable notYet ? notYet.until().stream() : Stream.empty());
        Stream<Instant> stable = record.findings().values().stream()
                .flatMap(state -> state.flapHistory().calmAt().stream())
                .filter(at::isBefore);
        Stream<Instant> consistent = evaluation.events().stream()
                .filter(event -> event.isYoung(at) && event.isContradictedBy(result.repository()))
                .map(event -> at.plus(ApiCall.CONSISTENCY_DELAY));
        Stream.of(gracePeriods, stable, consistent)
                .flatMap(times -> times)
                .max(Instant::compareTo)
                .ifPresent(until -> later.scheduleReevaluation(
                        new Reevaluation(result.repository().arn()), Duration.between(at, until)));
    }
}
