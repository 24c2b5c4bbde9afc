package dev.ecrauditor.finding.transition;

import static dev.ecrauditor.testing.RepositoryTimeline.POLICY_PRESENT;
import static dev.ecrauditor.testing.RepositoryTimeline.SCANNING;
import static dev.ecrauditor.testing.RepositoryTimeline.fail;
import static dev.ecrauditor.testing.RepositoryTimeline.pass;
import static dev.ecrauditor.testing.RepositoryTimeline.unknown;
import static dev.ecrauditor.testing.RepositoryTimeline.violation;
import static dev.ecrauditor.testing.SampleWaivers.settings;
import static dev.ecrauditor.testing.SampleWaivers.waiver;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.FindingState;
import dev.ecrauditor.finding.record.FlapHistory;
import dev.ecrauditor.finding.store.SubjectRecordJson;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.settings.Reminders;
import dev.ecrauditor.settings.Settings;
import dev.ecrauditor.settings.published.Baseline;
import dev.ecrauditor.testing.RepositoryTimeline;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A finding that stays open is reminded of once in each interval of its severity, and never after it ended. */
class ReminderTransitionTest {

    private static final Verdict CRITICAL = fail(Severity.CRITICAL, "open to everybody");
    private static final Verdict HIGH = fail(Severity.HIGH, "open to a partner");
    private static final Duration DAY = Duration.ofDays(1);

    private final RepositoryTimeline story = new RepositoryTimeline(RemediationMode.OFF);

    /** What was reported, in order. */
    private final List<AlertStatus> told = new ArrayList<>();

    /** The tenth evaluation after the first finds the end of it, so that there are nine reminders. */
    @Test
    void aCriticalFindingOfTenDaysIsOneAlertNineRemindersAndOneResolution() {
        evaluate(CRITICAL);
        daily(9, CRITICAL);
        daily(1, pass());
        daily(5, pass());

        assertThat(told).hasSize(11).startsWith(AlertStatus.OPENED).endsWith(AlertStatus.RESOLVED);
        assertThat(told.subList(1, 10)).containsOnly(AlertStatus.REMINDER);
    }

    @Test
    void byDefaultOtherSeveritiesHaveNoReminders() {
        evaluate(HIGH);
        daily(30, HIGH);

        assertThat(told).containsExactly(AlertStatus.OPENED);
    }

    @Test
    void anEvaluationEveryHourRemindsNoMoreOftenThanTheInterval() {
        evaluate(CRITICAL);
        for (int hour = 1; hour <= 240; hour++) {
            story.advance(Duration.ofMinutes(59));
            evaluate(CRITICAL);
        }

        assertThat(told).hasSize(1 + 10);
    }

    @Test
    void aSweepThatBeginsAMinuteEarlierEachDayStillRemindsEachDay() {
        evaluate(CRITICAL);
        for (int day = 1; day <= 30; day++) {
            story.advance(DAY.minusMinutes(2));
            evaluate(CRITICAL);
        }

        assertThat(told).hasSize(1 + 30);
    }

    @Test
    void twoHoursBeforeItIsDueIsTheEarliest() {
        evaluate(CRITICAL);
        story.advance(Duration.ofHours(22).minusMinutes(2));
        evaluate(CRITICAL);
        assertThat(told).hasSize(1);

        evaluate(CRITICAL);
        assertThat(told).hasSize(2);
        story.advance(Duration.ofHours(23).plusMinutes(58));
        evaluate(CRITICAL);
        assertThat(told).hasSize(2);
        evaluate(CRITICAL);
        assertThat(told).hasSize(3);
    }

    @Test
    void missedSweepsAreOneReminder() {
        evaluate(CRITICAL);
        story.advance(DAY.multipliedBy(5));
        evaluate(CRITICAL);
        evaluate(CRITICAL);
        assertThat(told).containsExactly(AlertStatus.OPENED, AlertStatus.REMINDER);

        story.advance(Duration.ofHours(20));
        evaluate(CRITICAL);
        assertThat(told).hasSize(2);
    }

    @Test
    void aChangeStartsTheIntervalAnew() {
        evaluate(CRITICAL);
        story.advance(Duration.ofHours(20));
        evaluate(fail(Severity.CRITICAL, "in another way"));
        story.advance(Duration.ofHours(20));
        evaluate(fail(Severity.CRITICAL, "in another way"));

        assertThat(told).containsExactly(AlertStatus.OPENED, AlertStatus.CHANGED);
        daily(1, fail(Severity.CRITICAL, "in another way"));
        assertThat(told).endsWith(AlertStatus.REMINDER);
    }

    @Test
    void itNamesTheProofAndTheFixButNoCall() {
        evaluate(CRITICAL);
        story.advance(DAY.multipliedBy(3));

        assertThat(evaluate(CRITICAL)).singleElement().satisfies(reminder -> {
            assertThat(reminder.reason()).hasValue(EvaluationReason.STILL_OPEN);
            assertThat(reminder.evidence()).isEqualTo(((Verdict.Fail) CRITICAL).evidence());
            assertThat(reminder.openedAt()).isEqualTo(state().openedAt());
            assertThat(reminder.event()).isEmpty();
            assertThat(reminder.id()).endsWith("#2");
        });
    }

    @Test
    void aWaiverEndsRemindersAndItsEndBeginsThem() {
        evaluate(CRITICAL);
        daily(2, CRITICAL);
        LocalDate lastDay = story.now().atZone(ZoneOffset.UTC).toLocalDate().plusDays(4);
        story.settings(settings(waiver(SCANNING.id(), lastDay)));
        daily(4, CRITICAL);
        assertThat(told)
                .containsExactly(AlertStatus.OPENED, AlertStatus.REMINDER, AlertStatus.REMINDER, AlertStatus.RESOLVED);

        daily(4, CRITICAL);
        assertThat(told.subList(4, told.size()))
                .containsExactly(
                        AlertStatus.REOPENED, AlertStatus.REMINDER, AlertStatus.REMINDER, AlertStatus.REMINDER);
    }

