package dev.ecrauditor.finding.transition;

import static dev.ecrauditor.testing.RepositoryTimeline.POLICY_PRESENT;
import static dev.ecrauditor.testing.RepositoryTimeline.SCANNING;
import static dev.ecrauditor.testing.RepositoryTimeline.fail;
import static dev.ecrauditor.testing.RepositoryTimeline.pass;
import static dev.ecrauditor.testing.RepositoryTimeline.unknown;
import static dev.ecrauditor.testing.RepositoryTimeline.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.FindingState;
import dev.ecrauditor.finding.record.RemediationRequest;
import dev.ecrauditor.finding.store.SubjectRecordJson;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.settings.published.Baseline;
import dev.ecrauditor.testing.RepositoryChanges;
import dev.ecrauditor.testing.RepositoryTimeline;
import dev.ecrauditor.testing.SampleRepository;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a baseline accepts is not reported, and whatever differs from it is. */
class BaselineTransitionTest {

    private static final Verdict OFF = fail("off");

    private Reading<Baseline> baseline = new Reading.Absent<>();
    private final RepositoryTimeline story = new RepositoryTimeline(RemediationMode.ON);
    private final LocalDate lastDay =
            story.now().atZone(ZoneOffset.UTC).toLocalDate().plusDays(30);

    @Test
    void whatItAcceptsOpensWithoutAnAlertAndWithoutRemediation() {
        accept(SCANNING, OFF);

        assertThat(story.evaluate(SCANNING, OFF)).isEmpty();
        assertThat(story.evaluate(SCANNING, OFF)).isEmpty();

        assertThat(state(SCANNING).open()).isTrue();
        assertThat(state(SCANNING).isAccepted()).isTrue();
        assertThat(story.record().outbox()).isEmpty();
    }

    @Test
    void otherEvidenceIsReportedOnceAndRemediated() {
        accept(SCANNING, OFF);
        story.evaluate(SCANNING, OFF);

        assertThat(story.evaluate(SCANNING, fail("off again")))
                .extracting(AlertFacts::status)
                .containsExactly(AlertStatus.OPENED);
        assertThat(story.evaluate(SCANNING, fail("off again"))).isEmpty();
        assertThat(story.requests()).hasSize(1);
    }

    @Test
    void aWorseSeverityWithTheSameEvidenceIsReported() {
        accept(SCANNING, OFF);
        story.evaluate(SCANNING, OFF);

        assertThat(story.evaluate(SCANNING, fail(Severity.CRITICAL, "off")))
                .extracting(AlertFacts::severity)
                .containsExactly(Severity.CRITICAL);
    }

    @Test
    void anotherRuleIsReported() {
        accept(SCANNING, OFF);

        assertThat(story.evaluate(POLICY_PRESENT, fail("no policy"))).hasSize(1);
    }

    @Test
    void afterItsLastDayTheFindingIsReportedOnceInADigest() {
        accept(SCANNING, OFF);
        story.evaluate(SCANNING, OFF);
        advanceToTheLastDay();
        assertThat(story.evaluate(SCANNING, OFF)).isEmpty();
        story.advance(Duration.ofDays(1));

        List<AlertFacts> reported = story.evaluate(SCANNING, OFF);

        assertThat(reported).singleElement().satisfies(alert -> {
            assertThat(alert.status()).isEqualTo(AlertStatus.OPENED);
            assertThat(alert.reason()).hasValue(EvaluationReason.CHANGED_SETTINGS);
            assertThat(alert.evidence().summary())
                    .startsWith("It is no longer accepted by the baseline, which accepted it until " + lastDay + ". ");
        });
        assertThat(story.evaluate(SCANNING, OFF)).isEmpty();
        assertThat(story.requests()).hasSize(1);
    }

    @Test
    void aFindingThatIsNoLongerListedIsReported() {
        accept(SCANNING, OFF);
        story.evaluate(SCANNING, OFF);
        story.baseline(new Reading.Absent<>());

        assertThat(story.evaluate(SCANNING, OFF)).hasSize(1);
    }

    @Test
    void itIsResolvedWithoutAnAlertAndReportedWhenItFailsAgain() {
        accept(SCANNING, OFF);
        story.evaluate(SCANNING, OFF);

        assertThat(story.evaluate(SCANNING, pass())).isEmpty();
        assertThat(state(SCANNING).open()).isFalse();
        assertThat(story.evaluate(SCANNING, OFF)).extracting(AlertFacts::status).containsExactly(AlertStatus.REOPENED);
    }

    @Test
    void aDeletedRepositoryIsResolvedWithoutAnAlert() {
        accept(SCANNING, OFF);
        story.evaluate(SCANNING, OFF);

        assertThat(story.evaluateAbsent(java.util.Optional.empty())).isEmpty();
    }

