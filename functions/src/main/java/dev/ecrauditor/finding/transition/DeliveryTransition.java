package dev.ecrauditor.finding.transition;

import dev.ecrauditor.delivery.CheckResult;
import dev.ecrauditor.delivery.DeliveryCheck;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.Cause;
import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.FindingState;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.transition.CoverageTransition.DenialContext;
import dev.ecrauditor.rule.evidence.Evidence;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Records the results of checks of event delivery: one finding of the coverage of the account and Region for each check,
 * beside that of denied reads. Pure, like {@link Transition}.
 */
public final class DeliveryTransition {

    private DeliveryTransition() {}

    /** The key of a check's finding. */
    public static FindingKey key(DeliveryCheck check) {
        return new FindingKey(check.id(), FindingKey.Kind.COVERAGE_GAP);
    }

    /**
     * Opens, changes and resolves the findings of the checks.
     *
     * @param context when and how they were found
     * @return empty when nothing is wrong and nothing was
     */
    public static Optional<TransitionResult> record(
            SubjectRecord before, List<CheckResult> results, DenialContext context) {
        boolean isQuiet = results.stream()
                .allMatch(result -> result.gap().isEmpty() && !isUnsettled(before, key(result.check())));
        if (isQuiet) {
            return Optional.empty();
        }
        FindingLedger ledger = new FindingLedger(before, Instant.EPOCH, context.at(), context.reminders());
        Attribution attribution = Attribution.by(Optional.empty()).withReason(context.reason());
        for (CheckResult result : results) {
            FindingKey key = key(result.check());
            Optional<Evidence> gap = result.gap();
            if (gap.isPresent()) {
                ledger.open(key, result.severity(), gap.get(), attribution);
            } else {
                ledger.resolve(
                        key,
                        Cause.FIXED,
                        Attribution.by(Optional.empty()).withReason(reasonOfUnpublished(before, key)));
            }
        }
        return Optional.of(CoverageTransition.next(before, ledger, context.at()));
    }

    /** True when the finding is open, or its end was not published because it is flapping. */
    private static boolean isUnsettled(SubjectRecord record, FindingKey key) {
        return Optional.ofNullable(record.findings().get(key))
                .filter(DeliveryTransition::isUnsettled)
                .isPresent();
    }

    private static boolean isUnsettled(FindingState state) {
        return state.open() || state.flapHistory().flapping();
    }

    /** What was opened in a digest and is not published yet is resolved in the same digest. */
    private static Optional<EvaluationReason> reasonOfUnpublished(SubjectRecord before, FindingKey key) {
        return before.outbox().stream()
                .filter(entry ->
                        entry instanceof AlertFacts facts && facts.finding().equals(key))
                .flatMap(entry -> ((AlertFacts) entry).reason().stream())
                .filter(EvaluationReason::isForDigestOnly)
                .findFirst();
    }
}
