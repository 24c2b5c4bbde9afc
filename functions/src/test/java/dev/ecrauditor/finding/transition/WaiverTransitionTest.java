package dev.ecrauditor.finding.transition;

import static dev.ecrauditor.testing.RepositoryTimeline.POLICY_PRESENT;
import static dev.ecrauditor.testing.RepositoryTimeline.SCANNING;
import static dev.ecrauditor.testing.RepositoryTimeline.fail;
import static dev.ecrauditor.testing.RepositoryTimeline.pass;
import static dev.ecrauditor.testing.RepositoryTimeline.unknown;
import static dev.ecrauditor.testing.RepositoryTimeline.violation;
import static dev.ecrauditor.testing.SampleWaivers.access;
import static dev.ecrauditor.testing.SampleWaivers.settings;
import static dev.ecrauditor.testing.SampleWaivers.waiver;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.Cause;
import dev.ecrauditor.finding.record.CoveringWaiver;
import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.FindingState;
import dev.ecrauditor.finding.record.FlapHistory;
import dev.ecrauditor.finding.store.SubjectRecordJson;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.rule.GrantedAccess;
import dev.ecrauditor.rule.GrantedAction;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.evidence.Evidence;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.settings.Settings;
import dev.ecrauditor.settings.Waiver;
import dev.ecrauditor.settings.published.Baseline;
import dev.ecrauditor.testing.RepositoryChanges;
import dev.ecrauditor.testing.RepositoryTimeline;
import dev.ecrauditor.testing.SampleRepository;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A waived finding is recorded and not reported; the end of its waiver is announced, and then it is reported. */
class WaiverTransitionTest {

    private static final Verdict OFF = fail("off");

    private final RepositoryTimeline story = new RepositoryTimeline(RemediationMode.OFF);
    private final LocalDate lastDay =
            story.now().atZone(ZoneOffset.UTC).toLocalDate().plusDays(30);
    private final Settings waived = settings(waiver(SCANNING.id(), lastDay));

    @Test
    void aNewFindingThatIsWaivedIsRecordedAndNotReported() {
        story.settings(waived);

        assertThat(story.evaluate(SCANNING, OFF)).isEmpty();
        assertThat(story.evaluate(SCANNING, OFF)).isEmpty();
        assertThat(story.evaluate(SCANNING, fail("off in another way"))).isEmpty();

        assertThat(state().open()).isTrue();
        assertThat(state().isWaived()).isTrue();
        assertThat(state().waiver())
                .hasValue(new CoveringWaiver("payments@example.org", "known partner", lastDay, false));
    }

    @Test
    void aReportedFindingIsResolvedOnceAsWaivedInTheDigestOfTheChangedSettings() {
        story.settings(settings());
        assertThat(story.evaluate(SCANNING, OFF)).hasSize(1);
        story.settings(waived);

        assertThat(story.evaluate(SCANNING, OFF)).singleElement().satisfies(alert -> {
            assertThat(alert.status()).isEqualTo(AlertStatus.RESOLVED);
            assertThat(alert.cause()).hasValue(Cause.WAIVED);
            assertThat(alert.reason()).hasValue(EvaluationReason.CHANGED_SETTINGS);
            assertThat(alert.evidence().summary())
                    .contains("not fixed", "payments@example.org until " + lastDay + ": known partner");
        });
        assertThat(story.evaluate(SCANNING, OFF)).isEmpty();
        assertThat(state().open()).isTrue();
    }

    @Test
    void aWaivedFindingThatIsFixedAndComesBackCausesNoAlert() {
        story.settings(waived);
        for (int i = 0; i <= FlapHistory.TOO_MANY; i++) {
            assertThat(story.evaluate(SCANNING, OFF)).isEmpty();
            assertThat(story.evaluate(SCANNING, pass())).isEmpty();
        }
        story.advance(FlapHistory.CALM);
        assertThat(story.evaluate(SCANNING, pass())).isEmpty();
        assertThat(state().flapHistory().resolvedBy()).hasValue(Cause.FIXED);
    }

    @Test
    void aFindingThatWasReportedAndIsWaivedIsFixedWithoutASecondResolution() {
        story.settings(settings());
        story.evaluate(SCANNING, OFF);
        story.settings(waived);
        story.evaluate(SCANNING, OFF);

        assertThat(story.evaluate(SCANNING, pass())).isEmpty();
        assertThat(story.evaluateAbsent(Optional.empty())).isEmpty();
    }

