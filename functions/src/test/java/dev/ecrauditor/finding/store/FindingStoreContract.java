package dev.ecrauditor.finding.store;

import static dev.ecrauditor.testing.SampleRecords.NOON;
import static dev.ecrauditor.testing.SampleRecords.subject;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.OutboxEntry;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.testing.RepositoryTimeline;
import dev.ecrauditor.testing.SampleRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every finding store promises; each store runs it as a subclass. */
public abstract class FindingStoreContract {

    private static final Subject.Repository SUBJECT = subject("payments/api");

    /** The store, empty before each test. */
    public abstract FindingStore store();

    @Test
    protected void anUnseenSubjectIsEmpty() {
        assertThat(store().load(SUBJECT)).isEmpty();
    }

    @Test
    protected void everyFieldSurvivesWithEntriesAndEvidenceInTheirOrder() {
        SubjectRecord record = SampleRecords.full(SUBJECT);
        assertThat(store().save(record)).isTrue();
        SubjectRecord loaded = load(SUBJECT);
        assertThat(loaded).isEqualTo(record);
        assertThat(loaded.outbox())
                .extracting(OutboxEntry::id)
                .containsExactly("bbb#2", "aaa#10", "bbb@4", "aaa#9", "aaa#9.attributed");
        assertThat(((AlertFacts) loaded.outbox().get(0)).evidence().facts().keySet())
                .containsExactly("zeta", "alpha", "statement 10", "statement 2");
    }

    @Test
    protected void aFirstSaveIsRefusedWhereARecordExists() {
        SubjectRecord first = SampleRecords.withAlerts(SUBJECT, NOON, "a#1");
        assertThat(store().save(first)).isTrue();
        assertThat(store().save(SampleRecords.withEmptyOutbox(SUBJECT))).isFalse();
        assertThat(load(SUBJECT)).isEqualTo(first);
    }

    @Test
    protected void aSaveIsRefusedWhenTheVersionHasMoved() {
        SubjectRecord first = saved(SampleRecords.withEmptyOutbox(SUBJECT));
        SubjectRecord second = saved(SampleRecords.addAlerts(first, "a#1"));
        assertThat(store().save(SampleRecords.addAlerts(first, "b#1"))).isFalse();
        assertThat(store().save(second)).isFalse();
        assertThat(load(SUBJECT)).isEqualTo(second);
    }

    @Test
    protected void aSaveIsRefusedWhenVersionsWouldBeSkippedOrNothingIsStored() {
        SubjectRecord first = SampleRecords.withEmptyOutbox(SUBJECT);
        SubjectRecord second = SampleRecords.unchanged(first);
        assertThat(store().save(second)).isFalse();
        saved(first);
        assertThat(store().save(SampleRecords.unchanged(second))).isFalse();
        assertThat(load(SUBJECT)).isEqualTo(first);
    }

    @Test
    protected void aSaveOfUnchangedContentMovesTheVersionToo() {
        SubjectRecord first = saved(SampleRecords.withEmptyOutbox(SUBJECT));
        saved(SampleRecords.unchanged(first));
        assertThat(load(SUBJECT).version()).isEqualTo(2);
    }

    @Test
    protected void recordsOfOtherSubjectsAreOthers() {
        saved(SampleRecords.withAlerts(SUBJECT, NOON, "a#1"));
        assertThat(store().load(subject("payments/ap"))).isEmpty();
        assertThat(store().load(Subject.of(new RepositoryArn("aws", "eu-west-1", "111122223333", "payments/api"))))
                .isEmpty();
        assertThat(store().load(Subject.of(new RepositoryArn("aws", "us-east-1", "444455556666", "payments/api"))))
                .isEmpty();
    }

    @Test
    protected void removalTakesExactlyTheNamedEntries() {
        saved(SampleRecords.withAlerts(SUBJECT, NOON, "a#1", "b#1", "c#1"));
        store().removeSent(SUBJECT, Set.of("a#1", "c#1"));
        assertThat(load(SUBJECT).outbox()).extracting(OutboxEntry::id).containsExactly("b#1");
    }

    @Test
    protected void removalTakesAnyNumberOfEntriesAlsoWhereSomeAreGone() {
        String[] ids =
                IntStream.range(0, 120).mapToObj(i -> "entry-" + i + "#1").toArray(String[]::new);
        saved(SampleRecords.withAlerts(SUBJECT, NOON, ids));
        store().removeSent(SUBJECT, Set.of("entry-7#1", "entry-99#1"));
        assertThat(load(SUBJECT).outbox()).hasSize(118);
        store().removeSent(SUBJECT, Set.of(ids));
        assertThat(load(SUBJECT).outbox()).isEmpty();
        assertThat(store().due(10)).isEmpty();
    }

