package dev.ecrauditor.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.audit.ScanRemediation.Outcome;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.RemediationRequest;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.settings.Settings;
import dev.ecrauditor.testing.MutableClock;
import dev.ecrauditor.testing.RepositoryTimeline;
import dev.ecrauditor.testing.SampleRepository;
import dev.ecrauditor.testing.ScriptedReader;
import dev.ecrauditor.testing.ScriptedStore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The order of one remediation, what reading back shows, and others who write the record meanwhile. */
class RemediationRaceTest {

    private static final SampleRepository OFF = SampleRepository.good().scanOnPush(false);
    private static final SampleRepository ON = SampleRepository.good();

    private final List<String> journal = new ArrayList<>();
    private final ScriptedStore store = new ScriptedStore(journal);
    private final ScriptedReader reader = new ScriptedReader(journal);
    private final RepositoryTimeline timeline = new RepositoryTimeline(RemediationMode.ON);
    private boolean drainRequestsFail;

    private final ScanRemediation remediation = new ScanRemediation(new ScanRemediation.Parts(
            account -> true,
            reader,
            repository -> journal.add("write"),
            () -> new Reading.Known<>(Settings.of(RemediationMode.ON)),
            repository -> new Reading.Known<>(false),
            store,
            record -> {
                journal.add("drain request");
                if (drainRequestsFail) {
                    throw new IllegalStateException("the queue does not answer");
                }
            },
            new MutableClock(timeline.now().plusSeconds(120))));

    private RemediationRequest request;

    @BeforeEach
    void scanningIsOff() {
        timeline.setRepository(OFF);
        timeline.evaluate(RepositoryTimeline.SCANNING, RepositoryTimeline.fail("off"));
        request = timeline.requests().get(0);
        store.put(timeline.record());
        reader.addFirstReading(OFF.known());
        reader.setReading(ON.known());
    }

    @Test
    void readsThenBeginsThenWritesThenReadsBackThenReports() {
        assertThat(remediation.remediate(request).outcome()).isEqualTo(Outcome.SCANNING_ENABLED);
        assertThat(journal).containsExactly("read", "load", "save", "write", "read", "load", "save", "drain request");
    }

    @Test
    void aFlagThatStillReadsOffIsReportedAsFailed() {
        reader.setReading(OFF.known());
        assertThat(remediation.remediate(request).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(lastAlert().evidence().summary()).contains("still shows it off");
    }

    @Test
    void aFlagThatReadsOnWhereRulesDecideByNowIsReportedAsFailed() {
        reader.setReading(ON.scannedByRegistryRules(false).known());
        assertThat(remediation.remediate(request).outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void aRepositoryGoneOrUnreadableWhenReadBackIsReportedAsFailed() {
        reader.setReading(new Reading.Absent<>());
        assertThat(remediation.remediate(request).outcome()).isEqualTo(Outcome.FAILED);
        reader.addFirstReading(OFF.known());
        reader.setReading(new Reading.Unreadable<>("ecr:DescribeRepositories", "denied"));
        assertThat(remediation.remediate(numbered(2)).outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void othersWhoWriteBeforeItBeginsOnlyMakeItReadTheRecordAgain() {
        store.writeConcurrentlyBeforeSaves(4);
        assertThat(remediation.remediate(request).outcome()).isEqualTo(Outcome.SCANNING_ENABLED);
        assertThat(journal).filteredOn("write"::equals).hasSize(1);
    }

    @Test
    void whileOthersKeepWritingNoAttemptStartsAndNothingIsWritten() {
        store.writeConcurrentlyBeforeSaves(5);
        assertThatThrownBy(() -> remediation.remediate(request)).isInstanceOf(RetryableAuditException.class);
        assertThat(journal).doesNotContain("write");
        assertThat(record().remediation().done()).isZero();
    }

    @Test
    void twoWhoHoldTheSameRequestWriteOnce() {
        reader.addFirstReading(ON.known());
        reader.setReading(OFF.known());
        assertThat(remediation.remediate(request).outcome()).isEqualTo(Outcome.SCANNING_ENABLED);
        assertThat(remediation.remediate(request).outcome()).isEqualTo(Outcome.NOT_DUE);
        assertThat(journal).filteredOn("write"::equals).hasSize(1);
    }

    @Test
    void aDrainRequestThatFailsAfterTheWriteFailsTheMessageWhichDoesNotWriteAgain() {
        drainRequestsFail = true;
        assertThatThrownBy(() -> remediation.remediate(request)).hasMessageContaining("does not answer");
        assertThat(lastAlert().status().name()).isEqualTo("REMEDIATED");
        reader.setReading(OFF.known());
        assertThat(remediation.remediate(request).outcome()).isEqualTo(Outcome.NOT_DUE);
        assertThat(journal).filteredOn("write"::equals).hasSize(1);
    }

    @Test
    void aWriteWhoseOutcomeCouldNotBeStoredIsPublishedWhenTheMessageComesAgain() {
        store.put(record().beginAttempt(request, timeline.now()).orElseThrow());
        reader.read(SampleRepository.ARN); // the attempt was cut off behind its write: from now on ECR shows it
        assertThat(remediation.remediate(request).outcome()).isEqualTo(Outcome.SCANNING_ENABLED);
        assertThat(remediation.remediate(request).outcome()).isEqualTo(Outcome.NOT_NEEDED);
    }

    private RemediationRequest numbered(int attempt) {
        return new RemediationRequest(
                request.id(), request.position(), request.subject(), request.finding(), request.incarnation(), attempt);
    }

    private AlertFacts lastAlert() {
        return (AlertFacts) record().outbox().get(record().outbox().size() - 1);
    }

    private SubjectRecord record() {
        return store.record(timeline.record().subject());
    }
}
