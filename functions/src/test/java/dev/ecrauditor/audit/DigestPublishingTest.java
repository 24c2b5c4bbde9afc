package dev.ecrauditor.audit;

import static dev.ecrauditor.testing.SampleRecords.NOON;
import static dev.ecrauditor.testing.SampleRecords.subject;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.alert.AlertMessage;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.OutboxEntry;
import dev.ecrauditor.finding.record.PolicyHistory;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.store.InMemoryFindingStore;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.rule.RepositoryRule;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.RuleRegistry;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.testing.MutableClock;
import dev.ecrauditor.testing.SampleRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When alerts are published together, and that none is lost. */
class DigestPublishingTest {

    private final MutableClock clock = new MutableClock(NOON.plusSeconds(60));
    private final InMemoryFindingStore store = new InMemoryFindingStore();
    private final List<AlertMessage> published = new ArrayList<>();
    private final List<Instant> times = new ArrayList<>();
    private final List<Json.Obj> log = new ArrayList<>();
    private final Set<Subject> held = new HashSet<>();
    private RuleRegistry rules = RuleCatalog.standard(Duration.ofMinutes(15));

    @Test
    void fiveAlertsAtOnceArePublishedSeparately() {
        wait(5);
        assertThat(publishDue()).isEqualTo(5);
        assertThat(published).noneMatch(DigestPublishingTest::isDigest);
    }

    @Test
    void moreThanFiveAtOnceArePublishedInOneDigest() {
        wait(6);
        assertThat(publishDue()).isEqualTo(1);
        assertThat(published).singleElement().satisfies(message -> {
            assertThat(isDigest(message)).isTrue();
            assertThat(message.subject())
                    .isEqualTo("[HIGH] ECR digest: 6 alerts at once: 6 HIGH (111122223333 us-east-1)");
            assertThat(alertIds(message)).hasSize(6);
        });
        assertThat(store.due(10)).isEmpty();
        assertThat(publishDue()).isZero();
    }

    @Test
    void tenThousandAtOnceAreOneDigestAtFiveMessagesASecondAtMostAndNoneIsMissing() {
        wait(10_000);
        publishDue();
        assertThat(published)
                .filteredOn(message -> !message.labels().containsKey("part"))
                .hasSize(1);
        assertThat(published.stream()
                        .map(message -> json(message).text("digestId"))
                        .distinct())
                .hasSize(1);
        List<String> emitted = published.stream()
                .flatMap(message -> alertIds(message).stream())
                .toList();
        assertThat(emitted).hasSize(10_000).doesNotHaveDuplicates();
        assertThat(published).allSatisfy(message -> assertThat(message.bytes()).isLessThan(262_144));
        for (int i = 5; i < times.size(); i++) {
            assertThat(Duration.between(times.get(i - 5), times.get(i))).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        }
        assertThat(store.due(10)).isEmpty();
        assertThat(json(published.get(0)).whole("total", "HIGH")).hasValue(10_000L);
    }

    @Test
    void whenTimeEndsBetweenPartsTheRestIsADigestNextTime() {
        wait(600);
        int[] turns = {1};
        drain().drain(List.of(), () -> turns[0]-- > 0, log::add);
        assertThat(published).hasSize(1);
        publishDue();
        List<String> emitted = published.stream()
                .flatMap(message -> alertIds(message).stream())
                .toList();
        assertThat(emitted).hasSize(600).doesNotHaveDuplicates();
    }

    @Test
    void whatIsForADigestIsNeverPublishedByItself() {
        store.save(found(subject("first"), EvaluationReason.NEW_RULES));
        store.save(SampleRecords.withAlerts(subject("second"), NOON, "single#1"));
        assertThat(publishDue()).isEqualTo(2);
        assertThat(published)
                .filteredOn(DigestPublishingTest::isDigest)
                .singleElement()
                .satisfies(message -> {
                    assertThat(json(message).text("reason")).hasValue("NEW_RULES");
                    assertThat(message.subject()).contains("1 alert by new rules");
                });
    }

    @Test
    void aDigestThatIsHeldBackStaysInTheOutboxAndOthersDoNotWaitForIt() {
        SubjectRecord record = found(subject("first"), EvaluationReason.FIRST_SWEEP);
        store.save(record);
        store.save(SampleRecords.withAlerts(subject("second"), NOON, "single#1"));
        held.add(subject("first"));
        assertThat(publishDue()).isEqualTo(1);
        assertThat(store.due(10)).containsExactly(subject("first"));
        held.clear();
        assertThat(publishDue()).isEqualTo(1);
        assertThat(alertIds(published.get(1)))
                .containsExactly(record.outbox().get(0).id());
    }