    @Test
    void itsEndIsAnnouncedOnceAWeekAhead() {
        story.settings(waived);
        story.evaluate(SCANNING, OFF);
        advanceTo(lastDay.minusDays(8));
        assertThat(story.evaluate(SCANNING, OFF)).isEmpty();
        advanceTo(lastDay.minusDays(7));

        assertThat(story.evaluate(SCANNING, OFF)).singleElement().satisfies(alert -> {
            assertThat(alert.status()).isEqualTo(AlertStatus.REMINDER);
            assertThat(alert.reason()).hasValue(EvaluationReason.WAIVER_ENDS);
            assertThat(alert.evidence().summary())
                    .startsWith("The waiver of payments@example.org for scanning-rule ends on " + lastDay + ".")
                    .endsWith("It is not right.");
        });
        assertThat(story.evaluate(SCANNING, OFF)).isEmpty();
        advanceTo(lastDay);
        assertThat(story.evaluate(SCANNING, OFF)).isEmpty();
        assertThat(state().isWaived()).isTrue();
    }

    @Test
    void aWaiverThatIsProlongedIsAnnouncedAgainBeforeItsNewEnd() {
        story.settings(waived);
        story.evaluate(SCANNING, OFF);
        advanceTo(lastDay.minusDays(3));
        assertThat(story.evaluate(SCANNING, OFF)).hasSize(1);
        story.settings(settings(waiver(SCANNING.id(), lastDay.plusDays(30))));

        assertThat(story.evaluate(SCANNING, OFF)).isEmpty();
        advanceTo(lastDay.plusDays(25));
        assertThat(story.evaluate(SCANNING, OFF)).extracting(AlertFacts::status).containsExactly(AlertStatus.REMINDER);
    }

    @Test
    void aWaiverOfAFewDaysIsNotAnnouncedTwiceToThoseWhoseFindingItResolves() {
        story.settings(settings());
        story.evaluate(SCANNING, OFF);
        story.settings(settings(waiver(SCANNING.id(), today().plusDays(2))));

        assertThat(story.evaluate(SCANNING, OFF)).extracting(AlertFacts::status).containsExactly(AlertStatus.RESOLVED);
        assertThat(story.evaluate(SCANNING, OFF)).isEmpty();
    }

    @Test
    void whenItHasEndedTheNextEvaluationReportsTheFindingOnce() {
        story.settings(waived);
        story.evaluate(SCANNING, OFF);
        advanceTo(lastDay.plusDays(1));

        assertThat(story.evaluate(SCANNING, OFF)).singleElement().satisfies(alert -> {
            assertThat(alert.status()).isEqualTo(AlertStatus.OPENED);
            assertThat(alert.reason()).hasValue(EvaluationReason.WAIVER_ENDS);
            assertThat(alert.evidence().summary())
                    .isEqualTo("The waiver of payments@example.org ended on " + lastDay + ". It is not right.");
        });
        assertThat(story.evaluate(SCANNING, OFF)).isEmpty();
        assertThat(state().isAccepted()).isFalse();
        assertThat(state().waiver()).isEmpty();
        assertThat(story.evaluate(SCANNING, pass()))
                .extracting(AlertFacts::status)
                .containsExactly(AlertStatus.RESOLVED);
    }

    @Test
    void afterAResolutionAsWaivedTheEndReopensTheFinding() {
        story.settings(settings());
        story.evaluate(SCANNING, OFF);
        story.settings(waived);
        story.evaluate(SCANNING, OFF);
        advanceTo(lastDay.plusDays(1));

        assertThat(story.evaluate(SCANNING, OFF)).extracting(AlertFacts::status).containsExactly(AlertStatus.REOPENED);
    }

    @Test
    void aWithdrawnWaiverIsReportedInTheDigestOfTheChangedSettings() {
        story.settings(waived);
        story.evaluate(SCANNING, OFF);
        story.settings(settings());

        assertThat(story.evaluate(SCANNING, OFF)).singleElement().satisfies(alert -> {
            assertThat(alert.status()).isEqualTo(AlertStatus.OPENED);
            assertThat(alert.reason()).hasValue(EvaluationReason.CHANGED_SETTINGS);
            assertThat(alert.evidence().summary())
                    .isEqualTo("It is no longer waived by payments@example.org. It is not right.");
        });
    }

    @Test
    void aRuleThatCannotBeEvaluatedIsNotWaived() {
        story.settings(waived);
        assertThat(story.evaluate(SCANNING, unknown("denied"))).hasSize(1);
    }

    @Test
    void whileTheSettingsAreUnreadableWhatIsWaivedStaysSoAndWhatIsNewIsReported() {
        story.settings(waived);
        story.evaluate(SCANNING, OFF);
        story.settings(settings());
        story.trustIsUnknown(new Reading.Absent<>());

        assertThat(story.evaluate(SCANNING, OFF)).isEmpty();
        assertThat(story.evaluate(SCANNING, fail("off, and nobody is trusted"))).isEmpty();
        assertThat(state().evidenceHash()).isEqualTo(FindingState.hash(((Verdict.Fail) OFF).evidence()));
        assertThat(story.evaluate(POLICY_PRESENT, fail("no policy"))).hasSize(1);

        story.settings(waived);
        assertThat(story.evaluate(SCANNING, OFF)).isEmpty();
        assertThat(state().isWaived()).isTrue();
    }

