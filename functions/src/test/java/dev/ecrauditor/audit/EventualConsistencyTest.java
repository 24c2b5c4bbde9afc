package dev.ecrauditor.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.event.Reevaluation;
import dev.ecrauditor.event.RepositoryChange;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.Cause;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.transition.Transition;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.testing.MutableClock;
import dev.ecrauditor.testing.RepositoryChanges;
import dev.ecrauditor.testing.SampleRepository;
import dev.ecrauditor.testing.ScriptedReader;
import dev.ecrauditor.testing.ScriptedStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** ECR may return the state before a call for a while: such an answer is read again and never stored. */
class EventualConsistencyTest {

    private static final Subject SUBJECT = Subject.of(SampleRepository.ARN);
    private static final Instant CALL = Instant.parse("2026-11-20T10:00:00Z");

    private final List<String> journal = new ArrayList<>();
    private final MutableClock clock = new MutableClock(CALL.plusSeconds(30));
    private final ScriptedReader reader = new ScriptedReader(journal);
    private final ScriptedStore store = new ScriptedStore(journal);
    private final List<Duration> schedulesReevaluation = new ArrayList<>();
    private final SampleRepository good = SampleRepository.good();
    private final RepositoryAudit audit = new RepositoryAudit(new RepositoryAudit.Parts(
            reader,
            RuleCatalog.standard(Duration.ofMinutes(15)),
            new Transition(RemediationMode.OFF, ""),
            store,
            record -> {},
            (reevaluation, delay) -> schedulesReevaluation.add(delay),
            clock));

    @Test
    void aNewRepositoryThatIsNotReadableYetIsRetried() {
        triedAgain(RepositoryChanges.created(CALL, true, "KMS"), "CreateRepository");
    }

    @Test
    void anAbsentRepositoryIsRetriedForFiveMinutesAfterItsCreationAndThenGone() {
        clock.set(CALL.plus(Duration.ofMinutes(5)));
        triedAgain(RepositoryChanges.created(CALL, true, "KMS"), "CreateRepository");
        clock.advance(Duration.ofMillis(1));
        assertThat(audit.audit(RepositoryChanges.created(CALL, true, "KMS"))).isEqualTo(new AuditOutcome.Recorded());
        assertThat(store.record(SUBJECT).deletedAt()).hasValue(clock.instant());
    }

    @Test
    void anAnswerThatDoesNotShowWhatWasJustSetIsEvaluatedAgain() {
        reader.setReading(good.known());
        audit.audit(RepositoryChanges.scanningSet(CALL, false));
        assertThat(schedulesReevaluation).containsExactly(Duration.ofMinutes(5));
        reader.setReading(good.scanOnPush(false).known());
        assertThat(audit.audit(new Reevaluation(SampleRepository.ARN))).isInstanceOf(AuditOutcome.Alerted.class);
        assertThat(schedulesReevaluation).hasSize(1);
    }

    @Test
    void anAnswerThatShowsItOrLongAfterIsNot() {
        reader.setReading(good.scanOnPush(false).known());
        audit.audit(RepositoryChanges.scanningSet(CALL, false));
        clock.advance(Duration.ofHours(1));
        audit.audit(RepositoryChanges.scanningSet(CALL, true));
        assertThat(schedulesReevaluation).isEmpty();
    }

    @Test
    void aRepositoryThatIsReadableIsEvaluated() {
        reader.setReading(good.createdAt(CALL).known());
        assertThat(audit.audit(RepositoryChanges.created(CALL, true, "KMS"))).isEqualTo(new AuditOutcome.Recorded());
    }

    @Test
    void aDeletedRepositoryThatIsStillReadableIsRetried() {
        reader.setReading(good.known());
        triedAgain(RepositoryChanges.deleted(CALL), "DeleteRepository");
    }

    @Test
    void aRepositoryCreatedAfterTheDeletionIsAnotherOneAndIsEvaluated() {
        reader.setReading(good.scanOnPush(false).createdAt(CALL.plusSeconds(10)).known());
        assertThat(audit.audit(RepositoryChanges.deleted(CALL))).isInstanceOf(AuditOutcome.Alerted.class);
    }

    @Test
    void aRepositoryStillThereLongAfterItsDeletionIsEvaluated() {
        clock.set(CALL.plus(Duration.ofMinutes(6)));
        reader.setReading(good.known());
        assertThat(audit.audit(RepositoryChanges.deleted(CALL))).isEqualTo(new AuditOutcome.Recorded());
    }

    @Test
    void anEventFromTheFarFutureCausesNoRetry() {
        reader.setReading(good.known());
        assertThat(audit.audit(RepositoryChanges.deleted(CALL.plus(Duration.ofDays(365)))))
                .isEqualTo(new AuditOutcome.Recorded());
    }

    @Test
    void aRepositoryThatIsGoneWhenAnyOtherCallIsHandledIsGone() {
        reader.setReading(good.scanOnPush(false).known());
        audit.audit(new Reevaluation(SampleRepository.ARN));
        reader.setReading(new Reading.Absent<>());
        audit.audit(RepositoryChanges.scanningSet(CALL, true));
        assertThat(store.record(SUBJECT).outbox())
                .last()
                .satisfies(entry -> assertThat(((AlertFacts) entry).cause()).isEqualTo(Optional.of(Cause.DELETED)));
    }

    @Test
    void aDeletionThatIsVisibleResolvesAtOnce() {
        reader.setReading(good.scanOnPush(false).known());
        audit.audit(new Reevaluation(SampleRepository.ARN));
        reader.setReading(new Reading.Absent<>());
        clock.advance(Duration.ofMinutes(1));
        assertThat(audit.audit(RepositoryChanges.deleted(CALL.plusSeconds(60))))
                .isInstanceOf(AuditOutcome.Alerted.class);
    }

    /** Otherwise its findings would restart under numbers already published, and remediation's cap with them. */
    @Test
    void aRepositoryOlderThanTheKnownOneIsAStaleResponseAndIsRetried() {
        reader.setReading(good.createdAt(CALL).known());
        audit.audit(RepositoryChanges.created(CALL, true, "KMS"));
        journal.clear();
        reader.setReading(
                good.createdAt(CALL.minusSeconds(60)).scanOnPush(false).known());
        triedAgain(RepositoryChanges.scanningSet(CALL.plusSeconds(10), false), "deleted since");
        assertThat(store.record(SUBJECT).incarnation()).hasValue(CALL);
    }

    private void triedAgain(RepositoryChange change, String call) {
        assertThatThrownBy(() -> audit.audit(change))
                .isInstanceOf(RetryableAuditException.class)
                .hasMessageContaining(call);
        assertThat(journal).doesNotContain("save");
    }
}
