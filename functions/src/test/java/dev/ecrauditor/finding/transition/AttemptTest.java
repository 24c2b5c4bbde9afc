package dev.ecrauditor.finding.transition;

import static dev.ecrauditor.testing.RepositoryStory.SCANNING;
import static dev.ecrauditor.testing.RepositoryStory.fail;
import static dev.ecrauditor.testing.RepositoryStory.pass;
import static dev.ecrauditor.testing.RepositoryStory.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.OutboxPosition;
import dev.ecrauditor.finding.record.RemediationRequest;
import dev.ecrauditor.finding.record.RemediationState;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.rule.evidence.Evidence;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.testing.RepositoryStory;
import dev.ecrauditor.testing.SampleRepository;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A record lets each attempt begin once, and numbers what remediation reports like any other transition. */
class AttemptTest {

    private static final Evidence DONE = new Evidence("Scanning has been switched on.", Map.of());

    private final RepositoryStory story = new RepositoryStory(RemediationMode.ON);
    private RemediationRequest request;

    @BeforeEach
    void scanningIsOff() {
        story.becomes(SampleRepository.good().scanOnPush(false));
        story.looks(SCANNING, fail("off"));
        request = story.requests().get(0);
    }

    @Test
    void anAttemptBeginsOnceAndTheVersionGrows() {
        SubjectRecord begun = begin(story.record(), request).orElseThrow();
        assertThat(begun.version()).isEqualTo(story.record().version() + 1);
        assertThat(begun.remediation().done()).isEqualTo(1);
        assertThat(begun.remediation().attempts()).containsExactly(story.now());
        assertThat(begun.remediation().history())
                .containsExactly(new RemediationState.Attempt(1, story.now(), Optional.empty()));
        assertThat(begun.outbox()).isEqualTo(story.record().outbox());
        assertThat(begun.outboxSince()).isEqualTo(story.record().outboxSince());
        assertThat(begin(begun, request)).isEmpty();
    }

    @Test
    void anAttemptForAResolvedFindingDoesNotBegin() {
        story.looks(SCANNING, pass());
        assertThat(begin(story.record(), request)).isEmpty();
    }

    @Test
    void anAttemptForAnotherIncarnationDoesNotBegin() {
        story.becomes(SampleRepository.good().scanOnPush(false).createdAt(story.now()));
        story.looks(SCANNING, fail("off"));
        assertThat(begin(story.record(), request)).isEmpty();
    }

    @Test
    void anAttemptOverTheCapDoesNotBeginUntilTheWindowHasPassed() {
        SubjectRecord record = story.record();
        for (int attempt = 1; attempt <= RemediationState.CAP; attempt++) {
            record = begin(record, numbered(attempt)).orElseThrow();
        }
        assertThat(begin(record, numbered(4))).isEmpty();
        Instant later = story.now().plus(RemediationState.WINDOW);
        SubjectRecord fourth = record.beginAttempt(numbered(4), later).orElseThrow();
        assertThat(fourth.remediation().attempts()).containsExactly(later);
        assertThat(fourth.remediation().done()).isEqualTo(4);
    }

    @Test
    void anOlderRequestThatComesLateDoesNotBegin() {
        SubjectRecord second = begin(story.record(), numbered(2)).orElseThrow();
        assertThat(begin(second, request)).isEmpty();
    }

    @Test
    void theLateSuccessOfAnOlderAttemptEndsNoSuspension() {
        SubjectRecord record = story.record();
        for (int attempt = 1; attempt <= RemediationState.CAP; attempt++) {
            record = begin(record, numbered(attempt)).orElseThrow();
        }
        SubjectRecord suspended = record.withRemediation(record.remediation().suspend());
        SubjectRecord late = suspended
                .withRemediationAlert(numbered(1), AlertStatus.REMEDIATED, DONE, story.now())
                .orElseThrow();
        assertThat(late.remediation().suspended()).isTrue();
        SubjectRecord last = suspended
                .withRemediationAlert(numbered(3), AlertStatus.REMEDIATED, DONE, story.now())
                .orElseThrow();
        assertThat(last.remediation().suspended()).isFalse();
    }

    @Test
    void whatRemediationTellsHasTheNextNumberOfTheFinding() {
        SubjectRecord told = story.record()
                .withRemediationAlert(request, AlertStatus.REMEDIATED, DONE, story.now())
                .orElseThrow();
        AlertFacts facts = (AlertFacts) told.outbox().get(told.outbox().size() - 1);
        assertThat(facts.id()).endsWith("#2");
        assertThat(facts.evidence()).isEqualTo(DONE);
        assertThat(facts.event()).isEmpty();
        assertThat(told.findings().get(violation(SCANNING)).number()).isEqualTo(2);
        assertThat(told.isOpen(violation(SCANNING))).isTrue();
        assertThat(told.version()).isEqualTo(story.record().version() + 1);
        story.record(told);
        assertThat(story.looks(SCANNING, pass()).get(0).id()).endsWith("#3");
    }

    @Test
    void whatRemediationTellsPutsTheRecordAmongTheDueAgain() {
        story.drains();
        Instant at = story.now().plusSeconds(5);
        SubjectRecord told = story.record()
                .withRemediationAlert(request, AlertStatus.REMEDIATED, DONE, at)
                .orElseThrow();
        assertThat(told.outboxSince()).hasValue(at);
    }

    @Test
    void nothingIsToldAboutARepositoryCreatedAnew() {
        story.becomes(SampleRepository.good().createdAt(story.now()));
        story.looks(SCANNING, fail("off"));
        assertThat(story.record().withRemediationAlert(request, AlertStatus.REMEDIATED, DONE, story.now()))
                .isEmpty();
    }

    @Test
    void aRequestSurvivesItsMessage() {
        RemediationRequest read = RemediationRequest.fromMessage(request.toMessage());
        assertThat(read)
                .isEqualTo(new RemediationRequest(
                        request.id(),
                        new OutboxPosition(0, 0),
                        request.subject(),
                        request.finding(),
                        request.incarnation(),
                        request.attempt()));
    }

    private Optional<SubjectRecord> begin(SubjectRecord record, RemediationRequest attempt) {
        return record.beginAttempt(attempt, story.now());
    }

    private RemediationRequest numbered(int attempt) {
        return new RemediationRequest(
                request.id(), request.position(), request.subject(), request.finding(), request.incarnation(), attempt);
    }
}