    @Test
    void whileTheSettingsAreUnreadableAWaiverEndsOnItsLastDay() {
        story.settings(waived);
        story.evaluate(SCANNING, OFF);
        story.settings(settings());
        story.trustIsUnknown(new Reading.Absent<>());
        advanceTo(lastDay);
        assertThat(story.evaluate(SCANNING, OFF)).isEmpty();
        advanceTo(lastDay.plusDays(1));

        assertThat(story.evaluate(SCANNING, OFF)).hasSize(1);
    }

    @Test
    void whileTheSettingsAreUnreadableWhatACallCausedIsReportedAtOnce() {
        story.setRepository(SampleRepository.good().scanOnPush(false));
        story.settings(waived);
        story.evaluate(SCANNING, OFF);
        story.settings(settings());
        story.trustIsUnknown(new Reading.Absent<>());
        story.advance(Duration.ofMinutes(5));

        assertThat(story.evaluate(SCANNING, fail("off again"), RepositoryChanges.scanningSet(story.now(), false)))
                .singleElement()
                .satisfies(alert -> assertThat(alert.reason()).isEmpty());
    }

    /** A baseline needs no waiver; when it ends, the waiver still holds. */
    @Test
    void aBaselineAcceptsBeforeAWaiver() {
        story.settings(waived);
        story.baseline(baselineUntil(today().plusDays(5)));
        assertThat(story.evaluate(SCANNING, OFF)).isEmpty();
        assertThat(state().isAccepted()).isTrue();
        assertThat(state().isWaived()).isFalse();
        advanceTo(today().plusDays(6));

        assertThat(story.evaluate(SCANNING, OFF)).isEmpty();
        assertThat(state().isWaived()).isTrue();
    }

    @Test
    void anUnreadableBaselineDoesNotKeepWhatAWaiverNoLongerCovers() {
        story.settings(waived);
        story.evaluate(SCANNING, OFF);
        story.settings(settings());
        story.baseline(new Reading.Unreadable<>("s3:GetObject", "denied"));

        assertThat(story.evaluate(SCANNING, OFF)).hasSize(1);
    }

    @Test
    void theWaiverIsStoredAndAnEarlierReaderTakesTheFindingForAnOpenOne() throws Exception {
        story.settings(waived);
        story.evaluate(SCANNING, OFF);
        String stored = JsonWriter.write(SubjectRecordJson.write(story.record()));

        assertThat(SubjectRecordJson.read(JsonReader.read(stored))).isEqualTo(story.record());
        String waiver = ",\"acceptedUntil\":\"" + lastDay
                + "\",\"alertedBefore\":false,\"waivedBy\":\"payments@example.org\",\"waivedReason\":\"known partner\",\"waivedUntil\":\""
                + lastDay + "\",\"waiverEndAnnounced\":false";
        assertThat(stored).contains(waiver);
        Json earlier = JsonReader.read(stored.replace(waiver, ""));
        assertThat(SubjectRecordJson.read(earlier).findings().get(violation(SCANNING)))
                .satisfies(state -> {
                    assertThat(state.open()).isTrue();
                    assertThat(state.isAccepted()).isFalse();
                });
    }

    @Test
    void nothingOfAWaivedFindingIsRemediated() {
        story.setRepository(SampleRepository.good().scanOnPush(false));
        story.settings(waived.with(RemediationMode.ON));
        story.evaluate(SCANNING, OFF);

        assertThat(story.requests()).isEmpty();
    }

    @Test
    void theReminderOfTheFirstWaiverToEndNamesOnlyWhatItCovers() {
        Waiver ofA = waiver(SCANNING.id(), today().plusDays(5), access("444455556666", "ecr:BatchGetImage"));
        Waiver ofB = waiver(SCANNING.id(), lastDay, access("123456789012", "ecr:BatchGetImage"));
        story.settings(settings(ofA, ofB));

        assertThat(story.evaluate(SCANNING, pullOf("444455556666", "123456789012")))
                .singleElement()
                .satisfies(alert -> {
                    assertThat(alert.status()).isEqualTo(AlertStatus.REMINDER);
                    assertThat(alert.evidence().summary())
                            .endsWith("From the next day on this is reported: Open to 444455556666.");
                });
    }

