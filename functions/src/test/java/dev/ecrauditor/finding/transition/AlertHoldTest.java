package dev.ecrauditor.finding.transition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.EventSummary;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.FindingState;
import dev.ecrauditor.finding.record.FindingState.TransitionHistory;
import dev.ecrauditor.finding.record.FlapHistory;
import dev.ecrauditor.finding.record.OutboxEntry;
import dev.ecrauditor.finding.record.OutboxPosition;
import dev.ecrauditor.finding.record.PendingAttribution;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.evidence.Evidence;
import dev.ecrauditor.testing.RepositoryChanges;
import dev.ecrauditor.testing.SampleRecords;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Only an alert whose actor can still become known waits, and only for a few seconds. */
class AlertHoldTest {

    private static final Instant NOW = SampleRecords.NOON;
    private static final FindingKey KEY = new FindingKey("ecr-scan-on-push", FindingKey.Kind.VIOLATION);

    @ParameterizedTest
    @EnumSource(names = {"OPENED", "CHANGED", "REOPENED"})
    void anOpenFindingWaitsForItsActor(AlertStatus status) {
        assertThat(held(alert(status, 2), pending(1, 2))).hasValue(NOW.plus(AlertHold.LONGEST));
    }

    @ParameterizedTest
    @EnumSource(
            names = {"OPENED", "CHANGED", "REOPENED"},
            mode = EnumSource.Mode.EXCLUDE)
    void everyOtherNewsIsPublishedAtOnce(AlertStatus status) {
        assertThat(held(alert(status, 2), pending(1, 2))).isEmpty();
    }

    @Test
    void anAlertThatNoEventCanExplainIsPublishedAtOnce() {
        assertThat(held(alert(AlertStatus.CHANGED, 2), pending())).isEmpty();
        assertThat(held(alert(AlertStatus.CHANGED, 2), pending(1))).isEmpty();
    }

    @Test
    void anAlertOfAnotherFindingIsPublishedAtOnce() {
        AlertFacts alert = alert(AlertStatus.OPENED, 1);
        assertThat(AlertHold.hold(List.of(alert), Map.of(), NOW)).containsExactly(alert);
    }

    @Test
    void anAlertWithAKnownActorIsPublishedAtOnce() {
        AlertFacts known = alert(AlertStatus.OPENED, 1).toBuilder()
                .setBy(Optional.of(EventSummary.of(RepositoryChanges.scanningSet(NOW, false))))
                .build();
        assertThat(held(known, pending(1))).isEmpty();
    }

    @Test
    void anAlertOfADigestIsNotHeld() {
        AlertFacts inDigest = SampleRecords.forDigest(alert(AlertStatus.OPENED, 1), EvaluationReason.NEW_RULES);
        assertThat(held(inDigest, pending(1))).isEmpty();
    }

    @Test
    void everythingIsDueWithTheLastThatStillWaits() {
        AlertFacts over = alert(AlertStatus.OPENED, 1).heldUntil(NOW);
        AlertFacts soon = alert(AlertStatus.OPENED, 2).heldUntil(NOW.plusSeconds(1));
        AlertFacts later = alert(AlertStatus.OPENED, 3).heldUntil(NOW.plusSeconds(4));
        assertThat(AlertHold.until(record(over, later, soon), NOW)).hasValue(NOW.plusSeconds(4));
        assertThat(AlertHold.until(record(over), NOW)).isEmpty();
    }

    private static Optional<Instant> held(AlertFacts alert, FindingState state) {
        return AlertHold.hold(List.of(alert), Map.of(KEY, state), NOW).get(0).dueAt();
    }

    private static AlertFacts alert(AlertStatus status, int number) {
        return AlertFacts.of("aaaa#" + number, KEY, status)
                .position(new OutboxPosition(1, number))
                .severity(Severity.HIGH)
                .evidence(new Evidence("It is not right.", Map.of()))
                .openedAt(NOW)
                .at(NOW)
                .build();
    }

    /** An open finding of which these transitions can still be attributed. */
    private static FindingState pending(int... numbers) {
        List<PendingAttribution> pending = Arrays.stream(numbers)
                .mapToObj(number -> new PendingAttribution(number, Setting.SCANNING, "value", Optional.empty(), NOW))
                .toList();
        return new FindingState(
                true,
                NOW,
                NOW,
                Severity.HIGH,
                "hash",
                new TransitionHistory(3, FlapHistory.NONE, pending, Optional.empty()));
    }

    private static SubjectRecord record(OutboxEntry... entries) {
        return SubjectRecord.notEvaluated(SampleRecords.subject("payments/api")).toBuilder()
                .outbox(List.of(entries))
                .build();
    }
}
