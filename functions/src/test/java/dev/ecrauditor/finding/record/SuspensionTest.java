package dev.ecrauditor.finding.record;

import static dev.ecrauditor.testing.RepositoryTimeline.ENCRYPTION;
import static dev.ecrauditor.testing.RepositoryTimeline.SCANNING;
import static dev.ecrauditor.testing.RepositoryTimeline.fail;
import static dev.ecrauditor.testing.RepositoryTimeline.notApplicable;
import static dev.ecrauditor.testing.RepositoryTimeline.pass;
import static dev.ecrauditor.testing.RepositoryTimeline.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.event.RepositoryChange;
import dev.ecrauditor.finding.transition.Transition;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.evidence.Evidence;
import dev.ecrauditor.settings.AccountMode;
import dev.ecrauditor.settings.Exclusion;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.settings.Scope;
import dev.ecrauditor.settings.Settings;
import dev.ecrauditor.testing.RepositoryChanges;
import dev.ecrauditor.testing.RepositoryTimeline;
import dev.ecrauditor.testing.SampleRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When remediation gives up, what it says then, and when it goes on. */
class SuspensionTest {

    private static final Evidence DONE = new Evidence("done", Map.of());
    private static final SampleRepository OFF = SampleRepository.good().scanOnPush(false);

    private final RepositoryTimeline timeline = new RepositoryTimeline(RemediationMode.ON);
    private final List<Instant> begun = new ArrayList<>();

    /** An attempt for the request that waits, with this outcome. */
    private void attempt(AlertStatus outcome) {
        RemediationRequest request = timeline.requests().get(0);
        begun.add(timeline.now());
        timeline.record(timeline.record().beginAttempt(request, timeline.now()).orElseThrow());
        timeline.record(timeline.record()
                .withRemediationAlert(request, outcome, DONE, timeline.now())
                .orElseThrow());
        timeline.drain();
    }

    private List<AlertFacts> evaluateScanningOff() {
        timeline.setRepository(OFF);
        return timeline.evaluate(SCANNING, fail("off"));
    }

    private List<AlertFacts> evaluateScanningOffAfter(RepositoryChange change) {
        timeline.setRepository(OFF);
        return timeline.evaluate(SCANNING, fail("off"), change);
    }

    private void threeTimes(AlertStatus outcome) {
        for (int i = 0; i < RemediationState.CAP; i++) {
            evaluateScanningOff();
            attempt(outcome);
            timeline.advance(Duration.ofMinutes(6));
        }
    }

    @Test
    void scanningFoundOffLongAfterASuccessWasRevertedByACaller() {
        threeTimes(AlertStatus.REMEDIATED);
        AlertFacts reported = suspended(evaluateScanningOff());
        assertThat(reported.evidence().summary())
                .startsWith("an unknown caller keeps reverting this")
                .contains("after 3 attempts");
        assertThat(reported.evidence().facts())
                .containsKeys("resumes", "if it is meant to be off", "switched off again by")
                .containsEntry("attempts begun at", begun.get(0) + ", " + begun.get(1) + ", " + begun.get(2));
        assertThat(reported.evidence().facts().get("switched off again by").split("an unknown caller at ", -1))
                .hasSize(4);
        assertThat(timeline.record().remediation().suspended()).isTrue();
        assertThat(timeline.requests()).isEmpty();
        assertThat(reported.position())
                .isEqualTo(new OutboxPosition(timeline.record().version(), 0));
    }

    @Test
    void aKnownCallerIsNamed() {
        threeTimes(AlertStatus.REMEDIATED);
        RepositoryChange call = RepositoryChanges.byRole(
                RepositoryChanges.scanningSet(timeline.now().plusSeconds(1), false), "terraform");
        AlertFacts reported = suspended(evaluateScanningOffAfter(call));
        assertThat(reported.evidence().summary()).contains("assumed-role/terraform/session keeps reverting this");
        assertThat(reported.evidence().facts().get("switched off again by"))
                .contains("assumed-role/terraform/session at " + call.time());
    }

    @Test
    void failedAttemptsAreSuspendedWithoutAnActor() {
        threeTimes(AlertStatus.REMEDIATION_FAILED);
        AlertFacts reported = suspended(evaluateScanningOff());
        assertThat(reported.evidence().summary())
                .startsWith("3 attempts within 24 hours")
                .contains("the last one failed");
        assertThat(reported.evidence().facts()).containsOnlyKeys("attempts begun at");
    }