    @Test
    protected void subjectsOfEveryKindHaveRecordsOfTheirOwnAndAreDue() {
        List<Subject> subjects = List.of(
                new Subject.Registry("111122223333", "us-east-1"),
                new Subject.Key("111122223333", "us-east-1", "1234abcd-12ab-34cd-56ef-1234567890ab"),
                new Subject.Coverage("111122223333", "us-east-1"),
                SUBJECT);
        for (Subject subject : subjects) {
            SubjectRecord record = saved(SampleRecords.withAlerts(subject, NOON, "a#1"));
            assertThat(store().load(subject)).hasValue(record);
        }
        assertThat(store().due(10)).containsExactlyInAnyOrderElementsOf(subjects);
        subjects.forEach(subject -> store().removeSent(subject, Set.of("a#1")));
        assertThat(store().due(10)).isEmpty();
    }

    @Test
    protected void removalMovesTheVersionSoThatAnAuditPreparedBeforeItIsRefused() {
        SubjectRecord first = saved(SampleRecords.withAlerts(SUBJECT, NOON, "a#1"));
        SubjectRecord prepared = SampleRecords.addAlerts(first, "b#1");
        store().removeSent(SUBJECT, Set.of("a#1"));
        assertThat(load(SUBJECT).version()).isGreaterThan(first.version());
        assertThat(store().save(prepared)).isFalse();
        assertThat(load(SUBJECT).outbox()).isEmpty();
    }

    @Test
    protected void removalSucceedsAfterAnAuditHasWrittenInBetween() {
        SubjectRecord first = saved(SampleRecords.withAlerts(SUBJECT, NOON, "a#1"));
        SubjectRecord second = saved(SampleRecords.addAlerts(first, "b#1"));
        store().removeSent(SUBJECT, Set.of("a#1"));
        assertThat(load(SUBJECT).outbox()).extracting(OutboxEntry::id).containsExactly("b#1");
        assertThat(load(SUBJECT).version()).isGreaterThan(second.version());
    }

    @Test
    protected void removalOfRequestsWorksLikeThatOfAlerts() {
        saved(SampleRecords.full(SUBJECT));
        store().removeSent(SUBJECT, Set.of("bbb@4"));
        assertThat(load(SUBJECT).outbox())
                .extracting(OutboxEntry::id)
                .containsExactly("bbb#2", "aaa#10", "aaa#9", "aaa#9.attributed");
    }

    @Test
    protected void removingWhatIsGoneAlreadyIsNoErrorAndBringsNothingBack() {
        saved(SampleRecords.withAlerts(SUBJECT, NOON, "a#1", "b#1"));
        store().removeSent(SUBJECT, Set.of("a#1"));
        SubjectRecord before = load(SUBJECT);
        store().removeSent(SUBJECT, Set.of("a#1"));
        assertThat(load(SUBJECT)).isEqualTo(before);
        store().removeSent(SUBJECT, Set.of("a#1", "b#1"));
        assertThat(load(SUBJECT).outbox()).isEmpty();
    }

    @Test
    protected void removalFromARecordThatDoesNotExistMakesNone() {
        store().removeSent(SUBJECT, Set.of("a#1"));
        assertThat(store().load(SUBJECT)).isEmpty();
        assertThat(store().due(10)).isEmpty();
    }

    @Test
    protected void removalLeavesEverythingElseAsItWas() {
        SubjectRecord record = saved(SampleRecords.full(SUBJECT));
        store().removeSent(SUBJECT, Set.of("aaa#10"));
        SubjectRecord left = load(SUBJECT);
        assertThat(left.findings()).isEqualTo(record.findings());
        assertThat(left.remediation()).isEqualTo(record.remediation());
        assertThat(left.outboxSince()).isEqualTo(record.outboxSince());
        assertThat(left.lastEvaluated()).isEqualTo(record.lastEvaluated());
    }

    @Test
    protected void anAuditCanWriteOnTopOfARemoval() {
        saved(SampleRecords.withAlerts(SUBJECT, NOON, "a#1"));
        store().removeSent(SUBJECT, Set.of("a#1"));
        assertThat(store().save(SampleRecords.addAlerts(load(SUBJECT), "b#1"))).isTrue();
    }

