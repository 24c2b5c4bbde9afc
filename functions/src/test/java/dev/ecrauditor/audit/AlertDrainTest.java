package dev.ecrauditor.audit;

import static dev.ecrauditor.testing.SampleRecords.NOON;
import static dev.ecrauditor.testing.SampleRecords.subject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.alert.AlertMessage;
import dev.ecrauditor.finding.AlertFacts;
import dev.ecrauditor.finding.OutboxEntry;
import dev.ecrauditor.finding.Subject;
import dev.ecrauditor.finding.SubjectRecord;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.rule.RuleBook;
import dev.ecrauditor.testing.MutableClock;
import dev.ecrauditor.testing.SampleRecords;
import dev.ecrauditor.testing.WatchedStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is told, in which order, and what waits when something fails; every rule of the drainer is here. */
class AlertDrainTest {

    private static final Subject FIRST = subject("repository-1");
    private static final Subject SECOND = subject("repository-2");

    private final List<String> journal = new ArrayList<>();
    private final List<String> published = new ArrayList<>();
    private final List<String> requested = new ArrayList<>();
    private final List<Json.Obj> log = new ArrayList<>();
    private final WatchedStore store = new WatchedStore(journal);
    private Set<String> refused = Set.of();
    private boolean remediationFails;
    private int turns = Integer.MAX_VALUE;

    private final AlertDrain drain = new AlertDrain(
            store,
            RuleBook.standard(Duration.ofMinutes(15)),
            this::publish,
            request -> {
                if (remediationFails) {
                    throw new IllegalStateException("the queue does not answer");
                }
                requested.add(request.id());
            },
            new MutableClock(NOON.plusSeconds(60)));

    @Test
    void whatOneLookFoundWithOneStatusIsToldTogether() {
        store.put(SampleRecords.waiting(FIRST, NOON, "a#1", "b#1"));
        store.put(SampleRecords.telling(store.record(FIRST), "c#1"));
        assertThat(drains()).isEqualTo(2);
        assertThat(published).containsExactly("[a#1, b#1]", "[c#1]");
    }

    @Test
    void differentStatusesOfOneLookAreToldApartInTheOrderOfTheOutbox() {
        store.put(SampleRecords.full(FIRST));
        drains();
        assertThat(published).containsExactly("[bbb#2]", "[aaa#10]", "[aaa#9]");
    }

    @Test
    void theOldestWaitingSubjectIsToldFirst() {
        store.put(SampleRecords.waiting(SECOND, NOON.minusSeconds(1), "b#1"));
        store.put(SampleRecords.waiting(FIRST, NOON, "a#1"));
        drains();
        assertThat(published).containsExactly("[b#1]", "[a#1]");
    }

    @Test
    void aNamedSubjectIsToldBeforeWhatElseIsDueAndOnlyOnce() {
        store.put(SampleRecords.waiting(SECOND, NOON.minusSeconds(1), "b#1"));
        store.put(SampleRecords.waiting(FIRST, NOON, "a#1"));
        assertThat(drains(FIRST)).isEqualTo(2);
        assertThat(published).containsExactly("[a#1]", "[b#1]");
    }

    @Test
    void whatIsDueIsFoundWithoutANudge() {
        store.put(SampleRecords.waiting(FIRST, NOON, "a#1"));
        assertThat(drain.drain(List.of(), () -> true, log::add)).isEqualTo(1);
        assertThat(store.record(FIRST).outbox()).isEmpty();
        assertThat(store.due(10)).isEmpty();
    }

    @Test
    void aNudgeForWhatIsToldAlreadyOrNeverSeenTellsNothing() {
        store.put(SampleRecords.quiet(FIRST));
        assertThat(drains(FIRST, SECOND)).isZero();
        assertThat(published).isEmpty();
        assertThat(journal).doesNotContain("remove");
    }

    @Test
    void exactlyWhatWasPublishedIsRemovedAfterIt() {
        store.put(SampleRecords.waiting(FIRST, NOON, "a#1"));
        refused = Set.of("b#1");
        store.put(SampleRecords.telling(store.record(FIRST), "b#1"));
        drains();
        assertThat(journal).containsExactly("load", "publish [a#1]", "remove", "publish [b#1]");
        assertThat(waiting(FIRST)).containsExactly("b#1");
    }

    @Test
    void afterARefusedPublishTheRestOfThisSubjectWaitsInOrderAndTheOthersGoOn() {
        store.put(SampleRecords.waiting(FIRST, NOON.minusSeconds(1), "a#1"));
        store.put(SampleRecords.telling(store.record(FIRST), "b#1"));
        store.put(SampleRecords.telling(store.record(FIRST), "c#1"));
        store.put(SampleRecords.waiting(SECOND, NOON, "d#1"));
        refused = Set.of("b#1");
        assertThat(drains()).isEqualTo(2);
        assertThat(published).containsExactly("[a#1]", "[d#1]");
        assertThat(waiting(FIRST)).containsExactly("b#1", "c#1");
        assertThat(log).anySatisfy(line -> assertThat(line.text("level")).hasValue("ERROR"));
        refused = Set.of();
        drains();
        assertThat(published).containsExactly("[a#1]", "[d#1]", "[b#1]", "[c#1]");
    }