    @Test
    void aRepositoryCreatedAnewIsReported() {
        accept(SCANNING, OFF);
        story.evaluate(SCANNING, OFF);
        story.setRepository(SampleRepository.good().createdAt(story.now()));

        assertThat(story.evaluate(SCANNING, OFF)).extracting(AlertFacts::status).containsExactly(AlertStatus.OPENED);
    }

    @Test
    void whatWasReportedBeforeIsResolvedWithAnAlert() {
        assertThat(story.evaluate(SCANNING, OFF)).hasSize(1);
        accept(SCANNING, OFF);
        assertThat(story.evaluate(SCANNING, OFF)).isEmpty();
        assertThat(state(SCANNING).isAccepted()).isTrue();

        assertThat(story.evaluate(SCANNING, pass()))
                .extracting(AlertFacts::status)
                .containsExactly(AlertStatus.RESOLVED);
    }

    @Test
    void whatWasReportedBeforeIsReportedAsChangedWhenTheBaselineEnds() {
        story.evaluate(SCANNING, OFF);
        accept(SCANNING, OFF);
        story.evaluate(SCANNING, OFF);
        story.baseline(new Reading.Absent<>());

        assertThat(story.evaluate(SCANNING, OFF)).extracting(AlertFacts::status).containsExactly(AlertStatus.CHANGED);
    }

    @Test
    void aRequestThatWaitsIsNotDueOnceTheFindingIsAccepted() {
        story.evaluate(SCANNING, OFF);
        RemediationRequest request = story.requests().get(0);
        assertThat(story.record().beginAttempt(request, story.now())).isPresent();
        accept(SCANNING, OFF);
        story.evaluate(SCANNING, OFF);

        assertThat(story.record().beginAttempt(request, story.now())).isEmpty();
    }

    @Test
    void whileTheBaselineIsUnreadableWhatWasAcceptedStaysSoUntilItsLastDay() {
        accept(SCANNING, OFF);
        story.evaluate(SCANNING, OFF);
        story.baseline(new Reading.Unreadable<>("s3:GetObject", "denied"));

        assertThat(story.evaluate(SCANNING, OFF)).isEmpty();
        assertThat(story.evaluate(POLICY_PRESENT, fail("no policy"))).hasSize(1);
        advanceToTheLastDay();
        assertThat(story.evaluate(SCANNING, OFF)).isEmpty();
        story.advance(Duration.ofDays(1));
        assertThat(story.evaluate(SCANNING, OFF)).hasSize(1);
    }

    @Test
    void whileTheBaselineIsUnreadableOtherEvidenceIsReported() {
        accept(SCANNING, OFF);
        story.evaluate(SCANNING, OFF);
        story.baseline(new Reading.Unreadable<>("s3:GetObject", "denied"));

        assertThat(story.evaluate(SCANNING, fail("off again"))).hasSize(1);
    }

    @Test
    void whatWasFixedBeforeTheFirstEvaluationIsReportedWhenItIsBack() {
        accept(SCANNING, OFF);
        assertThat(story.evaluate(SCANNING, pass())).isEmpty();
        story.advance(Duration.ofDays(14));

        assertThat(story.evaluate(SCANNING, OFF)).extracting(AlertFacts::status).containsExactly(AlertStatus.OPENED);
    }

    @Test
    void whatWasReportedAndFixedLongAgoIsReportedWhenItIsFixedOnceMoreAndBack() {
        story.evaluate(SCANNING, OFF);
        story.evaluate(SCANNING, pass());
        story.advance(Duration.ofDays(1));
        accept(SCANNING, OFF);
        story.advance(Duration.ofHours(1));
        assertThat(story.evaluate(SCANNING, pass())).isEmpty();
        story.advance(Duration.ofDays(14));

        assertThat(story.evaluate(SCANNING, OFF)).extracting(AlertFacts::status).containsExactly(AlertStatus.REOPENED);
    }

    @Test
    void whatWasReportedAndFixedBeforeItWasMadeIsAcceptedAsItWasThen() {
        story.evaluate(SCANNING, OFF);
        story.evaluate(SCANNING, pass());
        story.advance(Duration.ofDays(1));
        accept(SCANNING, OFF);
        story.advance(Duration.ofHours(1));

        assertThat(story.evaluate(SCANNING, OFF)).isEmpty();
        assertThat(state(SCANNING).isAccepted()).isTrue();
    }

    @Test
    void aRuleThatCannotBeEvaluatedIsNeverAccepted() {
        assertThat(AcceptedFindings.marks(Map.of(SCANNING, unknown("denied"), POLICY_PRESENT, pass())))
                .isEmpty();
        accept(SCANNING, OFF);

        assertThat(story.evaluate(SCANNING, unknown("denied"))).hasSize(1);
    }