    @Test
    void fewRemindersArePublishedAloneWhenTheSweepIsOver() {
        for (String name : List.of("first", "second")) {
            store.save(reminder(name));
            held.add(subject(name));
        }
        store.save(SampleRecords.withAlerts(subject("third"), NOON, "single#1"));
        assertThat(publishDue()).isEqualTo(1);
        assertThat(alertIds(published.get(0))).containsExactly("single#1");
        held.clear();

        assertThat(publishDue()).isEqualTo(2);
        assertThat(published.subList(1, 3))
                .allSatisfy(message -> assertThat(message.labels()).containsEntry("status", "REMINDER"));
    }

    @Test
    void moreThanFiveRemindersAreOneDigest() {
        for (int i = 0; i < 6; i++) {
            store.save(reminder("repository-" + i));
        }

        assertThat(publishDue()).isEqualTo(1);
        assertThat(published).singleElement().satisfies(message -> {
            assertThat(json(message).text("reason")).hasValue("STILL_OPEN");
            assertThat(json(message).items("alerts"))
                    .allSatisfy(item -> assertThat(item.text("reminderOf")).hasValue("OPEN_FINDING"));
            assertThat(message.subject()).contains("6 alerts about findings that are still open: 6 HIGH");
        });
    }

    @Test
    void aNewAlertIsNotPublishedInTheDigestOfManyReminders() {
        for (int i = 0; i < 6; i++) {
            store.save(reminder("repository-" + i));
        }
        store.save(SampleRecords.withAlerts(subject("new"), NOON, "new#1"));

        assertThat(publishDue()).isEqualTo(2);
        assertThat(isDigest(published.get(0))).isFalse();
        assertThat(alertIds(published.get(0))).containsExactly("new#1");
        assertThat(isDigest(published.get(1))).isTrue();
        assertThat(alertIds(published.get(1))).hasSize(6);
    }

    @Test
    void aReminderAndFourNewAlertsAreNoDigest() {
        store.save(reminder("first"));
        wait(4);

        assertThat(publishDue()).isEqualTo(5);
        assertThat(published).noneMatch(DigestPublishingTest::isDigest);
    }

    @Test
    void moreThanFiveNewAlertsShareTheDigestWithTheReminders() {
        store.save(reminder("first"));
        wait(6);

        assertThat(publishDue()).isEqualTo(1);
        assertThat(alertIds(published.get(0))).hasSize(7);
    }

    /** That a finding ended never waits for a sweep, and never comes before the reminder of it. */
    @Test
    void aReminderDoesNotWaitWhereAnAlertFollowsIt() {
        SubjectRecord first = reminder("first");
        String id = first.outbox().get(0).id();
        store.save(first);
        store.save(SampleRecords.addAlerts(first, id.replace("#1", "#2")));
        held.add(subject("first"));

        assertThat(publishDue()).isEqualTo(2);
        assertThat(alertIds(published.get(0))).containsExactly(id);
        assertThat(alertIds(published.get(1))).containsExactly(id.replace("#1", "#2"));
    }

    @Test
    void whatComesLaterOfAFindingWaitsForItsDigest() {
        SubjectRecord first = found(subject("first"), EvaluationReason.FIRST_SWEEP);
        String id = first.outbox().get(0).id();
        store.save(first);
        store.save(SampleRecords.addAlerts(first, id.replace("#1", "#2"), "other#1"));
        held.add(subject("first"));
        assertThat(publishDue()).isEqualTo(1);
        assertThat(alertIds(published.get(0))).containsExactly("other#1");
        held.clear();
        publishDue();
        assertThat(alertIds(published.get(1))).containsExactly(id, id.replace("#1", "#2"));
    }