    @Test
    void aCrashBetweenPublishAndRemovalTellsTheSameIdAgainAndNothingElse() {
        store.put(SampleRecords.waiting(FIRST, NOON, "a#1"));
        store.put(SampleRecords.telling(store.record(FIRST), "b#1"));
        store.cutsRemovals(1);
        drains();
        assertThat(published).containsExactly("[a#1]");
        drains();
        assertThat(published).containsExactly("[a#1]", "[a#1]", "[b#1]");
        drains();
        assertThat(published).hasSize(3);
    }

    @Test
    void aRecordThatCannotBeReadStopsNobodyElse() {
        store.put(SampleRecords.waiting(FIRST, NOON.minusSeconds(1), "a#1"));
        store.put(SampleRecords.waiting(SECOND, NOON, "b#1"));
        store.cannotLoad(FIRST);
        assertThat(drains()).isEqualTo(1);
        assertThat(published).containsExactly("[b#1]");
        assertThat(log).anySatisfy(line -> assertThat(JsonWriter.write(line)).contains("repository-1", "schema 2"));
    }

    @Test
    void withoutATurnNothingIsPublishedAndNothingIsLost() {
        store.put(SampleRecords.waiting(FIRST, NOON, "a#1"));
        turns = 0;
        assertThat(drains()).isZero();
        assertThat(published).isEmpty();
        assertThat(waiting(FIRST)).containsExactly("a#1");
        assertThat(store.due(10)).containsExactly(FIRST);
    }

    @Test
    void whenTheTurnsEndTheRestWaitsInOrder() {
        store.put(SampleRecords.waiting(FIRST, NOON, "a#1"));
        store.put(SampleRecords.telling(store.record(FIRST), "b#1"));
        store.put(SampleRecords.telling(store.record(FIRST), "c#1"));
        turns = 2;
        assertThat(drains()).isEqualTo(2);
        assertThat(waiting(FIRST)).containsExactly("c#1");
    }

    @Test
    void aTurnIsAskedForBeforeEachMessage() {
        store.put(SampleRecords.waiting(FIRST, NOON, "a#1", "b#1"));
        store.put(SampleRecords.telling(store.record(FIRST), "c#1"));
        turns = 10;
        drains();
        assertThat(turns).isEqualTo(8);
    }

    @Test
    void aRequestIsSentOnceAndIsNotPublished() {
        store.put(SampleRecords.full(FIRST));
        drains();
        drains();
        assertThat(requested).containsExactly("bbb@4");
        assertThat(published).noneMatch(ids -> ids.contains("@"));
    }

    @Test
    void aFailingRemediationQueueNeverStopsAlertsAndItsRequestStays() {
        store.put(SampleRecords.full(FIRST));
        remediationFails = true;
        assertThat(drains()).isEqualTo(3);
        assertThat(waiting(FIRST)).containsExactly("bbb@4");
        assertThat(store.due(10)).containsExactly(FIRST);
        remediationFails = false;
        drains();
        assertThat(requested).containsExactly("bbb@4");
    }

    @Test
    void requestsAreSentAlsoWhenNoTurnIsLeftForAlerts() {
        store.put(SampleRecords.full(FIRST));
        turns = 0;
        drains();
        assertThat(requested).containsExactly("bbb@4");
    }

    @Test
    void anAlertThatArrivesWhileOthersArePublishedIsKept() {
        store.put(SampleRecords.waiting(FIRST, NOON, "a#1"));
        DrainPace pace = () -> {
            store.put(SampleRecords.telling(store.record(FIRST), "b#1"));
            return true;
        };
        assertThat(drain.drain(List.of(FIRST), pace, log::add)).isEqualTo(1);
        assertThat(waiting(FIRST)).containsExactly("b#1");
    }

    @Test
    void aRemovalThatWasCutOffAfterTheLastEntryIsFinished() {
        SubjectRecord empty = SampleRecords.waiting(FIRST, NOON);
        store.put(empty);
        drains(FIRST);
        assertThat(journal).contains("remove");
        assertThat(published).isEmpty();
    }

    @Test
    void anIndexThatCannotBeReadFailsTheNudge() {
        store.cannotFindWhatIsDue();
        assertThatThrownBy(() -> drains(FIRST)).hasMessageContaining("does not answer");
    }

    @Test
    void whatIsLoggedNamesTheRepositoryAndTheAlerts() {
        store.put(SampleRecords.waiting(FIRST, NOON, "a#1"));
        String alertId = ((AlertFacts) store.record(FIRST).outbox().get(0)).id();
        drains();
        assertThat(log).singleElement().satisfies(line -> {
            assertThat(line.text("did")).hasValue("published");
            assertThat(line.text("repository")).hasValue(FIRST.toString());
            assertThat(line.items("alertIds")).containsExactly(Json.of(alertId));
        });
    }

    private void publish(AlertMessage message) {
        List<String> ids = message.lists().get("alertIds");
        journal.add("publish " + ids);
        if (ids.stream().anyMatch(refused::contains)) {
            throw new IllegalStateException("SNS does not answer");
        }
        published.add(ids.toString());
    }

    private int drains(Subject... named) {
        return drain.drain(List.of(named), () -> turns-- > 0, log::add);
    }

    private List<String> waiting(Subject subject) {
        return store.record(subject).outbox().stream().map(OutboxEntry::id).toList();
    }
}
