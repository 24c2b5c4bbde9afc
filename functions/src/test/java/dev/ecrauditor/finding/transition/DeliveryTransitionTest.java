package dev.ecrauditor.finding.transition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.delivery.CheckResult;
import dev.ecrauditor.delivery.DeliveryCheck;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.Cause;
import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.FlapHistory;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.evidence.Evidence;
import dev.ecrauditor.testing.RepositoryTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A check of event delivery is one finding, from the first problem until it is solved. */
class DeliveryTransitionTest {

    private static final CheckResult GOOD = CheckResult.good(DeliveryCheck.TRAIL);
    private static final CheckResult BAD = bad(DeliveryCheck.TRAIL);
    private static final Optional<EvaluationReason> NO_REASON = Optional.empty();
    private static final Optional<EvaluationReason> FIRST_SWEEP = Optional.of(EvaluationReason.FIRST_SWEEP);

    private SubjectRecord record = SubjectRecord.notEvaluated(new Subject.Coverage("111122223333", "us-east-1"));
    private Instant now = Instant.parse("2026-11-20T10:00:00Z");

    @Test
    void whereNothingIsAndWasWrongNothingIsRecorded() {
        assertThat(DeliveryTransition.record(
                        record, List.of(GOOD), new CoverageTransition.DenialContext(List.of(), NO_REASON, now)))
                .isEmpty();
    }

    @Test
    void aProblemIsReportedOnceAndItsEndOnce() {
        assertThat(check(NO_REASON, BAD)).extracting(AlertFacts::status).containsExactly(AlertStatus.OPENED);
        assertThat(check(NO_REASON, BAD)).isEmpty();
        published();
        assertThat(check(NO_REASON, GOOD)).singleElement().satisfies(alert -> {
            assertThat(alert.cause()).hasValue(Cause.FIXED);
            assertThat(alert.reason()).isEmpty();
        });
        assertThat(DeliveryTransition.record(
                        record, List.of(GOOD), new CoverageTransition.DenialContext(List.of(), NO_REASON, now)))
                .isEmpty();
    }

    @Test
    void whatIsSolvedBeforeItsDigestIsPublishedIsResolvedInThatDigest() {
        assertThat(check(FIRST_SWEEP, BAD)).extracting(AlertFacts::reason).containsExactly(FIRST_SWEEP);
        assertThat(check(NO_REASON, GOOD)).extracting(AlertFacts::reason).containsExactly(FIRST_SWEEP);
    }

    @Test
    void theDigestOfAnotherCheckDoesNotHoldAResolutionBack() {
        check(NO_REASON, BAD);
        published();
        check(FIRST_SWEEP, bad(DeliveryCheck.FORWARDING));
        assertThat(check(NO_REASON, GOOD)).extracting(AlertFacts::reason).containsExactly(NO_REASON);
    }

    @Test
    void oneProblemIsRecordedBesideOtherChecksThatAreGood() {
        assertThat(check(NO_REASON, GOOD, bad(DeliveryCheck.FORWARDING)))
                .extracting(AlertFacts::finding)
                .containsExactly(DeliveryTransition.key(DeliveryCheck.FORWARDING));
    }

    @Test
    void theEndOfAFlappingProblemIsReportedWhenItIsCalm() {
        for (int i = 0; i < FlapHistory.TOO_MANY; i++) {
            check(NO_REASON, i % 2 == 0 ? BAD : GOOD);
        }
        check(NO_REASON, BAD);
        assertThat(check(NO_REASON, GOOD)).isEmpty();
        now = now.plus(FlapHistory.CALM);
        assertThat(check(NO_REASON, GOOD)).extracting(AlertFacts::status).containsExactly(AlertStatus.RESOLVED);
    }

    private List<AlertFacts> check(Optional<EvaluationReason> reason, CheckResult... results) {
        now = now.plus(Duration.ofMinutes(1));
        TransitionResult next = DeliveryTransition.record(
                        record, List.of(results), new CoverageTransition.DenialContext(List.of(), reason, now))
                .orElseThrow();
        record = next.record();
        return next.alerts();
    }

    private void published() {
        record = record.withoutSent(RepositoryTimeline.ids(record.outbox()));
    }

    private static CheckResult bad(DeliveryCheck check) {
        return new CheckResult(check, Severity.HIGH, Optional.of(new Evidence("It is not right.", Map.of())));
    }
}
