package dev.ecrauditor.finding.transition;

import static dev.ecrauditor.testing.RepositoryStory.ENCRYPTION;
import static dev.ecrauditor.testing.RepositoryStory.POLICY;
import static dev.ecrauditor.testing.RepositoryStory.SCANNING;
import static dev.ecrauditor.testing.RepositoryStory.fail;
import static dev.ecrauditor.testing.RepositoryStory.pass;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.event.RepositoryChange;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.Evaluation;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.testing.Changes;
import dev.ecrauditor.testing.RepositoryStory;
import dev.ecrauditor.testing.SampleRepository;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * An event that arrives after the evaluation that found its call's effect names the caller, once, where it is certain.
 */
class LateAttributionTest {

    private static final String USER = "arn:aws:iam::111122223333:user/ann";
    private static final String USER_ID = "AIDAJQABLZS4A3QDU576Q";

    private final RepositoryStory story = new RepositoryStory(RemediationMode.OFF);
    private final SampleRepository good = SampleRepository.good();

    @Test
    void whoSetItBetweenTheTwoLooksIsNamedUnderTheSameAlertId() {
        AlertFacts opened = scanningFoundOff();
        AlertFacts told = onlyAttribution(looks(Changes.scanningSet(call(opened), false)));
        assertThat(told.id()).isEqualTo(opened.id() + ".attributed");
        assertThat(told.findingId()).isEqualTo(opened.findingId());
        assertThat(told.setBy().orElseThrow().actor()).isEqualTo(Changes.ALICE);
        assertThat(told.openedAt()).isEqualTo(call(opened));
        assertThat(told.severity()).isEqualTo(opened.severity());
    }

    @Test
    void nobodyIsNamedTwice() {
        AlertFacts opened = scanningFoundOff();
        looks(Changes.scanningSet(call(opened), false));
        assertThat(looks(Changes.scanningSet(call(opened), false))).isEmpty();
        assertThat(looks(Changes.byRole(Changes.scanningSet(call(opened).plusSeconds(1), false), "Other")))
                .isEmpty();
    }

    @Test
    void ofSeveralEventsOfOneLookTheLatestIsTheOne() {
        AlertFacts opened = scanningFoundOff();
        RepositoryChange first = Changes.scanningSet(call(opened), false);
        RepositoryChange second =
                Changes.byRole(Changes.scanningSet(call(opened).plusSeconds(1), false), "Other");
        SubjectRecord before = story.record();
        Evaluation seen = new Evaluation(
                Optional.of(new Evaluation.Result(good.scanOnPush(false).snapshot(), Map.of(SCANNING, fail("off")))),
                List.of(second, first),
                story.now().plusSeconds(60),
                Optional.empty());
        SubjectRecord next = new Transition(RemediationMode.OFF, "remediation")
                .apply(before, seen, List.of())
                .record();
        assertThat(next.outbox())
                .filteredOn(entry -> entry.id().endsWith(".attributed"))
                .hasSize(1);
        assertThat(((AlertFacts) next.outbox().get(next.outbox().size() - 1))
                        .setBy()
                        .orElseThrow()
                        .actor()
                        .roleName())
                .hasValue("Other");
    }

    @Test
    void whoSetAnotherValueIsNotNamed() {
        AlertFacts opened = scanningFoundOff();
        assertThat(looks(Changes.scanningSet(call(opened), true))).isEmpty();
        assertThat(looks(Changes.policySet(call(opened), SampleRepository.OWN_ACCOUNT_POLICY)))
                .isEmpty();
    }

    @Test
    void whoCalledBeforeTheLookBeforeIsNotNamed() {
        story.looks(SCANNING, pass());
        Instant lookBefore = story.now();
        story.becomes(good.scanOnPush(false));
        story.looks(SCANNING, fail("off"));
        assertThat(looks(Changes.scanningSet(lookBefore, false))).isEmpty();
        assertThat(looks(Changes.scanningSet(lookBefore.minusSeconds(5), false)))
                .isEmpty();
        assertThat(looks(Changes.scanningSet(lookBefore.plusSeconds(1), false))).hasSize(1);
    }

    /** CloudTrail's times are in whole seconds. */
    @Test
    void whoMayHaveCalledAfterTheLookThatFoundItIsNotNamed() {
        AlertFacts opened = scanningFoundOff();
        Instant second = opened.at().truncatedTo(ChronoUnit.SECONDS);
        assertThat(looks(Changes.scanningSet(second, false))).isEmpty();
        assertThat(looks(Changes.scanningSet(second.plusSeconds(20), false))).isEmpty();
        assertThat(looks(Changes.scanningSet(second.minusSeconds(1), false))).hasSize(1);
    }

    @Test
    void eachTransitionHasItsOwnActor() {
        story.looks(POLICY, pass());
        story.becomes(good.policy(SampleRepository.PUBLIC_POLICY));
        AlertFacts opened = story.looks(POLICY, fail("public")).get(0);
        String other = SampleRepository.PUBLIC_POLICY.replace("BatchGetImage", "PutImage");
        story.becomes(good.policy(other));
        AlertFacts changed = story.looks(POLICY, fail("more public")).get(0);
        assertThat(changed.status()).isEqualTo(AlertStatus.CHANGED);

        AlertFacts second =
                onlyAttribution(story.looks(POLICY, fail("more public"), Changes.policySet(call(changed), other)));
        assertThat(second.id()).isEqualTo(changed.id() + ".attributed");
        assertThat(second.openedAt()).as("it was open before").isEqualTo(changed.openedAt());
        AlertFacts first = onlyAttribution(story.looks(
                POLICY, fail("more public"), Changes.policySet(call(opened), SampleRepository.PUBLIC_POLICY)));
        assertThat(first.id()).isEqualTo(opened.id() + ".attributed");
        assertThat(first.openedAt()).isEqualTo(call(opened));
    }

