package dev.ecrauditor.finding.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.Cause;
import dev.ecrauditor.finding.record.CoveringWaiver;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.FindingState;
import dev.ecrauditor.finding.record.FindingState.Acceptance;
import dev.ecrauditor.finding.record.FindingState.TransitionHistory;
import dev.ecrauditor.finding.record.FlapHistory;
import dev.ecrauditor.finding.record.OutboxEntry;
import dev.ecrauditor.finding.record.OutboxPosition;
import dev.ecrauditor.finding.record.RemediationRequest;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.evidence.Evidence;
import dev.ecrauditor.testing.SampleRecords;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One line of an export says what the record says, and evidence only of the present state. */
class FindingRowTest {

    private static final Instant NOW = SampleRecords.NOON;
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
    private static final Subject.Repository REPOSITORY = SampleRecords.subject("payments/api");
    private static final FindingKey KEY = new FindingKey("ecr-scan-on-push", FindingKey.Kind.VIOLATION);
    private static final FindingState OPEN = new FindingState(
            true,
            NOW.minusSeconds(60),
            NOW,
            Severity.HIGH,
            "hash",
            new TransitionHistory(3, new FlapHistory(List.of(NOW), true, Optional.of(Cause.FIXED))));
    private static final CoveringWaiver WAIVER = new CoveringWaiver("payments", "moves soon", TODAY, true);

    @Test
    void aRowOfAnOpenFindingIsTheDocumentedLine() {
        FindingRow row = row(OPEN, alert(3, "Scanning is off."));
        Json line = row.json(Optional.of("payments@example.org"));
        assertThat(row.repository()).hasValue(REPOSITORY.repository());
        assertThat(line.text("findingId")).hasValue(row.findingId());
        assertThat(line.text("alertId")).hasValue(row.findingId() + "#3");
        assertThat(line.text("rule")).hasValue("ecr-scan-on-push");
        assertThat(line.text("status")).hasValue("OPEN");
        assertThat(line.text("repository")).hasValue("payments/api");
        assertThat(line.text("owner")).hasValue("payments@example.org");
        assertThat(line.text("resolvedBy")).isEmpty();
        assertThat(line.text("acceptedUntil")).isEmpty();
        assertThat(line.text("evidenceHash")).hasValue("hash");
        assertThat(line.text("evidence", "summary")).hasValue("Scanning is off.");
        assertThat(line.text("evidence", "facts", "scanOnPush")).hasValue("false");
    }

    @Test
    void theEvidenceOfAnEarlierStateOrAnotherFindingIsLeftOut() {
        AlertFacts ofAnother = alert(3, "No policy.", new FindingKey("ecr-policy-present", KEY.kind()));
        assertThat(row(OPEN, alert(2, "Scanning was off."), ofAnother).evidence())
                .isEmpty();
        assertThat(row(OPEN).json(Optional.empty()).text("evidence", "summary")).isEmpty();
    }

    @Test
    void whatIsResolvedNamesItsCause() {
        FindingRow row = row(OPEN.resolved(NOW, Cause.REMEDIATED));
        assertThat(row.status()).isEqualTo(FindingStatus.RESOLVED);
        assertThat(row.json(Optional.empty()).text("resolvedBy")).hasValue("REMEDIATED");
    }

    @Test
    void whatIsWaivedNamesTheWaiverUntilItsDayIsOver() {
        FindingState waived =
                OPEN.accepted(Optional.of(new Acceptance(TODAY, true))).coveredBy(Optional.of(WAIVER));
        FindingRow row = row(waived);
        assertThat(row.status()).isEqualTo(FindingStatus.WAIVED);
        Json line = row.json(Optional.empty());
        assertThat(line.text("waived", "owner")).hasValue("payments");
        assertThat(line.text("waived", "reason")).hasValue("moves soon");
        assertThat(line.text("waived", "expires")).hasValue("2026-11-20");
        assertThat(line.text("acceptedUntil")).isEmpty();

        FindingRow over = FindingRow.of(record(waived), NOW.plusSeconds(86_400)).get(0);
        assertThat(over.status()).isEqualTo(FindingStatus.OPEN);
        assertThat(over.waiver()).isEmpty();
    }

    @Test
    void theWaiverOfAResolvedFindingIsLeftOut() {
        FindingState resolved = OPEN.resolved(NOW, Cause.FIXED).coveredBy(Optional.of(WAIVER));
        assertThat(row(resolved).waiver()).isEmpty();
    }

    @Test
    void whatABaselineAcceptsNamesItsLastDay() {
        FindingRow row = row(OPEN.accepted(Optional.of(new Acceptance(TODAY, false))));
        assertThat(row.status()).isEqualTo(FindingStatus.ACCEPTED);
        assertThat(row.json(Optional.empty()).text("acceptedUntil")).hasValue("2026-11-20");
    }

    @Test
    void aFindingOfAKeyHasNoRepositoryAndOneWithoutEvidenceNoHash() {
        FindingState withoutHash = new FindingState(true, NOW, NOW, Severity.LOW, "", OPEN.history());
        SubjectRecord ofKey =
                SubjectRecord.notEvaluated(new Subject.Key("111122223333", "us-east-1", "1234abcd")).toBuilder()
                        .findings(Map.of(KEY, withoutHash))
                        .build();
        FindingRow row = FindingRow.of(ofKey, NOW).get(0);
        assertThat(row.repository()).isEmpty();
        assertThat(row.json(Optional.empty()).text("evidenceHash")).isEmpty();
    }

    private static FindingRow row(FindingState state, AlertFacts... alerts) {
        return FindingRow.of(record(state, alerts), NOW).get(0);
    }

    private static SubjectRecord record(FindingState state, AlertFacts... alerts) {
        List<OutboxEntry> outbox = new ArrayList<>();
        outbox.add(new RemediationRequest("aaaa@3", new OutboxPosition(1, 9), REPOSITORY, KEY, NOW, 3));
        outbox.addAll(List.of(alerts));
        return SubjectRecord.notEvaluated(REPOSITORY).toBuilder()
                .findings(Map.of(KEY, state))
                .outbox(outbox)
                .build();
    }

    private static AlertFacts alert(int number, String summary) {
        return alert(number, summary, KEY);
    }

    private static AlertFacts alert(int number, String summary, FindingKey key) {
        return AlertFacts.of("aaaa#" + number, key, AlertStatus.CHANGED)
                .position(new OutboxPosition(1, number))
                .severity(Severity.HIGH)
                .evidence(new Evidence(summary, Map.of("scanOnPush", "false")))
                .openedAt(NOW)
                .at(NOW)
                .build();
    }
}