    @Test
    void evidenceThatWasReportedAndIsAsBeforeIsReportedOnceMore() {
        accept(SCANNING, OFF);
        story.evaluate(SCANNING, OFF);
        story.evaluate(SCANNING, fail("off again"));

        assertThat(story.evaluate(SCANNING, OFF)).extracting(AlertFacts::status).containsExactly(AlertStatus.CHANGED);
        assertThat(story.evaluate(SCANNING, OFF)).isEmpty();
        assertThat(state(SCANNING).isAccepted()).isTrue();
    }

    @Test
    void theAcceptanceIsStoredAndAnOlderVersionReadsTheRecordWithoutIt() throws Exception {
        accept(SCANNING, OFF);
        story.evaluate(SCANNING, OFF);
        String stored = JsonWriter.write(SubjectRecordJson.write(story.record()));

        assertThat(stored).contains("\"acceptedUntil\":\"" + lastDay + "\",\"alertedBefore\":false");
        assertThat(SubjectRecordJson.read(JsonReader.read(stored))).isEqualTo(story.record());
        Json older =
                JsonReader.read(stored.replace(",\"acceptedUntil\":\"" + lastDay + "\",\"alertedBefore\":false", ""));
        assertThat(SubjectRecordJson.read(older).findings().get(violation(SCANNING)))
                .satisfies(state -> {
                    assertThat(state.open()).isTrue();
                    assertThat(state.isAccepted()).isFalse();
                });
    }

    @Test
    void whileTheBaselineIsUnreadableNothingIsRemediated() {
        story.setRepository(SampleRepository.good().scanOnPush(false));
        story.baseline(new Reading.Unreadable<>("s3:GetObject", "denied"));

        assertThat(story.evaluate(SCANNING, OFF)).hasSize(1);
        assertThat(story.requests()).isEmpty();
        story.mode(RemediationMode.ON);
        story.evaluate(SCANNING, OFF);
        assertThat(story.requests()).hasSize(1);
    }

    @Test
    void whileTheSettingsAreUnreadableNoAcceptanceEnds() {
        accept(SCANNING, OFF);
        story.evaluate(SCANNING, OFF);
        story.trustIsUnknown(baseline);

        assertThat(story.evaluate(SCANNING, fail("off, and nobody is trusted"))).isEmpty();
        assertThat(state(SCANNING).isAccepted()).isTrue();
        assertThat(story.evaluate(POLICY_PRESENT, fail("no policy"))).hasSize(1);
        story.trustIsUnknown(new Reading.Unreadable<>("s3:GetObject", "denied"));
        assertThat(story.evaluate(SCANNING, fail("off, and still nobody is trusted")))
                .isEmpty();
        story.baseline(baseline);
        assertThat(story.evaluate(SCANNING, OFF)).isEmpty();
        assertThat(state(SCANNING).isAccepted()).isTrue();
        assertThat(story.evaluate(SCANNING, fail("worse"))).hasSize(1);
    }

    @Test
    void whileTheSettingsAreUnreadableAnAcceptanceEndsOnItsLastDay() {
        accept(SCANNING, OFF);
        story.evaluate(SCANNING, OFF);
        story.trustIsUnknown(baseline);
        advanceToTheLastDay();
        story.advance(Duration.ofDays(1));

        assertThat(story.evaluate(SCANNING, OFF)).hasSize(1);
    }

    @Test
    void whileTheSettingsAreUnreadableWhatACallCausedIsReported() {
        SampleRepository open = SampleRepository.good().scanOnPush(false);
        story.setRepository(open);
        accept(SCANNING, OFF);
        story.evaluate(SCANNING, OFF);
        story.trustIsUnknown(baseline);
        story.advance(Duration.ofMinutes(5));

        assertThat(story.evaluate(SCANNING, fail("off again"), RepositoryChanges.scanningSet(story.now(), false)))
                .hasSize(1);
    }

    private void accept(RuleMetadata rule, Verdict verdict) {
        baseline = new Reading.Known<>(new Baseline(
                "payments@example.org",
                "Known before the auditor was deployed",
                lastDay,
                story.now(),
                Map.of(
                        SampleRepository.ARN.name(),
                        new Baseline.Repository(
                                story.repository().snapshot().createdAt(),
                                AcceptedFindings.marks(Map.of(rule, verdict))))));
        story.baseline(baseline);
    }

    /** A little before its end. */
    private void advanceToTheLastDay() {
        story.advance(Duration.between(
                story.now(),
                lastDay.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC).minusSeconds(600)));
    }

    private FindingState state(RuleMetadata rule) {
        return story.record().findings().get(violation(rule));
    }
}
