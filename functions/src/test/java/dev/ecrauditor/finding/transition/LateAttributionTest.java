package dev.ecrauditor.finding.transition;

import static dev.ecrauditor.testing.RepositoryTimeline.ENCRYPTION;
import static dev.ecrauditor.testing.RepositoryTimeline.POLICY_PRESENT;
import static dev.ecrauditor.testing.RepositoryTimeline.SCANNING;
import static dev.ecrauditor.testing.RepositoryTimeline.fail;
import static dev.ecrauditor.testing.RepositoryTimeline.pass;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.event.RepositoryChange;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.Evaluation;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.testing.RepositoryChanges;
import dev.ecrauditor.testing.RepositoryTimeline;
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

    private final RepositoryTimeline timeline = new RepositoryTimeline(RemediationMode.OFF);
    private final SampleRepository good = SampleRepository.good();

    @Test
    void aCallBetweenTheEvaluationsIsAttributedUnderTheSameAlertId() {
        AlertFacts opened = scanningFoundOff();
        AlertFacts reported = onlyAttribution(evaluate(RepositoryChanges.scanningSet(call(opened), false)));
        assertThat(reported.id()).isEqualTo(opened.id() + ".attributed");
        assertThat(reported.findingId()).isEqualTo(opened.findingId());
        assertThat(reported.setBy().orElseThrow().actor()).isEqualTo(RepositoryChanges.ALICE);
        assertThat(reported.openedAt()).isEqualTo(call(opened));
        assertThat(reported.severity()).isEqualTo(opened.severity());
    }

    @Test
    void noActorIsReportedTwice() {
        AlertFacts opened = scanningFoundOff();
        evaluate(RepositoryChanges.scanningSet(call(opened), false));
        assertThat(evaluate(RepositoryChanges.scanningSet(call(opened), false))).isEmpty();
        assertThat(evaluate(RepositoryChanges.byRole(
                        RepositoryChanges.scanningSet(call(opened).plusSeconds(1), false), "Other")))
                .isEmpty();
    }

    @Test
    void ofSeveralEventsOfOneEvaluationTheLatestIsAttributed() {
        AlertFacts opened = scanningFoundOff();
        RepositoryChange first = RepositoryChanges.scanningSet(call(opened), false);
        RepositoryChange second = RepositoryChanges.byRole(
                RepositoryChanges.scanningSet(call(opened).plusSeconds(1), false), "Other");
        SubjectRecord before = timeline.record();
        Evaluation seen = new Evaluation(
                Optional.of(new Evaluation.Result(good.scanOnPush(false).snapshot(), Map.of(SCANNING, fail("off")))),
                List.of(second, first),
                timeline.now().plusSeconds(60),
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
        assertThat(evaluate(RepositoryChanges.scanningSet(call(opened), true))).isEmpty();
        assertThat(evaluate(RepositoryChanges.policySet(call(opened), SampleRepository.OWN_ACCOUNT_POLICY)))
                .isEmpty();
    }

    @Test
    void aCallBeforeThePreviousEvaluationIsNotAttributed() {
        timeline.evaluate(SCANNING, pass());
        Instant previousEvaluation = timeline.now();
        timeline.setRepository(good.scanOnPush(false));
        timeline.evaluate(SCANNING, fail("off"));
        assertThat(evaluate(RepositoryChanges.scanningSet(previousEvaluation, false)))
                .isEmpty();
        assertThat(evaluate(RepositoryChanges.scanningSet(previousEvaluation.minusSeconds(5), false)))
                .isEmpty();
        assertThat(evaluate(RepositoryChanges.scanningSet(previousEvaluation.plusSeconds(1), false)))
                .hasSize(1);
    }

    /** CloudTrail's times are in whole seconds. */
    @Test
    void aCallThatMayBeAfterTheEvaluationIsNotAttributed() {
        AlertFacts opened = scanningFoundOff();
        Instant second = opened.at().truncatedTo(ChronoUnit.SECONDS);
        assertThat(evaluate(RepositoryChanges.scanningSet(second, false))).isEmpty();
        assertThat(evaluate(RepositoryChanges.scanningSet(second.plusSeconds(20), false)))
                .isEmpty();
        assertThat(evaluate(RepositoryChanges.scanningSet(second.minusSeconds(1), false)))
                .hasSize(1);
    }

    @Test
    void eachTransitionHasItsOwnActor() {
        timeline.evaluate(POLICY_PRESENT, pass());
        timeline.setRepository(good.policy(SampleRepository.PUBLIC_POLICY));
        AlertFacts opened = timeline.evaluate(POLICY_PRESENT, fail("public")).get(0);
        String other = SampleRepository.PUBLIC_POLICY.replace("BatchGetImage", "PutImage");
        timeline.setRepository(good.policy(other));
        AlertFacts changed =
                timeline.evaluate(POLICY_PRESENT, fail("more public")).get(0);
        assertThat(changed.status()).isEqualTo(AlertStatus.CHANGED);

        AlertFacts second = onlyAttribution(timeline.evaluate(
                POLICY_PRESENT, fail("more public"), RepositoryChanges.policySet(call(changed), other)));
        assertThat(second.id()).isEqualTo(changed.id() + ".attributed");
        assertThat(second.openedAt()).as("it was open before").isEqualTo(changed.openedAt());
        AlertFacts first = onlyAttribution(timeline.evaluate(
                POLICY_PRESENT,
                fail("more public"),
                RepositoryChanges.policySet(call(opened), SampleRepository.PUBLIC_POLICY)));
        assertThat(first.id()).isEqualTo(opened.id() + ".attributed");
        assertThat(first.openedAt()).isEqualTo(call(opened));
    }

    @Test
    void theResolvingEvaluationIsTheLastThatAttributesTheOpening() {
        AlertFacts opened = scanningFoundOff();
        timeline.setRepository(good.scanOnPush(true));
        List<AlertFacts> reported =
                timeline.evaluate(SCANNING, pass(), RepositoryChanges.scanningSet(call(opened), false));
        assertThat(reported)
                .extracting(AlertFacts::status)
                .containsExactly(AlertStatus.ATTRIBUTED, AlertStatus.RESOLVED);

        RepositoryTimeline other = new RepositoryTimeline(RemediationMode.OFF);
        other.setRepository(good.scanOnPush(false));
        AlertFacts again = other.evaluate(SCANNING, fail("off")).get(0);
        other.evaluate(SCANNING, pass());
        assertThat(other.evaluate(SCANNING, pass(), RepositoryChanges.scanningSet(call(again), false)))
                .isEmpty();
    }

    @Test
    void whereTheRegistrysRulesDecidedNobodyIsNamedLaterEither() {
        timeline.evaluate(SCANNING, pass());
        timeline.setRepository(good.scanOnPush(false).scannedByRegistryRules(false));
        AlertFacts opened = timeline.evaluate(SCANNING, fail("off")).get(0);
        timeline.setRepository(good.scanOnPush(false));
        assertThat(evaluate(RepositoryChanges.scanningSet(call(opened), false))).isEmpty();
    }

    @Test
    void anEventOfAnEarlierRepositoryOfTheNameNamesNobody() {
        Instant created = timeline.now().plusSeconds(30);
        timeline.setRepository(good.createdAt(created));
        AlertFacts opened = timeline.evaluate(ENCRYPTION, fail("key of AWS")).get(0);
        assertThat(timeline.evaluate(
                        ENCRYPTION,
                        fail("key of AWS"),
                        RepositoryChanges.created(created.minusSeconds(90), true, "KMS")))
                .isEmpty();
        assertThat(onlyAttribution(timeline.evaluate(
                                ENCRYPTION,
                                fail("key of AWS"),
                                RepositoryChanges.created(created.minusMillis(500), true, "KMS")))
                        .id())
                .isEqualTo(opened.id() + ".attributed");
    }

    @Test
    void aPolicyThatNamesAPrincipalDeletedSinceIsStillItsCallers() {
        timeline.evaluate(POLICY_PRESENT, pass());
        timeline.setRepository(good.policy(allowing(USER_ID)));
        AlertFacts opened = timeline.evaluate(POLICY_PRESENT, fail("open")).get(0);
        assertThat(onlyAttribution(timeline.evaluate(
                                POLICY_PRESENT,
                                fail("open"),
                                RepositoryChanges.policySet(call(opened), allowing(USER))))
                        .id())
                .isEqualTo(opened.id() + ".attributed");
    }

    @Test
    void aPrincipalDeletedAfterThePolicyWasReadChangesNothingAboutWhoSetIt() {
        timeline.evaluate(POLICY_PRESENT, pass());
        timeline.setRepository(good.policy(allowing(USER)));
        AlertFacts opened = timeline.evaluate(POLICY_PRESENT, fail("open")).get(0);
        timeline.setRepository(good.policy(allowing(USER_ID)));
        assertThat(onlyAttribution(timeline.evaluate(
                                POLICY_PRESENT,
                                fail("open"),
                                RepositoryChanges.policySet(call(opened), allowing(USER))))
                        .id())
                .isEqualTo(opened.id() + ".attributed");
    }

    @Test
    void whatIsHeldIsOnlyWhatALaterEventCanStillName() {
        timeline.holdsAlerts();
        AlertFacts opened = scanningFoundOff();
        SubjectRecord held = timeline.record();
        assertThat(AlertHold.until(held, opened.at())).hasValue(opened.at().plus(AlertHold.LONGEST));
        assertThat(AlertHold.isAnyDue(held, opened.at().plus(AlertHold.LONGEST)))
                .isTrue();

        RepositoryTimeline known = new RepositoryTimeline(RemediationMode.OFF);
        known.holdsAlerts();
        known.setRepository(good.scanOnPush(false));
        known.evaluate(
                SCANNING, fail("off"), RepositoryChanges.scanningSet(known.now().plusSeconds(30), false));
        assertThat(AlertHold.until(known.record(), known.now())).isEmpty();
    }

    private AlertFacts scanningFoundOff() {
        timeline.evaluate(SCANNING, pass());
        timeline.setRepository(good.scanOnPush(false));
        return timeline.evaluate(SCANNING, fail("off")).get(0);
    }

    private List<AlertFacts> evaluate(RepositoryChange change) {
        return timeline.evaluate(SCANNING, fail("off"), change);
    }

    /** Between the previous evaluation and the one that found it. */
    private static Instant call(AlertFacts found) {
        return found.at().minusSeconds(30);
    }

    private static AlertFacts onlyAttribution(List<AlertFacts> reported) {
        assertThat(reported).hasSize(1);
        assertThat(reported.get(0).status()).isEqualTo(AlertStatus.ATTRIBUTED);
        return reported.get(0);
    }

    private static String allowing(String principal) {
        return SampleRepository.OWN_ACCOUNT_POLICY.replace("arn:aws:iam::111122223333:root", principal);
    }
}