    @Test
    void aReminderIsNotLostWhileTheFindingIsFlapping() {
        Waiver ofA = waiver(SCANNING.id(), today().plusDays(30), access("444455556666", "ecr:BatchGetImage"));
        story.settings(settings(ofA));
        advanceTo(today().plusDays(22));
        story.advance(Duration.between(
                story.now(),
                today().plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC).minusSeconds(200)));
        for (int i = 0; i < FlapHistory.TOO_MANY; i++) {
            story.evaluate(SCANNING, i % 2 == 0 ? pullOf("444455556666", "123456789012") : pass());
            story.advance(Duration.ofSeconds(20));
        }
        story.advance(Duration.ofSeconds(200));
        assertThat(story.evaluate(SCANNING, pullOf("444455556666", "123456789012")))
                .isEmpty();

        assertThat(story.evaluate(SCANNING, pullOf("444455556666", "123456789012")))
                .extracting(AlertFacts::status)
                .containsExactly(AlertStatus.REMINDER);
    }

    @Test
    void aFindingReportedAsFlappingIsResolvedWhenItComesBackWaived() {
        story.settings(settings());
        for (int i = 0; i <= FlapHistory.TOO_MANY; i++) {
            story.evaluate(SCANNING, i % 2 == 0 ? OFF : pass());
            story.advance(Duration.ofSeconds(20));
        }
        assertThat(story.evaluate(SCANNING, pass())).isEmpty();
        story.settings(waived);

        assertThat(story.evaluate(SCANNING, OFF))
                .extracting(AlertFacts::cause)
                .containsExactly(Optional.of(Cause.WAIVED));
        assertThat(story.evaluate(SCANNING, OFF)).isEmpty();
        assertThat(story.evaluate(SCANNING, pass())).isEmpty();
    }

    /** A baseline made while a finding is waived contains it. */
    @Test
    void whatWasResolvedAsWaivedAndIsInABaselineThenIsResolvedNoSecondTime() {
        story.settings(settings());
        story.evaluate(SCANNING, OFF);
        story.settings(waived);
        assertThat(story.evaluate(SCANNING, OFF)).extracting(AlertFacts::status).containsExactly(AlertStatus.RESOLVED);
        story.baseline(baselineUntil(lastDay));
        assertThat(story.evaluate(SCANNING, OFF)).isEmpty();
        assertThat(state().isWaived()).isFalse();

        assertThat(story.evaluate(SCANNING, pass())).isEmpty();
    }

    @Test
    void whatWasReportedAndIsWaivedAfterABaselineIsResolvedAsWaived() {
        story.settings(settings());
        story.evaluate(SCANNING, OFF);
        Reading<Baseline> baseline = baselineUntil(today().plusDays(5));
        story.baseline(baseline);
        assertThat(story.evaluate(SCANNING, OFF)).isEmpty();
        story.settings(waived);
        story.baseline(baseline);
        assertThat(story.evaluate(SCANNING, OFF)).isEmpty();
        advanceTo(today().plusDays(6));

        assertThat(story.evaluate(SCANNING, OFF))
                .extracting(AlertFacts::cause)
                .containsExactly(Optional.of(Cause.WAIVED));
        assertThat(story.evaluate(SCANNING, OFF)).isEmpty();
        assertThat(story.evaluate(SCANNING, pass())).isEmpty();
    }

    private static Verdict pullOf(String... accounts) {
        List<GrantedAction> actions = Stream.of(accounts)
                .map(account -> new GrantedAction(List.of(Set.of(account)), "account " + account, "ecr:BatchGetImage"))
                .toList();
        return new Verdict.Fail(
                Severity.HIGH,
                Evidence.of("Open to " + String.join(", ", accounts) + ".")
                        .and("accounts", String.join(", ", accounts)),
                new GrantedAccess(actions, covered -> {
                    String[] left = actions.stream()
                            .filter(covered.negate())
                            .flatMap(action -> action.names().get(0).stream())
                            .toArray(String[]::new);
                    return left.length == 0 ? pass() : pullOf(left);
                }));
    }

    private Reading<Baseline> baselineUntil(LocalDate expires) {
        return new Reading.Known<>(new Baseline(
                "payments",
                "known",
                expires,
                story.now(),
                Map.of(
                        SampleRepository.ARN.name(),
                        new Baseline.Repository(
                                story.repository().snapshot().createdAt(),
                                AcceptedFindings.marks(Map.of(SCANNING, OFF))))));
    }

    private LocalDate today() {
        return story.now().atZone(ZoneOffset.UTC).toLocalDate();
    }

    /** Shortly after the beginning of a day. */
    private void advanceTo(LocalDate day) {
        story.advance(Duration.between(
                story.now(), day.atStartOfDay().toInstant(ZoneOffset.UTC).plusSeconds(600)));
    }

    private FindingState state() {
        return state(SCANNING);
    }

    private FindingState state(RuleMetadata rule) {
        return story.record().findings().get(violation(rule));
    }
}
