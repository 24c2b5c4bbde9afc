package dev.ecrauditor.finding.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.FindingState;
import dev.ecrauditor.finding.record.FindingState.TransitionHistory;
import dev.ecrauditor.finding.record.FlapHistory;
import dev.ecrauditor.finding.record.OutboxEntry;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.repository.Origin;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.testing.SampleRecords;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Records that earlier versions stored are read as they were meant. */
class StoredRecordCompatibilityTest {

    /** To the letter as the version before subjects, flapping and fingerprints wrote it. */
    private static final String OF_OLD = """
            {"schema":1,"subject":"arn:aws:ecr:us-east-1:111122223333:repository/payments/api","version":7,
             "incarnation":"2026-03-02T09:30:00Z",
             "findings":{"ecr-scan-on-push#violation":{"open":true,"number":3,"openedAt":"2026-11-20T11:00:00Z",
               "lastSeen":"2026-11-20T12:00:00Z","severity":"MEDIUM","evidenceHash":"abc"}},
             "outbox":{"0123#3":{"version":7,"index":0,"finding":"ecr-scan-on-push#violation","status":"REOPENED",
               "severity":"MEDIUM","summary":"Images are not scanned.","evidence":[{"name":"flag","value":"false"}],
               "openedAt":"2026-11-20T11:00:00Z","at":"2026-11-20T12:00:00Z","actorIsCertain":false},
              "0123@1":{"version":7,"index":1,"remediationAttempt":1,"finding":"ecr-scan-on-push#violation",
               "incarnation":"2026-03-02T09:30:00Z"}},
             "remediation":{"done":0,"attempts":[]},
             "lastEvaluated":"2026-11-20T12:00:00Z","outboxSince":"2026-11-20T12:00:00Z"}""";

    @Test
    void aRecordOfTheFirstVersionIsReadWhole() throws Exception {
        SubjectRecord record = SubjectRecordJson.read(JsonReader.read(OF_OLD));
        assertThat(record.subject()).isEqualTo(SampleRecords.subject("payments/api"));
        assertThat(record.findings().get(new FindingKey("ecr-scan-on-push", FindingKey.Kind.VIOLATION)))
                .isEqualTo(new FindingState(
                        true,
                        Instant.parse("2026-11-20T11:00:00Z"),
                        Instant.parse("2026-11-20T12:00:00Z"),
                        Severity.MEDIUM,
                        "abc",
                        new TransitionHistory(3, FlapHistory.NONE)));
        assertThat(record.outbox()).extracting(OutboxEntry::id).containsExactly("0123#3", "0123@1");
        assertThat(((AlertFacts) record.outbox().get(0)).reason()).isEmpty();
        assertThat(record.evaluatedBy()).isEmpty();
        assertThat(record.keyArn()).isEmpty();
        assertThat(record.generation()).isEmpty();
        assertThat(record.origin()).isEqualTo(Origin.UNKNOWN);
        assertThat(((AlertFacts) record.outbox().get(0)).evidence().fix()).isEmpty();
    }

    @Test
    void whatToDoAndWhoMadeTheRepositoryComeBack() throws Exception {
        SubjectRecord full = SampleRecords.full(SampleRecords.subject("payments/api"));
        AlertFacts first = (AlertFacts) full.outbox().get(0);
        List<String> fix = List.of("# Then:", "aws ecr delete-repository-policy --region us-east-1");
        SubjectRecord record =
                full.withOutbox(List.of(first.withEvidence(first.evidence().fixedBy(fix))));
        String stored = JsonWriter.write(SubjectRecordJson.write(record));
        SubjectRecord read = SubjectRecordJson.read(JsonReader.read(stored));
        assertThat(read).isEqualTo(record);
        assertThat(read.origin()).isEqualTo(Origin.ECR);
        assertThat(((AlertFacts) read.outbox().get(0)).evidence().fix()).isEqualTo(fix);
    }

