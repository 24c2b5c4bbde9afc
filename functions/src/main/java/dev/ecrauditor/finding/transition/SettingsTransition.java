package dev.ecrauditor.finding.transition;

import dev.ecrauditor.finding.record.Cause;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.FindingState;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.repository.DeniedCall;
import dev.ecrauditor.repository.PolicyType;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.evidence.Evidence;
import dev.ecrauditor.settings.Reminders;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Records whether the settings can be read, as one finding of the coverage of the hub. Pure, like {@link Transition}. */
public final class SettingsTransition {

    private static final List<String> FIX = List.of(
            "To replace the object: ./ecr-auditor settings publish auditor.yaml",
            "If the object is denied, deploy again: that restores the permissions of the functions.");

    private SettingsTransition() {}

    /**
     * Opens or resolves the finding.
     *
     * @param reminders how often people are reminded that it is open
     * @return empty when nothing is to be recorded
     */
    public static Optional<TransitionResult> record(
            SubjectRecord before, Reading<?> settings, Instant at, Reminders reminders) {
        FindingLedger ledger = new FindingLedger(before, Instant.EPOCH, at, reminders);
        Attribution nobody = Attribution.by(Optional.empty());
        if (settings instanceof Reading.Unreadable<?> unreadable) {
            ledger.open(FindingKey.SETTINGS, Severity.HIGH, evidence(unreadable), nobody);
        } else if (isUnsettled(before)) {
            ledger.resolve(FindingKey.SETTINGS, Cause.FIXED, nobody);
        } else {
            return Optional.empty();
        }
        return Optional.of(CoverageTransition.next(before, ledger, at));
    }

    private static boolean isUnsettled(SubjectRecord record) {
        FindingState state = record.findings().get(FindingKey.SETTINGS);
        return state != null && (state.open() || state.flapHistory().flapping());
    }

    private static Evidence evidence(Reading.Unreadable<?> unreadable) {
        boolean isDenied = unreadable.denial().policyType() != PolicyType.NOT_SAID;
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("could not be read", unreadable.problem());
        if (isDenied) {
            facts.putAll(DeniedCall.of(unreadable).facts());
        }
        return new Evidence(
                "The auditor cannot read its settings: " + unreadable.problem()
                        + ". Until it can, nobody is trusted, remediation writes nothing, and sweeps wait.",
                facts,
                FIX);
    }
}