    @Test
    void whatABaselineAcceptsHasNoReminders() {
        String mark = AcceptedFindings.marks(Map.of(SCANNING, CRITICAL)).get(SCANNING.id());
        story.baseline(new Reading.Known<>(new Baseline(
                "payments",
                "known",
                story.now().atZone(ZoneOffset.UTC).toLocalDate().plusDays(90),
                story.now(),
                Map.of(
                        story.repository().snapshot().arn().name(),
                        new Baseline.Repository(
                                story.repository().snapshot().createdAt(), Map.of(SCANNING.id(), mark))))));
        evaluate(CRITICAL);
        daily(10, CRITICAL);

        assertThat(told).isEmpty();
    }

    @Test
    void otherSettingsApplyToTheNextEvaluation() {
        evaluate(HIGH);
        daily(3, HIGH);
        story.settings(
                Settings.of(RemediationMode.OFF).with(new Reminders(Map.of(Severity.HIGH, DAY.multipliedBy(7)))));
        daily(1, HIGH);
        assertThat(told).containsExactly(AlertStatus.OPENED);
        daily(14, HIGH);
        assertThat(told).hasSize(1 + 2);

        story.settings(Settings.of(RemediationMode.OFF).with(Reminders.NONE));
        daily(30, HIGH);
        assertThat(told).hasSize(1 + 2);
    }

    @Test
    void aFlappingFindingHasNoRemindersUntilItIsStable() {
        for (int i = 0; i < FlapHistory.TOO_MANY; i++) {
            evaluate(i % 2 == 0 ? CRITICAL : pass());
        }
        evaluate(CRITICAL);
        assertThat(told).endsWith(AlertStatus.FLAPPING).doesNotContain(AlertStatus.REMINDER);
        int before = told.size();

        daily(2, CRITICAL);
        assertThat(told.subList(before, told.size())).containsExactly(AlertStatus.CHANGED, AlertStatus.REMINDER);
    }

    @Test
    void aRuleThatCannotBeEvaluatedIsRemindedOfInPlaceOfWhatIsNotKnown() {
        evaluate(CRITICAL);
        story.settings(Settings.of(RemediationMode.OFF)
                .with(new Reminders(Map.of(Severity.CRITICAL, DAY, Severity.MEDIUM, DAY))));
        daily(1, unknown("denied"));
        daily(1, unknown("denied"));

        assertThat(told).containsExactly(AlertStatus.OPENED, AlertStatus.OPENED, AlertStatus.REMINDER);
    }

    @Test
    void whileAnAlertWaitsToBePublishedNobodyIsRemindedOfIt() {
        story.evaluate(SCANNING, CRITICAL);
        for (int day = 0; day < 5; day++) {
            story.advance(DAY);
            assertThat(story.evaluate(SCANNING, CRITICAL)).isEmpty();
        }
        story.drain();

        assertThat(story.evaluate(SCANNING, CRITICAL)).hasSize(1);
    }

    @Test
    void remindersOfOneEvaluationAreOfOneVersionSoThatTheyAreOneMessage() {
        Map<RuleMetadata, Verdict> both = new LinkedHashMap<>();
        both.put(POLICY_PRESENT, CRITICAL);
        both.put(SCANNING, CRITICAL);
        story.evaluate(both, Optional.empty());
        story.drain();
        story.advance(DAY);

        assertThat(story.evaluate(both, Optional.empty()))
                .hasSize(2)
                .allMatch(facts -> facts.status() == AlertStatus.REMINDER)
                .extracting(facts -> facts.position().version())
                .containsOnly(story.record().version());
    }

    @Test
    void aDeletedRepositoryHasNoReminders() {
        evaluate(CRITICAL);
        story.advance(DAY);

        assertThat(story.evaluateAbsent(Optional.empty()))
                .extracting(AlertFacts::status)
                .containsExactly(AlertStatus.RESOLVED);
        story.advance(DAY);
        assertThat(story.evaluateAbsent(Optional.empty())).isEmpty();
    }

    /** Their latest alert is not known, so that the time since they were opened counts. */
    @Test
    void aFindingThatAnEarlierVersionStoredIsRemindedOfAtItsNextEvaluation() {
        evaluate(CRITICAL);
        story.record(SubjectRecordJson.read(withoutMember(SubjectRecordJson.write(story.record()))));
        daily(2, CRITICAL);

        assertThat(told).containsExactly(AlertStatus.OPENED, AlertStatus.REMINDER, AlertStatus.REMINDER);
    }

    /** As a version without reminders writes it. */
    private static Json withoutMember(Json json) {
        if (json instanceof Json.Obj object) {
            Map<String, Json> members = new LinkedHashMap<>(object.members());
            members.remove("toldAt");
            members.replaceAll((name, value) -> withoutMember(value));
            return new Json.Obj(members);
        }
        return json;
    }

    /** One evaluation each day at the same time. */
    private void daily(int days, Verdict verdict) {
        for (int day = 0; day < days; day++) {
            story.advance(DAY.minusMinutes(1));
            evaluate(verdict);
        }
    }

    /** Evaluates a minute later, and publishes what is reported. */
    private List<AlertFacts> evaluate(Verdict verdict) {
        List<AlertFacts> reported = story.evaluate(SCANNING, verdict);
        reported.forEach(facts -> told.add(facts.status()));
        story.drain();
        return reported;
    }

    private FindingState state() {
        return Optional.ofNullable(story.record().findings().get(violation(SCANNING)))
                .orElseThrow();
    }
}