    @Test
    void theLookThatResolvesItStillNamesWhoOpenedItAndNoneAfterIt() {
        AlertFacts opened = scanningFoundOff();
        story.becomes(good.scanOnPush(true));
        List<AlertFacts> told = story.looks(SCANNING, pass(), Changes.scanningSet(call(opened), false));
        assertThat(told).extracting(AlertFacts::status).containsExactly(AlertStatus.ATTRIBUTED, AlertStatus.RESOLVED);

        RepositoryStory other = new RepositoryStory(RemediationMode.OFF);
        other.becomes(good.scanOnPush(false));
        AlertFacts again = other.looks(SCANNING, fail("off")).get(0);
        other.looks(SCANNING, pass());
        assertThat(other.looks(SCANNING, pass(), Changes.scanningSet(call(again), false)))
                .isEmpty();
    }

    @Test
    void whereTheRegistrysRulesDecidedNobodyIsNamedLaterEither() {
        story.looks(SCANNING, pass());
        story.becomes(good.scanOnPush(false).scannedByRegistryRules(false));
        AlertFacts opened = story.looks(SCANNING, fail("off")).get(0);
        story.becomes(good.scanOnPush(false));
        assertThat(looks(Changes.scanningSet(call(opened), false))).isEmpty();
    }

    @Test
    void anEventOfAnEarlierRepositoryOfTheNameNamesNobody() {
        Instant created = story.now().plusSeconds(30);
        story.becomes(good.createdAt(created));
        AlertFacts opened = story.looks(ENCRYPTION, fail("key of AWS")).get(0);
        assertThat(story.looks(ENCRYPTION, fail("key of AWS"), Changes.created(created.minusSeconds(90), true, "KMS")))
                .isEmpty();
        assertThat(onlyAttribution(story.looks(
                                ENCRYPTION, fail("key of AWS"), Changes.created(created.minusMillis(500), true, "KMS")))
                        .id())
                .isEqualTo(opened.id() + ".attributed");
    }

    @Test
    void aPolicyThatNamesAPrincipalDeletedSinceIsStillItsCallers() {
        story.looks(POLICY, pass());
        story.becomes(good.policy(allowing(USER_ID)));
        AlertFacts opened = story.looks(POLICY, fail("open")).get(0);
        assertThat(onlyAttribution(story.looks(POLICY, fail("open"), Changes.policySet(call(opened), allowing(USER))))
                        .id())
                .isEqualTo(opened.id() + ".attributed");
    }

    @Test
    void aPrincipalDeletedAfterThePolicyWasReadChangesNothingAboutWhoSetIt() {
        story.looks(POLICY, pass());
        story.becomes(good.policy(allowing(USER)));
        AlertFacts opened = story.looks(POLICY, fail("open")).get(0);
        story.becomes(good.policy(allowing(USER_ID)));
        assertThat(onlyAttribution(story.looks(POLICY, fail("open"), Changes.policySet(call(opened), allowing(USER))))
                        .id())
                .isEqualTo(opened.id() + ".attributed");
    }

    @Test
    void whatIsHeldIsOnlyWhatALaterEventCanStillName() {
        story.holdsAlerts();
        AlertFacts opened = scanningFoundOff();
        SubjectRecord held = story.record();
        assertThat(AlertHold.until(held, opened.at())).hasValue(opened.at().plus(AlertHold.LONGEST));
        assertThat(AlertHold.isAnyDue(held, opened.at().plus(AlertHold.LONGEST)))
                .isTrue();

        RepositoryStory known = new RepositoryStory(RemediationMode.OFF);
        known.holdsAlerts();
        known.becomes(good.scanOnPush(false));
        known.looks(SCANNING, fail("off"), Changes.scanningSet(known.now().plusSeconds(30), false));
        assertThat(AlertHold.until(known.record(), known.now())).isEmpty();
    }

    private AlertFacts scanningFoundOff() {
        story.looks(SCANNING, pass());
        story.becomes(good.scanOnPush(false));
        return story.looks(SCANNING, fail("off")).get(0);
    }

    private List<AlertFacts> looks(RepositoryChange change) {
        return story.looks(SCANNING, fail("off"), change);
    }

    /** Between the previous evaluation and the one that found it. */
    private static Instant call(AlertFacts found) {
        return found.at().minusSeconds(30);
    }

    private static AlertFacts onlyAttribution(List<AlertFacts> told) {
        assertThat(told).hasSize(1);
        assertThat(told.get(0).status()).isEqualTo(AlertStatus.ATTRIBUTED);
        return told.get(0);
    }

    private static String allowing(String principal) {
        return SampleRepository.OWN_ACCOUNT_POLICY.replace("arn:aws:iam::111122223333:root", principal);
    }
}