    @Test
    protected void aSubjectIsDueUntilItsOutboxIsEmptyAndAgainAfterANewEntry() {
        saved(SampleRecords.withAlerts(SUBJECT, NOON, "a#1", "b#1"));
        assertThat(store().due(10)).containsExactly(SUBJECT);
        store().removeSent(SUBJECT, Set.of("a#1"));
        assertThat(store().due(10)).containsExactly(SUBJECT);
        assertThat(load(SUBJECT).outboxSince()).hasValue(NOON);
        store().removeSent(SUBJECT, Set.of("b#1"));
        assertThat(store().due(10)).isEmpty();
        assertThat(load(SUBJECT).outboxSince()).isEmpty();
        saved(SampleRecords.addAlerts(load(SUBJECT), "c#1"));
        assertThat(store().due(10)).containsExactly(SUBJECT);
    }

    @Test
    protected void aRecordWithAnEmptyOutboxIsNotDue() {
        saved(SampleRecords.unchanged(saved(SampleRecords.withEmptyOutbox(SUBJECT))));
        assertThat(store().due(10)).isEmpty();
    }

    @Test
    protected void anEntryThatArrivesWhileTheOthersAreRemovedStaysDue() {
        SubjectRecord first = saved(SampleRecords.withAlerts(SUBJECT, NOON, "a#1"));
        saved(SampleRecords.addAlerts(first, "b#1"));
        store().removeSent(SUBJECT, Set.of("a#1"));
        assertThat(store().due(10)).containsExactly(SUBJECT);
        assertThat(load(SUBJECT).outboxSince()).isPresent();
    }

    @Test
    protected void dueListsTheOldestFirstAndNoMoreThanAsked() {
        List<Duration> ages = List.of(
                Duration.ofMinutes(2),
                Duration.ofMinutes(3),
                Duration.ofMillis(500),
                Duration.ZERO,
                Duration.ofHours(1));
        for (int i = 0; i < ages.size(); i++) {
            saved(SampleRecords.withAlerts(subject("repository-" + i), NOON.minus(ages.get(i)), "a#1"));
        }
        assertThat(store().due(10))
                .extracting(due -> due.name())
                .containsExactly("repository-4", "repository-1", "repository-0", "repository-2", "repository-3");
        assertThat(store().due(2)).extracting(due -> due.name()).containsExactly("repository-4", "repository-1");
    }

    @Test
    protected void otherPartitionsAreKeptAndDueUnderTheirOwnArns() {
        List<Subject> others = List.of(
                Subject.of(new RepositoryArn("aws-cn", "cn-north-1", "111122223333", "team/app")),
                Subject.of(new RepositoryArn("aws-us-gov", "us-gov-west-1", "111122223333", "team/app")));
        for (Subject other : others) {
            SubjectRecord record = saved(SampleRecords.withAlerts(other, NOON, "a#1"));
            assertThat(store().load(other)).isEqualTo(Optional.of(record));
        }
        assertThat(store().due(10)).containsExactlyInAnyOrderElementsOf(others);
    }

    @Test
    protected void whileAuditsAndTheDrainerRaceEveryEntryIsSeenAndNoneComesBack() throws Exception {
        int writers = 3;
        int entriesEach = 12;
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        Set<String> drained = ConcurrentHashMap.newKeySet();
        try {
            List<Future<?>> audits = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                String name = "writer-" + writer;
                audits.add(threads.submit(() -> audits(name, entriesEach, drained)));
            }
            while (!audits.stream().allMatch(Future::isDone)) {
                drains(drained);
            }
            for (Future<?> audit : audits) {
                audit.get();
            }
        } finally {
            threads.shutdownNow();
        }
        drains(drained);
        assertThat(drained).hasSize(writers * entriesEach);
        assertThat(load(SUBJECT).outbox()).isEmpty();
        assertThat(store().due(10)).isEmpty();
    }

    private void audits(String name, int entries, Set<String> drained) {
        for (int i = 0; i < entries; i++) {
            String id = name + "#" + i;
            while (!drained.contains(id)) {
                SubjectRecord before = store().load(SUBJECT).orElseGet(() -> SubjectRecord.notEvaluated(SUBJECT));
                if (RepositoryTimeline.ids(before.outbox()).contains(id)
                        || store().save(SampleRecords.addAlerts(before, id))) {
                    break;
                }
            }
        }
    }

    private void drains(Set<String> drained) {
        for (Subject due : store().due(10)) {
            Set<String> sent = RepositoryTimeline.ids(load(due).outbox());
            sent.forEach(id -> assertThat(drained.add(id)).as(id).isTrue());
            store().removeSent(due, sent);
        }
    }

    /** Stores a record that has to be accepted. */
    public SubjectRecord saved(SubjectRecord record) {
        assertThat(store().save(record))
                .as("the store takes version %d of %s", record.version(), record.subject())
                .isTrue();
        return record;
    }

    public SubjectRecord load(Subject subject) {
        return store().load(subject).orElseThrow();
    }
}