    @Test
    void aFailureDuringASuspensionIsCountedAndNotReported() {
        threeTimes(AlertStatus.REMEDIATION_FAILED);
        evaluateScanningOff();
        timeline.drain();
        timeline.advance(Duration.ofHours(20));
        evaluateScanningOff();
        RemediationRequest request = timeline.requests().get(0);
        timeline.record(timeline.record().beginAttempt(request, timeline.now()).orElseThrow());
        SubjectRecord failed = timeline.record()
                .withRemediationAlert(request, AlertStatus.REMEDIATION_FAILED, DONE, timeline.now())
                .orElseThrow();
        assertThat(failed.outbox()).isEqualTo(timeline.record().outbox());
        assertThat(failed.remediation().isReported(request.attempt())).isTrue();
        assertThat(failed.remediation().suspended()).isTrue();
        SubjectRecord succeeded = timeline.record()
                .withRemediationAlert(request, AlertStatus.REMEDIATED, DONE, timeline.now())
                .orElseThrow();
        assertThat(succeeded.outbox()).hasSize(timeline.record().outbox().size() + 1);
        assertThat(succeeded.remediation().suspended()).isFalse();
    }

    @Test
    void theOutcomeOfAnAttemptIsReportedOnce() {
        evaluateScanningOff();
        RemediationRequest request = timeline.requests().get(0);
        timeline.record(timeline.record().beginAttempt(request, timeline.now()).orElseThrow());
        SubjectRecord reported = timeline.record()
                .withRemediationAlert(request, AlertStatus.REMEDIATED, DONE, timeline.now())
                .orElseThrow();
        assertThat(reported.withRemediationAlert(request, AlertStatus.REMEDIATED, DONE, timeline.now()))
                .isEmpty();
    }

    @Test
    void aDayOfScanningEndsASuspensionToTheSecond() {
        isSuspended();
        Instant closed = evaluateScanningOn(pass());
        timeline.advance(Duration.ofHours(24).minusMinutes(1).minusSeconds(1));
        evaluateScanningOn(pass());
        assertThat(timeline.record().remediation().suspended()).isTrue();
        // Two evaluations that pass have not moved when it was closed.
        timeline.advance(Duration.between(timeline.now(), closed.plus(Duration.ofHours(24)))
                .minusMinutes(1));
        evaluateScanningOn(pass());
        assertThat(timeline.now()).isEqualTo(closed.plus(Duration.ofHours(24)));
        assertThat(timeline.record().remediation().suspended()).isFalse();
        assertThat(timeline.record().remediation().reverts()).isEmpty();
    }

    @Test
    void onlyScanningThatIsSeenToBeOnEndsASuspension() {
        isSuspended();
        evaluateScanningOn(pass());
        timeline.advance(Duration.ofDays(3));
        evaluateScanningOn(notApplicable());
        assertThat(timeline.record().remediation().suspended()).isTrue();
        evaluateScanningOn(unknown("denied"));
        assertThat(timeline.record().remediation().suspended()).isTrue();
        timeline.evaluate(ENCRYPTION, pass());
        assertThat(timeline.record().remediation().suspended()).isTrue();
        evaluateScanningOn(pass());
        assertThat(timeline.record().remediation().suspended()).isFalse();
    }

    @Test
    void withoutASuspensionADayOfScanningKeepsTheReversions() {
        evaluateScanningOff();
        attempt(AlertStatus.REMEDIATED);
        timeline.advance(Duration.ofMinutes(6));
        evaluateScanningOff();
        assertThat(timeline.record().remediation().reverts()).hasSize(1);
        evaluateScanningOn(pass());
        timeline.advance(Duration.ofDays(3));
        evaluateScanningOn(pass());
        assertThat(timeline.record().remediation().reverts()).hasSize(1);
    }

    @Test
    void ourOwnCallsAndThoseThatSwitchScanningOnRevertNothing() {
        evaluateScanningOff();
        attempt(AlertStatus.REMEDIATED);
        for (RepositoryChange call : List.of(
                RepositoryChanges.byRole(
                        RepositoryChanges.scanningSet(timeline.now().plusSeconds(1), false),
                        RepositoryTimeline.REMEDIATION_ROLE),
                RepositoryChanges.scanningSet(timeline.now().plusSeconds(1), true),
                RepositoryChanges.policySet(timeline.now().plusSeconds(1), "{}"))) {
            evaluateScanningOffAfter(call);
            assertThat(timeline.record().remediation().reverts()).isEmpty();
        }
        evaluateScanningOffAfter(RepositoryChanges.scanningSet(timeline.now().plusSeconds(1), false));
        assertThat(timeline.record().remediation().reverts()).hasSize(1);
    }

