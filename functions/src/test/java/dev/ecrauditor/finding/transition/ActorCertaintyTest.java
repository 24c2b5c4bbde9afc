package dev.ecrauditor.finding.transition;

import static dev.ecrauditor.testing.RepositoryTimeline.ENCRYPTION;
import static dev.ecrauditor.testing.RepositoryTimeline.POLICY_PRESENT;
import static dev.ecrauditor.testing.RepositoryTimeline.SCANNING;
import static dev.ecrauditor.testing.RepositoryTimeline.fail;
import static dev.ecrauditor.testing.RepositoryTimeline.pass;
import static dev.ecrauditor.testing.RepositoryTimeline.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.event.RepositoryChange;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.Cause;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.testing.RepositoryChanges;
import dev.ecrauditor.testing.RepositoryTimeline;
import dev.ecrauditor.testing.SampleRepository;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An actor is named only for setting exactly this value since the last evaluation. */
class ActorCertaintyTest {

    private final RepositoryTimeline timeline = new RepositoryTimeline(RemediationMode.OFF);
    private final SampleRepository good = SampleRepository.good();

    @Test
    void whoSetTheValueThatWasReadIsNamed() {
        timeline.setRepository(good.scanOnPush(false));
        AlertFacts reported = scanningFails(RepositoryChanges.scanningSet(soon(), false));
        assertThat(reported.actorIsCertain()).isTrue();
        assertThat(reported.event().orElseThrow().actor()).isEqualTo(RepositoryChanges.ALICE);
    }

    @Test
    void whoSetAnotherValueIsNotNamed() {
        timeline.setRepository(good.scanOnPush(false));
        AlertFacts reported = scanningFails(RepositoryChanges.scanningSet(soon(), true));
        assertThat(reported.actorIsCertain()).isFalse();
        assertThat(reported.event()).isPresent();
    }

    @Test
    void whoMadeACallThatCannotSetItIsNotNamed() {
        timeline.setRepository(good.scanOnPush(false));
        assertThat(scanningFails(RepositoryChanges.policySet(soon(), SampleRepository.OWN_ACCOUNT_POLICY))
                        .actorIsCertain())
                .isFalse();
    }

    @Test
    void withoutAnEventThereIsNoActor() {
        timeline.setRepository(good.scanOnPush(false));
        AlertFacts reported = timeline.evaluate(SCANNING, fail("off")).get(0);
        assertThat(reported.actorIsCertain()).isFalse();
        assertThat(reported.event()).isEmpty();
    }

    @Test
    void aCallBeforeTheLastEvaluationIsNotAttributed() {
        Instant call = soon();
        timeline.evaluate(SCANNING, pass());
        timeline.setRepository(good.scanOnPush(false));
        assertThat(scanningFails(RepositoryChanges.scanningSet(call, false)).actorIsCertain())
                .isFalse();
    }

    @Test
    void aCallAtTheTimeOfTheLastEvaluationIsNotAttributed() {
        timeline.evaluate(SCANNING, pass());
        Instant lastEvaluation = timeline.now();
        timeline.setRepository(good.scanOnPush(false));
        assertThat(scanningFails(RepositoryChanges.scanningSet(lastEvaluation, false))
                        .actorIsCertain())
                .isFalse();
    }

    @Test
    void whereRegistryRulesDecideNobodyWhoSetTheFlagIsNamed() {
        timeline.setRepository(good.scanOnPush(false).scannedByRegistryRules(false));
        assertThat(scanningFails(RepositoryChanges.scanningSet(soon(), false)).actorIsCertain())
                .isFalse();
    }

    @Test
    void whoCreatedTheRepositoryLikeThisIsNamed() {
        Instant created = soon();
        timeline.setRepository(good.createdAt(created).scanOnPush(false));
        RepositoryChange call = RepositoryChanges.created(created.plusSeconds(2), false, "KMS");
        assertThat(scanningFails(call).actorIsCertain()).isTrue();
    }

    @Test
    void whoCreatedAnEarlierRepositoryOfThisNameIsNotNamed() {
        Instant created = soon();
        timeline.setRepository(good.createdAt(created).scanOnPush(false));
        RepositoryChange earlier = RepositoryChanges.created(created.minusSeconds(600), false, "KMS");
        assertThat(scanningFails(earlier).actorIsCertain()).isFalse();
    }

    @Test
    void encryptionIsSetByCreationAlone() {
        Instant created = soon();
        timeline.setRepository(good.createdAt(created));
        AlertFacts reported = timeline.evaluate(
                        ENCRYPTION, fail("key of AWS"), RepositoryChanges.created(created, true, "KMS"))
                .get(0);
        assertThat(reported.actorIsCertain()).isTrue();
        RepositoryTimeline other = new RepositoryTimeline(RemediationMode.OFF);
        assertThat(other.evaluate(ENCRYPTION, fail("key of AWS"), RepositoryChanges.scanningSet(soon(), true))
                        .get(0)
                        .actorIsCertain())
                .isFalse();
    }

    @Test
    void aPolicyIsComparedAsJsonNotAsText() {
        timeline.setRepository(good.policy(SampleRepository.PUBLIC_POLICY));
        String spaced = SampleRepository.PUBLIC_POLICY.replace(",", " ,\n ");
        assertThat(policyFails(RepositoryChanges.policySet(soon(), spaced)).actorIsCertain())
                .isTrue();
    }

    @Test
    void anotherPolicyThanTheOneReadNamesNobody() {
        timeline.setRepository(good.policy(SampleRepository.PUBLIC_POLICY));
        assertThat(policyFails(RepositoryChanges.policySet(soon(), SampleRepository.OWN_ACCOUNT_POLICY))
                        .actorIsCertain())
                .isFalse();
    }

