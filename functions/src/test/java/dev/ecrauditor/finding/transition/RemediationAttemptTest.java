package dev.ecrauditor.finding.transition;

import static dev.ecrauditor.testing.RepositoryTimeline.SCANNING;
import static dev.ecrauditor.testing.RepositoryTimeline.fail;
import static dev.ecrauditor.testing.RepositoryTimeline.pass;
import static dev.ecrauditor.testing.RepositoryTimeline.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.OutboxPosition;
import dev.ecrauditor.finding.record.RemediationRequest;
import dev.ecrauditor.finding.record.RemediationState;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.rule.evidence.Evidence;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.testing.RepositoryTimeline;
import dev.ecrauditor.testing.SampleRepository;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A record lets each attempt begin once, and numbers what remediation reports like any other transition. */
class RemediationAttemptTest {

    private static final Evidence DONE = new Evidence("Scanning has been switched on.", Map.of());

    private final RepositoryTimeline timeline = new RepositoryTimeline(RemediationMode.ON);
    private RemediationRequest request;

    @BeforeEach
    void scanningIsOff() {
        timeline.setRepository(SampleRepository.good().scanOnPush(false));
        timeline.evaluate(SCANNING, fail("off"));
        request = timeline.requests().get(0);
    }

    @Test
    void anAttemptBeginsOnceAndTheVersionGrows() {
        SubjectRecord begun = begin(timeline.record(), request).orElseThrow();
        assertThat(begun.version()).isEqualTo(timeline.record().version() + 1);
        assertThat(begun.remediation().done()).isEqualTo(1);
        assertThat(begun.remediation().attempts()).containsExactly(timeline.now());
        assertThat(begun.remediation().history())
                .containsExactly(new RemediationState.Attempt(1, timeline.now(), Optional.empty()));
        assertThat(begun.outbox()).isEqualTo(timeline.record().outbox());
        assertThat(begun.outboxSince()).isEqualTo(timeline.record().outboxSince());
        assertThat(begin(begun, request)).isEmpty();
    }

    @Test
    void anAttemptForAResolvedFindingDoesNotBegin() {
        timeline.evaluate(SCANNING, pass());
        assertThat(begin(timeline.record(), request)).isEmpty();
    }

    @Test
    void anAttemptForAnotherIncarnationDoesNotBegin() {
        timeline.setRepository(SampleRepository.good().scanOnPush(false).createdAt(timeline.now()));
        timeline.evaluate(SCANNING, fail("off"));
        assertThat(begin(timeline.record(), request)).isEmpty();
    }

    @Test
    void anAttemptOverTheCapDoesNotBeginUntilTheWindowHasPassed() {
        SubjectRecord record = timeline.record();
        for (int attempt = 1; attempt <= RemediationState.CAP; attempt++) {
            record = begin(record, numbered(attempt)).orElseThrow();
        }
        assertThat(begin(record, numbered(4))).isEmpty();
        Instant later = timeline.now().plus(RemediationState.WINDOW);
        SubjectRecord fourth = record.beginAttempt(numbered(4), later).orElseThrow();
        assertThat(fourth.remediation().attempts()).containsExactly(later);
        assertThat(fourth.remediation().done()).isEqualTo(4);
    }

    @Test
    void anOlderRequestThatComesLateDoesNotBegin() {
        SubjectRecord second = begin(timeline.record(), numbered(2)).orElseThrow();
        assertThat(begin(second, request)).isEmpty();
    }

    @Test
    void theLateSuccessOfAnOlderAttemptEndsNoSuspension() {
        SubjectRecord record = timeline.record();
        for (int attempt = 1; attempt <= RemediationState.CAP; attempt++) {
            record = begin(record, numbered(attempt)).orElseThrow();
        }
        SubjectRecord suspended = record.withRemediation(record.remediation().suspend());
        SubjectRecord late = suspended
                .withRemediationAlert(numbered(1), AlertStatus.REMEDIATED, DONE, timeline.now())
                .orElseThrow();
        assertThat(late.remediation().suspended()).isTrue();
        SubjectRecord last = suspended
                .withRemediationAlert(numbered(3), AlertStatus.REMEDIATED, DONE, timeline.now())
                .orElseThrow();
        assertThat(last.remediation().suspended()).isFalse();
    }

    @Test
    void aRemediationAlertHasTheNextNumberOfTheFinding() {
        SubjectRecord reported = timeline.record()
                .withRemediationAlert(request, AlertStatus.REMEDIATED, DONE, timeline.now())
                .orElseThrow();
        AlertFacts facts = (AlertFacts) reported.outbox().get(reported.outbox().size() - 1);
        assertThat(facts.id()).endsWith("#2");
        assertThat(facts.evidence()).isEqualTo(DONE);
        assertThat(facts.event()).isEmpty();
        assertThat(reported.findings().get(violation(SCANNING)).number()).isEqualTo(2);
        assertThat(reported.isOpen(violation(SCANNING))).isTrue();
        assertThat(reported.version()).isEqualTo(timeline.record().version() + 1);
        timeline.record(reported);
        assertThat(timeline.evaluate(SCANNING, pass()).get(0).id()).endsWith("#3");
    }

    @Test
    void aRemediationAlertMakesTheRecordDue() {
        timeline.drain();
        Instant at = timeline.now().plusSeconds(5);
        SubjectRecord reported = timeline.record()
                .withRemediationAlert(request, AlertStatus.REMEDIATED, DONE, at)
                .orElseThrow();
        assertThat(reported.outboxSince()).hasValue(at);
    }

    @Test
    void aRecreatedRepositoryGetsNoRemediationAlert() {
        timeline.setRepository(SampleRepository.good().createdAt(timeline.now()));
        timeline.evaluate(SCANNING, fail("off"));
        assertThat(timeline.record().withRemediationAlert(request, AlertStatus.REMEDIATED, DONE, timeline.now()))
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
        return record.beginAttempt(attempt, timeline.now());
    }

    private RemediationRequest numbered(int attempt) {
        return new RemediationRequest(
                request.id(), request.position(), request.subject(), request.finding(), request.incarnation(), attempt);
    }
}