    /** Otherwise an open finding would be resolved under an unknown id. */
    @Test
    void aRecordKeepsItsGenerationAndOneOfOldGetsNone() throws Exception {
        SubjectRecord of =
                SubjectRecord.notEvaluated(SampleRecords.subject("payments/api"), "EcrAuditor-FindingTable-5E6F");
        assertThat(SubjectRecordJson.read(SubjectRecordJson.write(of))).isEqualTo(of);
        SubjectRecord old = SubjectRecordJson.read(JsonReader.read(OF_OLD));
        assertThat(SubjectRecordJson.write(old).text("generation")).isEmpty();
    }

    @Test
    void whoseEventWasCertainInAnAlertOfTheFirstVersionSetIt() throws Exception {
        String event = "\"event\":{\"id\":\"e-1\",\"name\":\"SetRepositoryPolicy\",\"time\":\"2026-11-20T10:00:00Z\","
                + "\"actor\":\"arn:aws:sts::111122223333:assumed-role/Deploy/x\",\"tool\":\"TERRAFORM\"},";
        String uncertain = OF_OLD.replace("\"actorIsCertain\":false", event + "\"actorIsCertain\":false");
        AlertFacts unnamed = (AlertFacts)
                SubjectRecordJson.read(JsonReader.read(uncertain)).outbox().get(0);
        assertThat(unnamed.event()).isPresent();
        assertThat(unnamed.setBy()).isEmpty();
        String certain = uncertain.replace("\"actorIsCertain\":false", "\"actorIsCertain\":true");
        AlertFacts named = (AlertFacts)
                SubjectRecordJson.read(JsonReader.read(certain)).outbox().get(0);
        assertThat(named.setBy()).isEqualTo(named.event()).isPresent();
        assertThat(named.dueAt()).isEmpty();
    }

    @Test
    void whatIsWrittenNowHasTheSchemaOfThisVersion() throws Exception {
        SubjectRecord record = SubjectRecordJson.read(JsonReader.read(OF_OLD));
        assertThat(SubjectRecordJson.write(record).whole("schema")).hasValue(StoredSchema.CURRENT);
    }

    @Test
    void recordsOfEveryKindOfSubjectComeBack() throws Exception {
        for (Subject subject : List.of(
                new Subject.Registry("111122223333", "us-east-1"),
                new Subject.Key("111122223333", "us-east-1", "1234abcd-12ab-34cd-56ef-1234567890ab"),
                new Subject.Coverage("111122223333", "us-east-1"))) {
            SubjectRecord record = SampleRecords.withAlerts(subject, SampleRecords.NOON, "a#1");
            String stored = JsonWriter.write(SubjectRecordJson.write(record));
            assertThat(SubjectRecordJson.read(JsonReader.read(stored))).isEqualTo(record);
        }
    }

    @Test
    void whyAnAlertIsForTheDigestComesBack() throws Exception {
        SubjectRecord pending =
                SampleRecords.withAlerts(SampleRecords.subject("payments/api"), SampleRecords.NOON, "a#1");
        String stored = JsonWriter.write(SubjectRecordJson.write(pending))
                .replace("\"status\":\"OPENED\"", "\"status\":\"OPENED\",\"reason\":\"FIRST_SWEEP\"");
        SubjectRecord record = SubjectRecordJson.read(JsonReader.read(stored));
        assertThat(((AlertFacts) record.outbox().get(0)).reason()).hasValue(EvaluationReason.FIRST_SWEEP);
        assertThat(SubjectRecordJson.read(SubjectRecordJson.write(record))).isEqualTo(record);
    }

    @Test
    void aRepositoryIsStoredWithTheKeyItIsFoundBy() throws Exception {
        SubjectRecord record = SampleRecords.full(SampleRecords.subject("payments/api"));
        assertThat(SubjectRecordJson.write(record).text("keyArn"))
                .isEqualTo(record.keyArn())
                .isNotEqualTo(Optional.empty());
    }
}
