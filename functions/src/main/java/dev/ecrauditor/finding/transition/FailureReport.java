package dev.ecrauditor.finding.transition;

import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.CoveringWaiver;
import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.FindingState;
import dev.ecrauditor.finding.record.FindingState.TransitionHistory;
import dev.ecrauditor.finding.record.FlapHistory;
import dev.ecrauditor.finding.record.PendingAttribution;
import dev.ecrauditor.finding.waiver.WaivedFailure;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.evidence.Evidence;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One failing rule in the ledger: its finding is reported, or accepted by a baseline or a waiver. */
final class FailureReport {

    private final FindingLedger ledger;
    private final FindingKey key;
    private final WaivedFailure failure;
    private final Attribution attribution;
    private final Instant at;
    private final Optional<FindingState> known;
    private final Optional<FindingState> open;

    FailureReport(FindingLedger ledger, FindingKey key, WaivedFailure failure, Attribution attribution) {
        this.ledger = ledger;
        this.key = key;
        this.failure = failure;
        this.attribution = attribution;
        this.at = ledger.at();
        this.known = ledger.known(key);
        this.open = known.filter(FindingState::open);
    }

    /**
     * Reports what no waiver covers.
     *
     * @param waiver that covers a part of the failure
     */
    void report(Optional<CoveringWaiver> waiver) {
        Verdict.Fail fail = failure.reported().orElse(failure.whole());
        if (open.filter(state -> AcceptedFindings.Failure.isSame(fail, state)).isPresent()) {
            confirm(open.get(), waiver, evidence(fail));
            return;
        }
        Instant setAt = attribution.setAt(at);
        int number = known.map(FindingState::number).orElse(0) + 1;
        AlertStatus first = number == 1 ? AlertStatus.OPENED : AlertStatus.REOPENED;
        TransitionHistory history = new TransitionHistory(
                number,
                known.map(FindingState::flapHistory).orElse(FlapHistory.NONE).with(at, Optional.empty()),
                open.map(FindingState::pending).orElse(List.<PendingAttribution>of()),
                Optional.empty());
        FindingState next = new FindingState(
                true,
                open.map(FindingState::openedAt).orElse(setAt),
                at,
                fail.severity(),
                FindingState.hash(fail.evidence()),
                history);
        Map<String, String> more = new LinkedHashMap<>(failure.facts());
        if (open.isEmpty()) {
            more.putAll(ledger.evaluationBefore(key));
        }
        Evidence evidence = evidence(fail).followedBy(more);
        ledger.recordTransition(
                key,
                next.coveredBy(ledger.isQuiet(key) ? waiver : waiver.map(covering -> covering.named(at))),
                WaiverFacts.ofReported(
                        TransitionFacts.of(
                                open.map(FailureReport::status).orElse(first), evidence.capped(), attribution),
                        open.flatMap(FindingState::waiver).filter(ended -> isEnded(ended, waiver)),
                        at));
    }

    /** With what a waiver of it would have to name. */
    private static Evidence evidence(Verdict.Fail fail) {
        return fail.evidence().granting(fail.access().waivable());
    }

    /** A finding with the same evidence as before: accepted until now, or reported. */
    private void confirm(FindingState state, Optional<CoveringWaiver> waiver, Evidence evidence) {
        if (state.isAccepted()) {
            endAcceptance(state, evidence);
            return;
        }
        FindingState covered = state.coveredBy(waiver);
        if (isToBeAnnounced(waiver)) {
            remind(covered.evaluatedAt(at).confirmedState());
        } else {
            ledger.confirm(key, covered, evidence, attribution);
        }
    }

    /**
     * Accepts the finding. The alerts say that a reported one is waived, and that a waiver ends. The last alert about a
     * flapping one may say that it is open, whatever it is now.
     */
    void accept(AcceptedFindings.Decision decision) {
        Optional<CoveringWaiver> waiver = decision.waiver();
        FindingState next = acceptedState().accepted(decision.acceptance()).coveredBy(waiver);
        boolean isNumberNew = next.number() > known.map(FindingState::number).orElse(0);
        FindingState numbered = isNumberNew ? next : next.confirmedState();
        Optional<FindingState> reported = known.filter(
                state -> state.open() ? !state.isSilent() : state.flapHistory().flapping());
        if (waiver.isPresent() && reported.isPresent()) {
            ledger.emit(
                    key,
                    numbered.coveredBy(waiver.map(covering -> covering.named(at)))
                            .withoutHistory(),
                    WaiverFacts.waived(reported.get(), waiver.get(), attribution));
        } else if (isToBeAnnounced(waiver)) {
            remind(numbered);
        } else {
            ledger.findings().put(key, next);
        }
    }

    private FindingState acceptedState() {
        Verdict.Fail fail = failure.whole();
        if (open.filter(state -> AcceptedFindings.Failure.isSame(fail, state)).isPresent()) {
            return open.get().evaluatedAt(at);
        }
        return new FindingState(
                true,
                open.map(FindingState::openedAt).orElse(at),
                at,
                fail.severity(),
                FindingState.hash(fail.evidence()),
                new TransitionHistory(
                        known.map(FindingState::number).orElse(0) + 1,
                        known.map(FindingState::flapHistory).orElse(FlapHistory.NONE)));
    }

    /** Reports a finding that is accepted no longer; in a digest, because a baseline ends for many at a time. */
    private void endAcceptance(FindingState state, Evidence evidence) {
        String ended = state.waiver()
                .map(waiver -> WaiverFacts.ended(waiver, at))
                .orElseGet(() -> "It is no longer accepted by the baseline, which accepted it until "
                        + state.acceptance().orElseThrow().until() + ". ");
        EvaluationReason reason =
                state.waiver().map(waiver -> WaiverFacts.reason(waiver, at)).orElse(EvaluationReason.CHANGED_SETTINGS);
        ledger.emit(
                key,
                state.evaluatedAt(at)
                        .confirmedState()
                        .accepted(Optional.empty())
                        .coveredBy(Optional.empty()),
                TransitionFacts.of(
                        status(state),
                        evidence.saying(ended + evidence.summary()).capped(),
                        Attribution.by(attribution.event()).withReason(Optional.of(reason))));
    }

    private void remind(FindingState next) {
        CoveringWaiver waiver = next.waiver().orElseThrow();
        ledger.emit(
                key,
                next.coveredBy(Optional.of(waiver.named(at))),
                WaiverFacts.endsSoon(key, failure, waiver, attribution));
    }

    private boolean isToBeAnnounced(Optional<CoveringWaiver> waiver) {
        return waiver.filter(covering -> covering.isToBeAnnounced(at)).isPresent();
    }

    /** Its day is over, or the settings no longer have it: then no call is the cause. */
    private boolean isEnded(CoveringWaiver before, Optional<CoveringWaiver> now) {
        boolean isWithdrawn =
                now.isEmpty() && attribution.setBy().isEmpty() && WaiverFacts.maySettingsHaveChanged(attribution);
        return !before.isValid(at) || isWithdrawn;
    }

    /** Of a finding that was accepted until now, the last alert has not reported it, or has said that it is waived. */
    private static AlertStatus status(FindingState open) {
        if (open.isUnreported()) {
            return AlertStatus.OPENED;
        }
        return open.isWaived() ? AlertStatus.REOPENED : AlertStatus.CHANGED;
    }
}
