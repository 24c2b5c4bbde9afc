package dev.ecrauditor.finding.transition;

import static dev.ecrauditor.testing.RepositoryStory.ENCRYPTION;
import static dev.ecrauditor.testing.RepositoryStory.POLICY;
import static dev.ecrauditor.testing.RepositoryStory.SCANNING;
import static dev.ecrauditor.testing.RepositoryStory.fail;
import static dev.ecrauditor.testing.RepositoryStory.pass;
import static dev.ecrauditor.testing.RepositoryStory.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.event.RepositoryChange;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.Cause;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.testing.Changes;
import dev.ecrauditor.testing.RepositoryStory;
import dev.ecrauditor.testing.SampleRepository;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An actor is named only for setting exactly this value since the last evaluation. */
class ActorCertaintyTest {

    private final RepositoryStory story = new RepositoryStory(RemediationMode.OFF);
    private final SampleRepository good = SampleRepository.good();

    @Test
    void whoSetTheValueThatWasReadIsNamed() {
        story.becomes(good.scanOnPush(false));
        AlertFacts told = scanningFails(Changes.scanningSet(soon(), false));
        assertThat(told.actorIsCertain()).isTrue();
        assertThat(told.event().orElseThrow().actor()).isEqualTo(Changes.ALICE);
    }

    @Test
    void whoSetAnotherValueIsNotNamed() {
        story.becomes(good.scanOnPush(false));
        AlertFacts told = scanningFails(Changes.scanningSet(soon(), true));
        assertThat(told.actorIsCertain()).isFalse();
        assertThat(told.event()).isPresent();
    }

    @Test
    void whoMadeACallThatCannotSetItIsNotNamed() {
        story.becomes(good.scanOnPush(false));
        assertThat(scanningFails(Changes.policySet(soon(), SampleRepository.OWN_ACCOUNT_POLICY))
                        .actorIsCertain())
                .isFalse();
    }

    @Test
    void nobodyIsNamedWithoutAnEvent() {
        story.becomes(good.scanOnPush(false));
        AlertFacts told = story.looks(SCANNING, fail("off")).get(0);
        assertThat(told.actorIsCertain()).isFalse();
        assertThat(told.event()).isEmpty();
    }

    @Test
    void aCallBeforeTheLastLookIsNotNews() {
        Instant call = soon();
        story.looks(SCANNING, pass());
        story.becomes(good.scanOnPush(false));
        assertThat(scanningFails(Changes.scanningSet(call, false)).actorIsCertain())
                .isFalse();
    }

    @Test
    void aCallAtTheVeryMomentOfTheLastLookIsNotNews() {
        story.looks(SCANNING, pass());
        Instant lastLook = story.now();
        story.becomes(good.scanOnPush(false));
        assertThat(scanningFails(Changes.scanningSet(lastLook, false)).actorIsCertain())
                .isFalse();
    }

    @Test
    void whereRegistryRulesDecideNobodyWhoSetTheFlagIsNamed() {
        story.becomes(good.scanOnPush(false).scannedByRegistryRules(false));
        assertThat(scanningFails(Changes.scanningSet(soon(), false)).actorIsCertain())
                .isFalse();
    }

    @Test
    void whoCreatedTheRepositoryLikeThisIsNamed() {
        Instant created = soon();
        story.becomes(good.createdAt(created).scanOnPush(false));
        RepositoryChange call = Changes.created(created.plusSeconds(2), false, "KMS");
        assertThat(scanningFails(call).actorIsCertain()).isTrue();
    }

    @Test
    void whoCreatedAnEarlierRepositoryOfThisNameIsNotNamed() {
        Instant created = soon();
        story.becomes(good.createdAt(created).scanOnPush(false));
        RepositoryChange earlier = Changes.created(created.minusSeconds(600), false, "KMS");
        assertThat(scanningFails(earlier).actorIsCertain()).isFalse();
    }

    @Test
    void encryptionIsSetByCreationAlone() {
        Instant created = soon();
        story.becomes(good.createdAt(created));
        AlertFacts told = story.looks(ENCRYPTION, fail("key of AWS"), Changes.created(created, true, "KMS"))
                .get(0);
        assertThat(told.actorIsCertain()).isTrue();
        RepositoryStory other = new RepositoryStory(RemediationMode.OFF);
        assertThat(other.looks(ENCRYPTION, fail("key of AWS"), Changes.scanningSet(soon(), true))
                        .get(0)
                        .actorIsCertain())
                .isFalse();
    }

    @Test
    void aPolicyIsComparedAsJsonNotAsText() {
        story.becomes(good.policy(SampleRepository.PUBLIC_POLICY));
        String spaced = SampleRepository.PUBLIC_POLICY.replace(",", " ,\n ");
        assertThat(policyFails(Changes.policySet(soon(), spaced)).actorIsCertain())
                .isTrue();
    }

    @Test
    void anotherPolicyThanTheOneReadNamesNobody() {
        story.becomes(good.policy(SampleRepository.PUBLIC_POLICY));
        assertThat(policyFails(Changes.policySet(soon(), SampleRepository.OWN_ACCOUNT_POLICY))
                        .actorIsCertain())
                .isFalse();
    }

