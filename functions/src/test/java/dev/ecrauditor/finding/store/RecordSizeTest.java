package dev.ecrauditor.finding.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.OutboxEntry;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.rule.evidence.Evidence;
import dev.ecrauditor.testing.SampleRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A record stays small enough for its store while its alerts cannot be published. */
class RecordSizeTest {

    private static SubjectRecord waiting(int alerts, int characters) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < alerts; i++) {
            ids.add("finding-" + i + "#1");
        }
        SubjectRecord record = SampleRecords.withAlerts(
                SampleRecords.subject("team/app"), SampleRecords.NOON, ids.toArray(String[]::new));
        Evidence evidence = new Evidence("y".repeat(200), Map.of("statement 1", "x".repeat(characters)));
        return record.withOutbox(record.outbox().stream()
                .map(AlertFacts.class::cast)
                .<OutboxEntry>map(facts -> facts.withEvidence(evidence))
                .toList());
    }

    @Test
    void aRecordThatFitsIsLeftAsItIs() {
        SubjectRecord record = waiting(3, 7_000);
        assertThat(RecordSize.fitting(record)).isEqualTo(record);
    }

    @Test
    void ofWhatWaitsLongestTheProofIsCutFirst() {
        SubjectRecord fitting = RecordSize.fitting(waiting(14, 7_000));
        assertThat(RecordSize.bytes(fitting)).isLessThanOrEqualTo(RecordSize.MOST);
        List<Integer> lengths = fitting.outbox().stream()
                .map(AlertFacts.class::cast)
                .map(facts -> facts.evidence().facts().get("statement 1").length())
                .toList();
        assertThat(lengths.get(0)).isLessThan(2_100);
        assertThat(lengths.get(13)).isEqualTo(7_000);
    }

    @Test
    void howeverManyWaitAllOfThemAreKept() {
        SubjectRecord record = waiting(60, 7_000);
        SubjectRecord fitting = RecordSize.fitting(record);
        assertThat(RecordSize.bytes(fitting)).isLessThanOrEqualTo(RecordSize.MOST);
        assertThat(fitting.outbox())
                .extracting(OutboxEntry::id)
                .containsExactlyElementsOf(
                        record.outbox().stream().map(OutboxEntry::id).toList());
        assertThat(fitting.outboxSince()).isEqualTo(record.outboxSince());
        assertThat(fitting.version()).isEqualTo(record.version());
    }
}
