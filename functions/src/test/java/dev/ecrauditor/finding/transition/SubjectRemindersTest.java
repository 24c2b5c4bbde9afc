package dev.ecrauditor.finding.transition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.delivery.CheckResult;
import dev.ecrauditor.delivery.DeliveryCheck;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.transition.CoverageTransition.DenialContext;
import dev.ecrauditor.finding.transition.CoverageTransition.Refusal;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.evidence.Evidence;
import dev.ecrauditor.settings.Reminders;
import dev.ecrauditor.testing.RepositoryTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Registries, keys, and what the auditor cannot see have reminders as repositories have. */
class SubjectRemindersTest {

    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
    private static final Reminders WEEKLY = new Reminders(Map.of(Severity.HIGH, Duration.ofDays(7)));
    private static final Subject.Coverage PLACE = new Subject.Coverage("111122223333", "us-east-1");
    private static final Evidence EVIDENCE = new Evidence("It is not right.", Map.of());

    @Test
    void aCriticalFindingOfARegistryOrKeyHasOneEachDay() {
        List<Subject> subjects = List.of(
                new Subject.Registry("111122223333", "us-east-1"),
                Subject.parse("arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab")
                        .orElseThrow());
        for (Subject subject : subjects) {
            assertThat(days(5, subject, (record, at) -> Optional.of(evaluated(record, at))))
                    .containsExactlyInAnyOrderEntriesOf(Map.of(AlertStatus.OPENED, 1L, AlertStatus.REMINDER, 5L));
        }
    }

    @Test
    void anAccountThatCannotBeReadHasThoseOfItsSeverity() {
        assertThat(days(21, PLACE, (record, at) -> Optional.of(denied(record, at, WEEKLY))))
                .containsExactlyInAnyOrderEntriesOf(Map.of(AlertStatus.OPENED, 1L, AlertStatus.REMINDER, 3L));
        assertThat(days(21, PLACE, (record, at) -> Optional.of(denied(record, at, Reminders.DEFAULT))))
                .containsExactlyInAnyOrderEntriesOf(Map.of(AlertStatus.OPENED, 1L));
    }

    @Test
    void aCheckOfEventDeliveryAndUnreadableSettingsHaveThem() {
        CheckResult failed = new CheckResult(DeliveryCheck.FORWARDING, Severity.HIGH, Optional.of(EVIDENCE));
        assertThat(days(
                        21,
                        PLACE,
                        (record, at) -> DeliveryTransition.record(
                                record, List.of(failed), new DenialContext(List.of(), Optional.empty(), at, WEEKLY))))
                .containsExactlyInAnyOrderEntriesOf(Map.of(AlertStatus.OPENED, 1L, AlertStatus.REMINDER, 3L));
        assertThat(days(
                        21,
                        PLACE,
                        (record, at) -> SettingsTransition.record(
                                record, new Reading.Unreadable<>("s3:GetObject", "denied"), at, WEEKLY)))
                .containsExactlyInAnyOrderEntriesOf(Map.of(AlertStatus.OPENED, 1L, AlertStatus.REMINDER, 3L));
    }

    @Test
    void anAccountThatLeftHasNone() {
        SubjectRecord record = SubjectRecord.notEvaluated(PLACE);
        record = published(denied(record, START, WEEKLY));
        record = published(
                DepartureTransition.resolve(record, START.plusSeconds(60)).orElseThrow());

        assertThat(DepartureTransition.resolve(record, START.plus(Duration.ofDays(30))))
                .isEmpty();
    }

    /** A reminder waits for the end of a sweep; that the account can be read again does not. */
    @Test
    void theEndOfAGapIsNoPartOfADigestBecauseAReminderWaits() {
        SubjectRecord record = published(denied(SubjectRecord.notEvaluated(PLACE), START, WEEKLY));
        record = denied(record, START.plus(Duration.ofDays(7)), WEEKLY).record();

        assertThat(CoverageTransition.resolve(record, START.plus(Duration.ofDays(8)))
                        .alerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.reason()).isEmpty());
    }

    private static TransitionResult denied(SubjectRecord record, Instant at, Reminders reminders) {
        return CoverageTransition.recordDenial(
                record,
                new Refusal("sts:AssumeRole", Optional.empty()),
                new DenialContext(List.of(), Optional.empty(), at, reminders));
    }

    private static TransitionResult evaluated(SubjectRecord record, Instant at) {
        Map<RuleMetadata, Verdict> verdicts =
                Map.of(RepositoryTimeline.POLICY_PRESENT, new Verdict.Fail(Severity.CRITICAL, EVIDENCE));
        return SubjectTransition.apply(
                record,
                new SubjectEvaluation(Optional.of(verdicts), (call, setting) -> false, List.of(), at, Optional.empty()),
                new SubjectTransition.Terms(Optional.empty(), List.of(), true, Reminders.DEFAULT));
    }

    /** How many alerts of each status an evaluation now and one each day publish. */
    private static Map<AlertStatus, Long> days(
            int days, Subject subject, BiFunction<SubjectRecord, Instant, Optional<TransitionResult>> evaluate) {
        SubjectRecord record = SubjectRecord.notEvaluated(subject);
        Stream.Builder<AlertStatus> told = Stream.builder();
        for (int day = 0; day <= days; day++) {
            TransitionResult next =
                    evaluate.apply(record, START.plus(Duration.ofDays(day))).orElseThrow();
            next.alerts().forEach(alert -> told.add(alert.status()));
            record = published(next);
        }
        return told.build().collect(Collectors.groupingBy(status -> status, Collectors.counting()));
    }

    private static SubjectRecord published(TransitionResult next) {
        return next.record()
                .withoutSent(
                        next.record().outbox().stream().map(entry -> entry.id()).collect(Collectors.toSet()));
    }
}
