package dev.ecrauditor.finding.transition;

import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.Cause;
import dev.ecrauditor.finding.record.CoveringWaiver;
import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.FindingState;
import dev.ecrauditor.finding.waiver.WaivedFailure;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.evidence.Evidence;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What alerts say about waivers: that a finding is waived, that a waiver ends soon, and that it has ended. */
final class WaiverFacts {

    private WaiverFacts() {}

    /**
     * A reported finding is waived. Where a waiver covered a part of it before, and the settings are as before, the
     * reported part was fixed.
     */
    static TransitionFacts waived(FindingState known, CoveringWaiver waiver, Attribution attribution) {
        boolean isRestFixed = known.waiver().isPresent() && !maySettingsHaveChanged(attribution);
        String terms = terms(waiver) + ": " + waiver.reason();
        Evidence evidence = new Evidence(
                isRestFixed
                        ? "What was reported is fixed. What is left is waived by " + terms
                        : "It is not fixed, but waived by " + terms + ". It is reported again when the waiver ends.",
                Map.of());
        return new TransitionFacts(
                        AlertStatus.RESOLVED,
                        Optional.of(isRestFixed ? Cause.FIXED : Cause.WAIVED),
                        evidence.capped(),
                        attribution)
                .withoutPending();
    }

    /** A waiver ends soon. */
    static TransitionFacts endsSoon(
            FindingKey key, WaivedFailure failure, CoveringWaiver waiver, Attribution attribution) {
        Verdict.Fail left = failure.reportedAfterFirstEnd();
        Evidence reported = left.evidence().granting(left.access().waivable());
        Evidence evidence = reported.saying(
                        "The waiver of " + waiver.owner() + " for " + key.ruleId() + " ends on " + waiver.until()
                                + ". From the next day on this is reported: "
                                + reported.summary())
                .followedBy(failure.facts());
        return TransitionFacts.of(
                AlertStatus.REMINDER,
                evidence.capped(),
                Attribution.by(attribution.event()).withReason(Optional.of(EvaluationReason.WAIVER_ENDS)));
    }

    /**
     * The report of a finding, which also says that a waiver ended. It is published in a digest, unless a call is known to
     * have caused it: a waiver ends for many findings at a time.
     */
    static TransitionFacts ofReported(TransitionFacts report, Optional<CoveringWaiver> ended, Instant at) {
        if (ended.isEmpty()) {
            return report;
        }
        Evidence evidence = report.evidence();
        Attribution attribution = report.attribution();
        return TransitionFacts.of(
                report.status(),
                evidence.saying(ended(ended.get(), at) + evidence.summary()).capped(),
                attribution.setBy().isPresent()
                        ? attribution
                        : attribution.withReason(attribution.reason().or(() -> Optional.of(reason(ended.get(), at)))));
    }

    /** The sentence that a waiver covers a finding no longer, to be followed by what was found. */
    static String ended(CoveringWaiver waiver, Instant at) {
        return waiver.isValid(at)
                ? "It is no longer waived by " + waiver.owner() + ". "
                : "The waiver of " + waiver.owner() + " ended on " + waiver.until() + ". ";
    }

    /** Whether the settings differ from those of the last evaluation; where the rules differ too, only that is known. */
    static boolean maySettingsHaveChanged(Attribution attribution) {
        return attribution
                .reason()
                .filter(why -> why == EvaluationReason.CHANGED_SETTINGS || why == EvaluationReason.NEW_RULES)
                .isPresent();
    }

    /** Why the end of a waiver is found without a call. */
    static EvaluationReason reason(CoveringWaiver waiver, Instant at) {
        return waiver.isValid(at) ? EvaluationReason.CHANGED_SETTINGS : EvaluationReason.WAIVER_ENDS;
    }

    private static String terms(CoveringWaiver waiver) {
        return waiver.owner() + " until " + waiver.until();
    }
}