    @Test
    void aCriticalAlertThatFollowsOneInTheDigestWaitsForNoSweep() {
        SubjectRecord first = found(subject("first"), EvaluationReason.FIRST_SWEEP);
        String id = first.outbox().get(0).id();
        store.save(first);
        SubjectRecord later = SampleRecords.addAlerts(first, id.replace("#1", "#2"));
        AlertFacts critical = ((AlertFacts) later.outbox().get(1))
                .toBuilder().severity(Severity.CRITICAL).build();
        store.save(later.toBuilder()
                .outbox(List.of(later.outbox().get(0), critical))
                .build());
        held.add(subject("first"));
        assertThat(publishDue()).isEqualTo(1);
        assertThat(alertIds(published.get(0))).containsExactly(id, id.replace("#1", "#2"));
    }

    @Test
    void anAlertThatCannotBeRenderedIsPublishedWithItsIdOnly() throws Exception {
        rules = new RuleRegistry(List.of(new RuleWithoutMetadata()));
        wait(1);
        assertThat(publishDue()).isEqualTo(1);
        assertThat(published).singleElement().satisfies(message -> {
            assertThat(message.email()).contains("that could not be rendered").contains("alert-0#1");
            assertThat(json(message).text("reason")).hasValue("RENDERING_FAILED");
            assertThat(alertIds(message)).containsExactly("alert-0#1");
        });
        assertThat(store.due(10)).isEmpty();
        assertThat(log)
                .anySatisfy(line -> assertThat(line.text("fault").orElse("")).contains("no card"));
    }

    @Test
    void aDigestOfSeveralAccountsNamesNone() {
        wait(6);
        Subject other =
                Subject.of(new dev.ecrauditor.repository.RepositoryArn("aws", "us-east-1", "444455556666", "app"));
        store.save(SampleRecords.withAlerts(other, NOON, "other#1"));
        publishDue();
        assertThat(published)
                .singleElement()
                .satisfies(message -> assertThat(message.labels())
                        .doesNotContainKeys("accountId", "region")
                        .containsEntry("status", "DIGEST"));
    }

    private void wait(int subjects) {
        for (int i = 0; i < subjects; i++) {
            store.save(SampleRecords.withAlerts(subject("repository-" + i), NOON, "alert-" + i + "#1"));
        }
    }

    private static SubjectRecord found(Subject.Repository subject, EvaluationReason reason) {
        SubjectRecord record = SampleRecords.withAlerts(subject, NOON, "0123#1");
        List<OutboxEntry> outbox =
                List.of(SampleRecords.forDigest((AlertFacts) record.outbox().get(0), reason));
        return record.toBuilder()
                .version(1)
                .outbox(outbox)
                .policy(PolicyHistory.NONE)
                .build();
    }

    private static SubjectRecord reminder(String name) {
        SubjectRecord record = found(subject(name), EvaluationReason.STILL_OPEN);
        AlertFacts facts = (AlertFacts) record.outbox().get(0);
        AlertFacts reminder = AlertFacts.of(facts.id(), facts.finding(), AlertStatus.REMINDER)
                .position(facts.position())
                .severity(facts.severity())
                .evidence(facts.evidence())
                .openedAt(facts.openedAt())
                .at(facts.at())
                .reason(facts.reason())
                .build();
        return record.toBuilder().outbox(List.of(reminder)).build();
    }

    private AlertDrain drain() {
        return new AlertDrain(new AlertDrain.Parts(
                store,
                rules,
                message -> {
                    published.add(message);
                    times.add(clock.instant());
                },
                request -> {},
                record -> held.contains(record.subject()),
                clock));
    }

    private int publishDue() {
        return drain().drain(
                        List.of(),
                        () -> {
                            clock.advance(Duration.ofMillis(200));
                            return true;
                        },
                        log::add);
    }

    private static boolean isDigest(AlertMessage message) {
        return message.labels().get("status").equals("DIGEST");
    }

    private static List<String> alertIds(AlertMessage message) {
        List<String> listed = message.lists().get("alertIds");
        if (isDigest(message)) {
            assertThat(json(message).items("alerts"))
                    .extracting(alert -> alert.text("alertId").orElseThrow())
                    .isEqualTo(listed);
        }
        return listed;
    }

    private static Json json(AlertMessage message) {
        try {
            return JsonReader.read(message.json());
        } catch (MalformedJson malformed) {
            throw new AssertionError(malformed);
        }
    }

    /** A rule whose card nobody can read. */
    private static final class RuleWithoutMetadata implements RepositoryRule {

        @Override
        public RuleMetadata metadata() {
            throw new IllegalStateException("no card");
        }

        @Override
        public Verdict evaluate(RepositorySnapshot repository) {
            return new Verdict.Pass();
        }
    }
}
