package dev.ecrauditor.finding.record;

import static dev.ecrauditor.testing.RepositoryStory.ENCRYPTION;
import static dev.ecrauditor.testing.RepositoryStory.SCANNING;
import static dev.ecrauditor.testing.RepositoryStory.fail;
import static dev.ecrauditor.testing.RepositoryStory.notApplicable;
import static dev.ecrauditor.testing.RepositoryStory.pass;
import static dev.ecrauditor.testing.RepositoryStory.unknown;
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
import dev.ecrauditor.testing.Changes;
import dev.ecrauditor.testing.RepositoryStory;
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

    private final RepositoryStory story = new RepositoryStory(RemediationMode.ON);
    private final List<Instant> begun = new ArrayList<>();

    /** An attempt for the request that waits, with this outcome. */
    private void attempt(AlertStatus outcome) {
        RemediationRequest request = story.requests().get(0);
        begun.add(story.now());
        story.record(story.record().beginAttempt(request, story.now()).orElseThrow());
        story.record(story.record()
                .withRemediationAlert(request, outcome, DONE, story.now())
                .orElseThrow());
        story.drains();
    }

    private List<AlertFacts> findsItOff() {
        story.becomes(OFF);
        return story.looks(SCANNING, fail("off"));
    }

    private List<AlertFacts> findsItOffAfter(RepositoryChange change) {
        story.becomes(OFF);
        return story.looks(SCANNING, fail("off"), change);
    }

    private void threeTimes(AlertStatus outcome) {
        for (int i = 0; i < RemediationState.CAP; i++) {
            findsItOff();
            attempt(outcome);
            story.passes(Duration.ofMinutes(6));
        }
    }

    @Test
    void whatIsOffAgainLongAfterItWasSwitchedOnWasSwitchedOffBySomebody() {
        threeTimes(AlertStatus.REMEDIATED);
        AlertFacts told = suspended(findsItOff());
        assertThat(told.evidence().summary())
                .startsWith("an unknown caller keeps reverting this")
                .contains("after 3 attempts");
        assertThat(told.evidence().facts())
                .containsKeys("resumes", "if it is meant to be off", "switched off again by")
                .containsEntry("attempts begun at", begun.get(0) + ", " + begun.get(1) + ", " + begun.get(2));
        assertThat(told.evidence().facts().get("switched off again by").split("an unknown caller at ", -1))
                .hasSize(4);
        assertThat(story.record().remediation().suspended()).isTrue();
        assertThat(story.requests()).isEmpty();
        assertThat(told.position()).isEqualTo(new OutboxPosition(story.record().version(), 0));
    }

    @Test
    void whoIsSeenIsNamed() {
        threeTimes(AlertStatus.REMEDIATED);
        RepositoryChange call = Changes.byRole(Changes.scanningSet(story.now().plusSeconds(1), false), "terraform");
        AlertFacts told = suspended(findsItOffAfter(call));
        assertThat(told.evidence().summary()).contains("assumed-role/terraform/session keeps reverting this");
        assertThat(told.evidence().facts().get("switched off again by"))
                .contains("assumed-role/terraform/session at " + call.time());
    }

    @Test
    void attemptsThatFailAreSuspendedWithoutBlamingAnybody() {
        threeTimes(AlertStatus.REMEDIATION_FAILED);
        AlertFacts told = suspended(findsItOff());
        assertThat(told.evidence().summary())
                .startsWith("3 attempts within 24 hours")
                .contains("the last one failed");
        assertThat(told.evidence().facts()).containsOnlyKeys("attempts begun at");
    }

    @Test
    void whileItIsSuspendedAFailureIsCountedAndNotTold() {
        threeTimes(AlertStatus.REMEDIATION_FAILED);
        findsItOff();
        story.drains();
        story.passes(Duration.ofHours(20));
        findsItOff();
        RemediationRequest request = story.requests().get(0);
        story.record(story.record().beginAttempt(request, story.now()).orElseThrow());
        SubjectRecord failed = story.record()
                .withRemediationAlert(request, AlertStatus.REMEDIATION_FAILED, DONE, story.now())
                .orElseThrow();
        assertThat(failed.outbox()).isEqualTo(story.record().outbox());
        assertThat(failed.remediation().isReported(request.attempt())).isTrue();
        assertThat(failed.remediation().suspended()).isTrue();
        SubjectRecord succeeded = story.record()
                .withRemediationAlert(request, AlertStatus.REMEDIATED, DONE, story.now())
                .orElseThrow();
        assertThat(succeeded.outbox()).hasSize(story.record().outbox().size() + 1);
        assertThat(succeeded.remediation().suspended()).isFalse();
    }

    @Test
    void whatCameOfAnAttemptIsToldOnce() {
        findsItOff();
        RemediationRequest request = story.requests().get(0);
        story.record(story.record().beginAttempt(request, story.now()).orElseThrow());
        SubjectRecord told = story.record()
                .withRemediationAlert(request, AlertStatus.REMEDIATED, DONE, story.now())
                .orElseThrow();
        assertThat(told.withRemediationAlert(request, AlertStatus.REMEDIATED, DONE, story.now()))
                .isEmpty();
    }

    @Test
    void aDayOfScanningEndsASuspensionToTheSecond() {
        isSuspended();
        Instant closed = findsItOn(pass());
        story.passes(Duration.ofHours(24).minusMinutes(1).minusSeconds(1));
        findsItOn(pass());
        assertThat(story.record().remediation().suspended()).isTrue();
        // Two evaluations that pass have not moved when it was closed.
        story.passes(
                Duration.between(story.now(), closed.plus(Duration.ofHours(24))).minusMinutes(1));
        findsItOn(pass());
        assertThat(story.now()).isEqualTo(closed.plus(Duration.ofHours(24)));
        assertThat(story.record().remediation().suspended()).isFalse();
        assertThat(story.record().remediation().reverts()).isEmpty();
    }

    @Test
    void onlyScanningThatIsSeenToBeOnEndsASuspension() {
        isSuspended();
        findsItOn(pass());
        story.passes(Duration.ofDays(3));
        findsItOn(notApplicable());
        assertThat(story.record().remediation().suspended()).isTrue();
        findsItOn(unknown("denied"));
        assertThat(story.record().remediation().suspended()).isTrue();
        story.looks(ENCRYPTION, pass());
        assertThat(story.record().remediation().suspended()).isTrue();
        findsItOn(pass());
        assertThat(story.record().remediation().suspended()).isFalse();
    }

    @Test
    void withoutASuspensionADayOfScanningForgetsNobody() {
        findsItOff();
        attempt(AlertStatus.REMEDIATED);
        story.passes(Duration.ofMinutes(6));
        findsItOff();
        assertThat(story.record().remediation().reverts()).hasSize(1);
        findsItOn(pass());
        story.passes(Duration.ofDays(3));
        findsItOn(pass());
        assertThat(story.record().remediation().reverts()).hasSize(1);
    }

    @Test
    void ourOwnCallsAndThoseThatSwitchScanningOnRevertNothing() {
        findsItOff();
        attempt(AlertStatus.REMEDIATED);
        for (RepositoryChange call : List.of(
                Changes.byRole(
                        Changes.scanningSet(story.now().plusSeconds(1), false), RepositoryStory.REMEDIATION_ROLE),
                Changes.scanningSet(story.now().plusSeconds(1), true),
                Changes.policySet(story.now().plusSeconds(1), "{}"))) {
            findsItOffAfter(call);
            assertThat(story.record().remediation().reverts()).isEmpty();
        }
        findsItOffAfter(Changes.scanningSet(story.now().plusSeconds(1), false));
        assertThat(story.record().remediation().reverts()).hasSize(1);
    }

    @Test
    void whatIsFoundOffTooSoonAfterASuccessBlamesNobodyYet() {
        findsItOff();
        attempt(AlertStatus.REMEDIATED);
        story.passes(Duration.ofMinutes(2));
        findsItOff();
        assertThat(story.record().remediation().reverts()).isEmpty();
        story.passes(Duration.ofMinutes(2));
        findsItOff();
        assertThat(story.record().remediation().reverts()).hasSize(1);
    }

    @Test
    void aRequestStandsBehindWhatTheSameLookHasToTellAndNothingOlderCounts() {
        story.mode(RemediationMode.OFF);
        story.becomes(OFF);
        story.looks(Map.of(ENCRYPTION, fail("old")), Optional.empty());
        story.mode(RemediationMode.ON);
        story.looks(Map.of(ENCRYPTION, fail("other"), SCANNING, fail("off")), Optional.empty());
        assertThat(story.requests().get(0).position())
                .isEqualTo(new OutboxPosition(story.record().version(), 2));
    }

    @Test
    void whoSwitchedItOffIsRememberedAlsoWhereTheRulesOfTheRegistryDecideByNow() {
        findsItOff();
        attempt(AlertStatus.REMEDIATED);
        RepositoryChange call = Changes.scanningSet(story.now().plusSeconds(1), false);
        story.becomes(OFF.scannedByRegistryRules(false));
        story.looks(SCANNING, fail("no rule"), call);
        assertThat(story.record().remediation().reverts())
                .extracting(RemediationState.Revert::at)
                .containsExactly(call.time());
        assertThat(story.requests()).isEmpty();
    }

    @Test
    void nothingIsAskedOfARepositoryThatTheSettingsExclude() {
        Scope everything = new Scope(List.of("*"), List.of("*"));
        Settings excluded = new Settings(
                List.of(new AccountMode(List.of("*"), RemediationMode.ON)),
                List.of(new Exclusion(everything, "it is a museum")),
                List.of());
        Settings included = new Settings(excluded.remediation(), List.of(), List.of());
        Evaluation look = new Evaluation(
                Optional.of(new Evaluation.Result(OFF.snapshot(), Map.of(SCANNING, fail("off")))),
                Optional.empty(),
                story.now());
        SubjectRecord unseen = SubjectRecord.notEvaluated(Subject.of(SampleRepository.ARN));
        SubjectRecord left = new Transition(excluded, "remediation", Optional.empty())
                .apply(unseen, look, List.of())
                .record();
        assertThat(left.outbox()).hasSize(1).allMatch(AlertFacts.class::isInstance);
        SubjectRecord asked = new Transition(included, "remediation", Optional.empty())
                .apply(unseen, look, List.of())
                .record();
        assertThat(asked.outbox()).hasSize(2).last().isInstanceOf(RemediationRequest.class);
    }

    @Test
    void whoIsDeniedSomethingIsToldWhatHelps() {
        assertThat(story.looks(ENCRYPTION, unknown("denied")))
                .singleElement()
                .satisfies(facts -> assertThat(facts.evidence().fix())
                        .isNotEmpty()
                        .anyMatch(line -> line.contains("ecr:GetRepositoryPolicy")));
    }

    private void isSuspended() {
        threeTimes(AlertStatus.REMEDIATED);
        findsItOff();
        story.drains();
        assertThat(story.record().remediation().suspended()).isTrue();
    }

    private Instant findsItOn(Verdict verdict) {
        story.becomes(SampleRepository.good());
        story.looks(SCANNING, verdict);
        return story.now();
    }

    private static AlertFacts suspended(List<AlertFacts> told) {
        return told.stream()
                .filter(facts -> facts.status() == AlertStatus.SUSPENDED)
                .findFirst()
                .orElseThrow();
    }
}
