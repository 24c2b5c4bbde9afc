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
import dev.ecrauditor.testing.RepositoryStory;
import dev.ecrauditor.testing.SampleRepository;
import dev.ecrauditor.testing.ScriptedReader;
import dev.ecrauditor.testing.WatchedStore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The order of one remediation, what reading back shows, and others who write the record meanwhile. */
class RemediationRaceTest {

    private static final SampleRepository OFF = SampleRepository.good().scanOnPush(false);
    private static final SampleRepository ON = SampleRepository.good();

    private final List<String> journal = new ArrayList<>();
    private final WatchedStore store = new WatchedStore(journal);
    private final ScriptedReader reader = new ScriptedReader(journal);
    private final RepositoryStory story = new RepositoryStory(RemediationMode.ON);
    private boolean drainRequestsFail;

    private final ScanRemediation remediation = new ScanRemediation(new ScanRemediation.Parts(
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
            new MutableClock(story.now().plusSeconds(120))));

    private RemediationRequest request;

    @BeforeEach
    void scanningIsOff() {
        story.becomes(OFF);
        story.looks(RepositoryStory.SCANNING, RepositoryStory.fail("off"));
        request = story.requests().get(0);
        store.put(story.record());
        reader.answersFirst(OFF.known());
        reader.answers(ON.known());
    }

    @Test
    void readsThenBeginsThenWritesThenReadsBackThenReports() {
        assertThat(remediation.remediate(request).outcome()).isEqualTo(Outcome.SCANNING_ENABLED);
        assertThat(journal).containsExactly("read", "load", "save", "write", "read", "load", "save", "drain request");
    }

    @Test
    void aFlagThatStillReadsOffIsReportedAsFailed() {
        reader.answers(OFF.known());
        assertThat(remediation.remediate(request).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(lastTold().evidence().summary()).contains("still shows it off");
    }

    @Test
    void aFlagThatReadsOnWhereRulesDecideByNowIsReportedAsFailed() {
        reader.answers(ON.scannedByRegistryRules(false).known());
        assertThat(remediation.remediate(request).outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void aRepositoryGoneOrUnreadableWhenReadBackIsReportedAsFailed() {
        reader.answers(new Reading.Absent<>());
        assertThat(remediation.remediate(request).outcome()).isEqualTo(Outcome.FAILED);
        reader.answersFirst(OFF.known());
        reader.answers(new Reading.Unreadable<>("ecr:DescribeRepositories", "denied"));
        assertThat(remediation.remediate(numbered(2)).outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void othersWhoWriteBeforeItBeginsOnlyMakeItReadTheRecordAgain() {
        store.othersWriteBeforeSaves(4);
        assertThat(remediation.remediate(request).outcome()).isEqualTo(Outcome.SCANNING_ENABLED);
        assertThat(journal).filteredOn("write"::equals).hasSize(1);
    }

    @Test
    void whileOthersKeepWritingNothingIsBegunAndNothingWritten() {
        store.othersWriteBeforeSaves(5);
        assertThatThrownBy(() -> remediation.remediate(request)).isInstanceOf(TryAgainLater.class);
        assertThat(journal).doesNotContain("write");
        assertThat(record().remediation().done()).isZero();
    }

    @Test
    void twoWhoHoldTheSameRequestWriteOnce() {
        reader.answersFirst(ON.known());
        reader.answers(OFF.known());
        assertThat(remediation.remediate(request).outcome()).isEqualTo(Outcome.SCANNING_ENABLED);
        assertThat(remediation.remediate(request).outcome()).isEqualTo(Outcome.NOT_DUE);
        assertThat(journal).filteredOn("write"::equals).hasSize(1);
    }

    @Test
    void aDrainRequestThatFailsAfterTheWriteFailsTheMessageWhichDoesNotWriteAgain() {
        drainRequestsFail = true;
        assertThatThrownBy(() -> remediation.remediate(request)).hasMessageContaining("does not answer");
        assertThat(lastTold().status().name()).isEqualTo("REMEDIATED");
        reader.answers(OFF.known());
        assertThat(remediation.remediate(request).outcome()).isEqualTo(Outcome.NOT_DUE);
        assertThat(journal).filteredOn("write"::equals).hasSize(1);
    }

    @Test
    void aWriteWhoseOutcomeCouldNotBeStoredIsPublishedWhenTheMessageComesAgain() {
        store.put(record().beginAttempt(request, story.now()).orElseThrow());
        reader.read(SampleRepository.ARN); // the attempt was cut off behind its write: from now on ECR shows it
        assertThat(remediation.remediate(request).outcome()).isEqualTo(Outcome.SCANNING_ENABLED);
        assertThat(remediation.remediate(request).outcome()).isEqualTo(Outcome.NOT_NEEDED);
    }

    private RemediationRequest numbered(int attempt) {
        return new RemediationRequest(
                request.id(), request.position(), request.subject(), request.finding(), request.incarnation(), attempt);
    }

    private AlertFacts lastTold() {
        return (AlertFacts) record().outbox().get(record().outbox().size() - 1);
    }

    private SubjectRecord record() {
        return store.record(story.record().subject());
    }
}