    @Test
    void whoDeletedThePolicyIsNamedOnlyWhileThereIsNone() {
        timeline.setRepository(good.withoutPolicy());
        assertThat(policyFails(RepositoryChanges.policyDeleted(soon())).actorIsCertain())
                .isTrue();
        RepositoryTimeline other = new RepositoryTimeline(RemediationMode.OFF);
        other.setRepository(good.policy(SampleRepository.PUBLIC_POLICY));
        assertThat(other.evaluate(POLICY_PRESENT, fail("open"), RepositoryChanges.policyDeleted(soon()))
                        .get(0)
                        .actorIsCertain())
                .isFalse();
    }

    @Test
    void whatCouldNotBeReadNamesNobody() {
        timeline.setRepository(good.policy(new Reading.Unreadable<>("ecr:GetRepositoryPolicy", "denied")));
        RepositoryChange call = RepositoryChanges.policySet(soon(), SampleRepository.PUBLIC_POLICY);
        assertThat(timeline.evaluate(POLICY_PRESENT, unknown("denied"), call)
                        .get(0)
                        .actorIsCertain())
                .isFalse();
    }

    @Test
    void oneCallMayExplainOneFindingAndNotTheOther() {
        timeline.setRepository(good.scanOnPush(false).withoutPolicy());
        RepositoryChange call = RepositoryChanges.scanningSet(soon(), false);
        assertThat(timeline.evaluate(Map.of(POLICY_PRESENT, fail("none"), SCANNING, fail("off")), Optional.of(call)))
                .allSatisfy(facts -> assertThat(facts.actorIsCertain())
                        .isEqualTo(facts.finding().ruleId().equals(SCANNING.id())));
    }

    @Test
    void remediatedIsSaidOnlyOfOurOwnRole() {
        assertThat(resolvedBy(RepositoryTimeline.REMEDIATION_ROLE)).isEqualTo(Cause.REMEDIATED);
        assertThat(resolvedBy("ecr-auditor-remediation-2")).isEqualTo(Cause.FIXED);
        assertThat(resolvedBy("Developer")).isEqualTo(Cause.FIXED);
    }

    @Test
    void ourOwnRoleIsNotCreditedForWhatItDidNotSet() {
        timeline.setRepository(good.scanOnPush(false));
        timeline.evaluate(POLICY_PRESENT, fail("open"));
        timeline.setRepository(good.scanOnPush(true));
        RepositoryChange ours = RepositoryChanges.byRole(
                RepositoryChanges.scanningSet(soon(), true), RepositoryTimeline.REMEDIATION_ROLE);
        assertThat(timeline.evaluate(POLICY_PRESENT, pass(), ours).get(0).cause())
                .hasValue(Cause.FIXED);
    }

    @Test
    void aFindingIsOpenSinceTheCallThatOpenedItWhereThatIsCertain() {
        timeline.setRepository(good.scanOnPush(false));
        Instant call = soon();
        assertThat(scanningFails(RepositoryChanges.scanningSet(call, false)).openedAt())
                .isEqualTo(call);
    }

    @Test
    void aFindingIsOpenSinceItWasSeenWhereNobodyIsCertain() {
        timeline.setRepository(good.scanOnPush(false));
        assertThat(scanningFails(RepositoryChanges.scanningSet(soon(), true)).openedAt())
                .isEqualTo(timeline.now());
    }

    @Test
    void ourOwnCallInTheSecondOfTheLastEvaluationIsAttributed() {
        assertThat(resolvedInTheSecondOfTheLastLook(RepositoryTimeline.REMEDIATION_ROLE, 0)
                        .actorIsCertain())
                .isTrue();
        assertThat(resolvedInTheSecondOfTheLastLook("Developer", 0).actorIsCertain())
                .isFalse();
        assertThat(resolvedInTheSecondOfTheLastLook(RepositoryTimeline.REMEDIATION_ROLE, 1)
                        .actorIsCertain())
                .isFalse();
    }

    private AlertFacts resolvedInTheSecondOfTheLastLook(String role, int secondsBefore) {
        RepositoryTimeline other = new RepositoryTimeline(RemediationMode.ON);
        other.advance(Duration.ofMillis(700));
        other.setRepository(good.scanOnPush(false));
        other.evaluate(SCANNING, fail("off"));
        Instant call = other.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(secondsBefore);
        other.setRepository(good.scanOnPush(true));
        return other.evaluate(
                        SCANNING, pass(), RepositoryChanges.byRole(RepositoryChanges.scanningSet(call, true), role))
                .get(0);
    }

    private Cause resolvedBy(String role) {
        RepositoryTimeline other = new RepositoryTimeline(RemediationMode.OFF);
        other.setRepository(good.scanOnPush(false));
        other.evaluate(SCANNING, fail("off"));
        other.setRepository(good.scanOnPush(true));
        RepositoryChange call = RepositoryChanges.byRole(
                RepositoryChanges.scanningSet(other.now().plusSeconds(30), true), role);
        return other.evaluate(SCANNING, pass(), call).get(0).cause().orElseThrow();
    }

    /** Between the last evaluation and the next. */
    private Instant soon() {
        return timeline.now().plusSeconds(30);
    }

    private AlertFacts scanningFails(RepositoryChange call) {
        return timeline.evaluate(SCANNING, fail("off"), call).get(0);
    }

    private AlertFacts policyFails(RepositoryChange call) {
        return timeline.evaluate(POLICY_PRESENT, fail("open"), call).get(0);
    }
}