    @Test
    void whoDeletedThePolicyIsNamedOnlyWhileThereIsNone() {
        story.becomes(good.withoutPolicy());
        assertThat(policyFails(Changes.policyDeleted(soon())).actorIsCertain()).isTrue();
        RepositoryStory other = new RepositoryStory(RemediationMode.OFF);
        other.becomes(good.policy(SampleRepository.PUBLIC_POLICY));
        assertThat(other.looks(POLICY, fail("open"), Changes.policyDeleted(soon()))
                        .get(0)
                        .actorIsCertain())
                .isFalse();
    }

    @Test
    void whatCouldNotBeReadNamesNobody() {
        story.becomes(good.policy(new Reading.Unreadable<>("ecr:GetRepositoryPolicy", "denied")));
        RepositoryChange call = Changes.policySet(soon(), SampleRepository.PUBLIC_POLICY);
        assertThat(story.looks(POLICY, unknown("denied"), call).get(0).actorIsCertain())
                .isFalse();
    }

    @Test
    void oneCallMayExplainOneFindingAndNotTheOther() {
        story.becomes(good.scanOnPush(false).withoutPolicy());
        RepositoryChange call = Changes.scanningSet(soon(), false);
        assertThat(story.looks(Map.of(POLICY, fail("none"), SCANNING, fail("off")), Optional.of(call)))
                .allSatisfy(facts -> assertThat(facts.actorIsCertain())
                        .isEqualTo(facts.finding().ruleId().equals(SCANNING.id())));
    }

    @Test
    void remediatedIsSaidOnlyOfOurOwnRole() {
        assertThat(resolvedBy(RepositoryStory.REMEDIATION_ROLE)).isEqualTo(Cause.REMEDIATED);
        assertThat(resolvedBy("ecr-auditor-remediation-2")).isEqualTo(Cause.FIXED);
        assertThat(resolvedBy("Developer")).isEqualTo(Cause.FIXED);
    }

    @Test
    void ourOwnRoleIsNotCreditedForWhatItDidNotSet() {
        story.becomes(good.scanOnPush(false));
        story.looks(POLICY, fail("open"));
        story.becomes(good.scanOnPush(true));
        RepositoryChange ours = Changes.byRole(Changes.scanningSet(soon(), true), RepositoryStory.REMEDIATION_ROLE);
        assertThat(story.looks(POLICY, pass(), ours).get(0).cause()).hasValue(Cause.FIXED);
    }

    @Test
    void aFindingIsOpenSinceTheCallThatOpenedItWhereThatIsCertain() {
        story.becomes(good.scanOnPush(false));
        Instant call = soon();
        assertThat(scanningFails(Changes.scanningSet(call, false)).openedAt()).isEqualTo(call);
    }

    @Test
    void aFindingIsOpenSinceItWasSeenWhereNobodyIsCertain() {
        story.becomes(good.scanOnPush(false));
        assertThat(scanningFails(Changes.scanningSet(soon(), true)).openedAt()).isEqualTo(story.now());
    }

    @Test
    void ourOwnCallInTheSecondOfTheLastLookIsNewsBecauseThatLookAskedForIt() {
        assertThat(resolvedInTheSecondOfTheLastLook(RepositoryStory.REMEDIATION_ROLE, 0)
                        .actorIsCertain())
                .isTrue();
        assertThat(resolvedInTheSecondOfTheLastLook("Developer", 0).actorIsCertain())
                .isFalse();
        assertThat(resolvedInTheSecondOfTheLastLook(RepositoryStory.REMEDIATION_ROLE, 1)
                        .actorIsCertain())
                .isFalse();
    }

    private AlertFacts resolvedInTheSecondOfTheLastLook(String role, int secondsBefore) {
        RepositoryStory other = new RepositoryStory(RemediationMode.ON);
        other.passes(Duration.ofMillis(700));
        other.becomes(good.scanOnPush(false));
        other.looks(SCANNING, fail("off"));
        Instant call = other.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(secondsBefore);
        other.becomes(good.scanOnPush(true));
        return other.looks(SCANNING, pass(), Changes.byRole(Changes.scanningSet(call, true), role))
                .get(0);
    }

    private Cause resolvedBy(String role) {
        RepositoryStory other = new RepositoryStory(RemediationMode.OFF);
        other.becomes(good.scanOnPush(false));
        other.looks(SCANNING, fail("off"));
        other.becomes(good.scanOnPush(true));
        RepositoryChange call = Changes.byRole(Changes.scanningSet(other.now().plusSeconds(30), true), role);
        return other.looks(SCANNING, pass(), call).get(0).cause().orElseThrow();
    }

    /** Between the last evaluation and the next. */
    private Instant soon() {
        return story.now().plusSeconds(30);
    }

    private AlertFacts scanningFails(RepositoryChange call) {
        return story.looks(SCANNING, fail("off"), call).get(0);
    }

    private AlertFacts policyFails(RepositoryChange call) {
        return story.looks(POLICY, fail("open"), call).get(0);
    }
}