    @Test
    void scanningFoundOffSoonAfterASuccessIsNotAReversion() {
        evaluateScanningOff();
        attempt(AlertStatus.REMEDIATED);
        timeline.advance(Duration.ofMinutes(2));
        evaluateScanningOff();
        assertThat(timeline.record().remediation().reverts()).isEmpty();
        timeline.advance(Duration.ofMinutes(2));
        evaluateScanningOff();
        assertThat(timeline.record().remediation().reverts()).hasSize(1);
    }

    @Test
    void aRequestComesAfterTheAlertsOfTheSameEvaluation() {
        timeline.mode(RemediationMode.OFF);
        timeline.setRepository(OFF);
        timeline.evaluate(Map.of(ENCRYPTION, fail("old")), Optional.empty());
        timeline.mode(RemediationMode.ON);
        timeline.evaluate(Map.of(ENCRYPTION, fail("other"), SCANNING, fail("off")), Optional.empty());
        assertThat(timeline.requests().get(0).position())
                .isEqualTo(new OutboxPosition(timeline.record().version(), 2));
    }

    @Test
    void whoSwitchedItOffIsRememberedAlsoWhereTheRulesOfTheRegistryDecideByNow() {
        evaluateScanningOff();
        attempt(AlertStatus.REMEDIATED);
        RepositoryChange call = RepositoryChanges.scanningSet(timeline.now().plusSeconds(1), false);
        timeline.setRepository(OFF.scannedByRegistryRules(false));
        timeline.evaluate(SCANNING, fail("no rule"), call);
        assertThat(timeline.record().remediation().reverts())
                .extracting(RemediationState.Revert::at)
                .containsExactly(call.time());
        assertThat(timeline.requests()).isEmpty();
    }

    @Test
    void nothingIsAskedOfARepositoryThatTheSettingsExclude() {
        Scope everything = new Scope(List.of("*"), List.of("*"));
        Settings excluded = new Settings(
                List.of(new AccountMode(List.of("*"), RemediationMode.ON)),
                List.of(new Exclusion(everything, "it is a museum")),
                List.of());
        Settings included = new Settings(excluded.remediation(), List.of(), List.of());
        Evaluation evaluation = new Evaluation(
                Optional.of(new Evaluation.Result(OFF.snapshot(), Map.of(SCANNING, fail("off")))),
                Optional.empty(),
                timeline.now());
        SubjectRecord unseen = SubjectRecord.notEvaluated(Subject.of(SampleRepository.ARN));
        SubjectRecord left = new Transition(excluded, "remediation", Optional.empty())
                .apply(unseen, evaluation, List.of())
                .record();
        assertThat(left.outbox()).hasSize(1).allMatch(AlertFacts.class::isInstance);
        SubjectRecord asked = new Transition(included, "remediation", Optional.empty())
                .apply(unseen, evaluation, List.of())
                .record();
        assertThat(asked.outbox()).hasSize(2).last().isInstanceOf(RemediationRequest.class);
    }

    @Test
    void aDeniedAttemptNamesTheFix() {
        assertThat(timeline.evaluate(ENCRYPTION, unknown("denied")))
                .singleElement()
                .satisfies(facts -> assertThat(facts.evidence().fix())
                        .isNotEmpty()
                        .anyMatch(line -> line.contains("ecr:GetRepositoryPolicy")));
    }

    private void isSuspended() {
        threeTimes(AlertStatus.REMEDIATED);
        evaluateScanningOff();
        timeline.drain();
        assertThat(timeline.record().remediation().suspended()).isTrue();
    }

    private Instant evaluateScanningOn(Verdict verdict) {
        timeline.setRepository(SampleRepository.good());
        timeline.evaluate(SCANNING, verdict);
        return timeline.now();
    }

    private static AlertFacts suspended(List<AlertFacts> reported) {
        return reported.stream()
                .filter(facts -> facts.status() == AlertStatus.SUSPENDED)
                .findFirst()
                .orElseThrow();
    }
}
