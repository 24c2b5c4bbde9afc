package dev.ecrauditor.finding.transition;

import dev.ecrauditor.finding.waiver.WaivedFailure;
import dev.ecrauditor.finding.waiver.Waivers;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.Verdict;
import java.util.Map;
import java.util.Optional;

/**
 * Applies the verdicts of one evaluation to the findings.
 *
 * @param verdicts of every rule
 * @param waivers that hold for the subject now
 */
record VerdictReconciliation(FindingReconciler reconciler, Map<RuleMetadata, Verdict> verdicts, Waivers waivers) {

    void apply() {
        verdicts.forEach((metadata, verdict) -> {
            if (verdict instanceof Verdict.Fail fail) {
                WaivedFailure failure = waivers.apply(metadata.id(), fail);
                reconciler.applyFail(metadata, failure);
                applyCoverage(metadata, failure.remaining());
            } else if (verdict instanceof Verdict.Unknown unknown && isReportedByAnotherRule(unknown)) {
                // Neither opened nor resolved: earlier alerts of this rule remain valid.
                return;
            } else {
                if (!(verdict instanceof Verdict.Unknown)) {
                    reconciler.applyPass(metadata);
                }
                applyCoverage(metadata, verdict);
            }
        });
    }

    /** Without what is waived, it may not be known whether the rule fails. */
    private void applyCoverage(RuleMetadata metadata, Verdict verdict) {
        if (verdict instanceof Verdict.Unknown unknown) {
            reconciler.applyUnknown(metadata, unknown);
        } else {
            reconciler.resolveCoverageGap(metadata);
        }
    }

    /** Only a rule that fails in the same evaluation reports anything; a rule outside the registry reports nothing. */
    private boolean isReportedByAnotherRule(Verdict.Unknown unknown) {
        return verdicts.entrySet().stream()
                .anyMatch(other ->
                        unknown.reportedBy().equals(Optional.of(other.getKey().id()))
                                && other.getValue() instanceof Verdict.Fail);
    }
}
