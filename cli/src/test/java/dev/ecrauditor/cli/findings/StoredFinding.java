package dev.ecrauditor.cli.findings;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.Cause;
import dev.ecrauditor.finding.record.CoveringWaiver;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.FindingState;
import dev.ecrauditor.finding.record.FindingState.TransitionHistory;
import dev.ecrauditor.finding.record.FlapHistory;
import dev.ecrauditor.finding.record.OutboxPosition;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.evidence.Evidence;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Records as the functions write them, for the tests of the command. */
public final class StoredFinding {

    static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private StoredFinding() {}

    public static Subject.Repository repository(String account, String region, String name) {
        return Subject.of(new RepositoryArn("aws", region, account, name));
    }

    /** The first version of a record with these findings. */
    static SubjectRecord record(Subject subject, Map<FindingKey, FindingState> findings) {
        return SubjectRecord.notEvaluated(subject, "EcrAuditor-FindingTable-1A2B").toBuilder()
                .version(1)
                .incarnation(Optional.of(NOON.minusSeconds(3_600)))
                .findings(findings)
                .lastEvaluated(Optional.of(NOON.plusSeconds(60)))
                .build();
    }

    public static SubjectRecord open(Subject subject, String rule, Severity severity) {
        return record(subject, Map.of(violation(rule), state(true, severity, FlapHistory.NONE)));
    }

    static SubjectRecord resolved(Subject subject, String rule, Severity severity, Cause cause) {
        FlapHistory flaps = new FlapHistory(List.of(NOON), false, Optional.of(cause));
        return record(subject, Map.of(violation(rule), state(false, severity, flaps)));
    }

    static SubjectRecord accepted(Subject subject, String rule, LocalDate until) {
        FindingState state = state(true, Severity.LOW, FlapHistory.NONE)
                .accepted(Optional.of(new FindingState.Acceptance(until, false)));
        return record(subject, Map.of(violation(rule), state));
    }

    public static SubjectRecord waived(Subject subject, String rule, CoveringWaiver waiver) {
        FindingState state = state(true, Severity.CRITICAL, FlapHistory.NONE)
                .accepted(Optional.of(new FindingState.Acceptance(waiver.until(), false)))
                .coveredBy(Optional.of(waiver));
        return record(subject, Map.of(violation(rule), state));
    }

    public static SubjectRecord coveredInPart(Subject subject, String rule, CoveringWaiver waiver) {
        FindingState state = state(true, Severity.LOW, FlapHistory.NONE).coveredBy(Optional.of(waiver));
        return record(subject, Map.of(violation(rule), state));
    }

    static SubjectRecord flapping(Subject subject, String rule, Severity severity) {
        FlapHistory flaps = new FlapHistory(List.of(NOON), true, Optional.empty());
        return record(subject, Map.of(violation(rule), state(true, severity, flaps)));
    }

    static SubjectRecord gap(Subject subject, String rule) {
        Map<FindingKey, FindingState> findings = new LinkedHashMap<>();
        findings.put(new FindingKey(rule, FindingKey.Kind.COVERAGE_GAP), state(true, Severity.HIGH, FlapHistory.NONE));
        return record(subject, findings);
    }

    /** An open finding whose alert waits in the outbox, with its evidence. */
    static SubjectRecord unpublished(Subject subject, String rule, Evidence evidence) {
        SubjectRecord record = open(subject, rule, Severity.CRITICAL);
        FindingKey key = violation(rule);
        String id = key.findingId(record, NOON.minusSeconds(3_600)) + "#2";
        return record.toBuilder()
                .outbox(List.of(AlertFacts.of(id, key, AlertStatus.CHANGED)
                        .position(new OutboxPosition(1, 0))
                        .severity(Severity.CRITICAL)
                        .evidence(evidence)
                        .openedAt(NOON)
                        .at(NOON)
                        .build()))
                .outboxSince(Optional.of(NOON))
                .build();
    }

    static FindingKey violation(String rule) {
        return new FindingKey(rule, FindingKey.Kind.VIOLATION);
    }

    private static FindingState state(boolean open, Severity severity, FlapHistory flaps) {
        return new FindingState(
                open, NOON, NOON.plusSeconds(60), severity, "0123abcd", new TransitionHistory(2, flaps));
    }
}
