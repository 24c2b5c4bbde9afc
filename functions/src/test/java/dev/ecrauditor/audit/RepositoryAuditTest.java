package dev.ecrauditor.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.event.DelayedDrainRequest;
import dev.ecrauditor.event.Reevaluation;
import dev.ecrauditor.event.RepositoryChange;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.transition.Transition;
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

/** The order of one audit, and what happens when somebody or something comes in between. */
class RepositoryAuditTest {

    private static final Subject SUBJECT = Subject.of(SampleRepository.ARN);
    /** The record of the account's coverage is read before everything else, at most once a minute. */
    private static final String COVERAGE = "load";

    private static final Duration GRACE_PERIOD = Duration.ofMinutes(15);

    private final List<String> journal = new ArrayList<>();
    private final List<Duration> reevaluations = new ArrayList<>();
    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-20T10:00:00Z"));
    private final ScriptedReader reader = new ScriptedReader(journal);
    private final ScriptedStore store = new ScriptedStore(journal);
    private final SampleRepository good = SampleRepository.good();
    private boolean drainRequestsFail;

    private final RepositoryAudit audit = new RepositoryAudit(new RepositoryAudit.Parts(
            reader,
            RuleCatalog.standard(GRACE_PERIOD),
            new Transition(RemediationMode.OFF, "ecr-auditor-remediation"),
            store,
            record -> {
                journal.add("drain request");
                if (drainRequestsFail) {
                    throw new IllegalStateException("the queue does not answer");
                }
            },
            (reevaluation, delay) -> {
                assertThat(reevaluation).isEqualTo(new Reevaluation(SampleRepository.ARN));
                reevaluations.add(delay);
            },
            clock));

    @Test
    void readsTheRecordBeforeAwsAndDrainRequestsAfterTheWrite() {
        reader.setReading(good.scanOnPush(false).known());
        AuditOutcome outcome = audit.audit(scanningOff());
        assertThat(journal).containsExactly(COVERAGE, "load", "read", "save", "drain request");
        assertThat(outcome)
                .isEqualTo(new AuditOutcome.Alerted(store.record(SUBJECT).outbox().stream()
                        .map(entry -> entry.id())
                        .toList()));
    }

    @Test
    void requestsNoDrainWhenThereIsNothingToPublish() {
        reader.setReading(good.known());
        assertThat(audit.audit(scanningOff())).isEqualTo(new AuditOutcome.Recorded());
        assertThat(journal).containsExactly(COVERAGE, "load", "read", "save");
    }

    @Test
    void requestsNoDrainForWhatWaitsForADigest() {
        reader.setReading(good.scanOnPush(false).known());
        audit.sweep(SampleRepository.ARN, Optional.of(EvaluationReason.FIRST_SWEEP), Instant.EPOCH);
        audit.audit(new DelayedDrainRequest(SampleRepository.ARN));
        assertThat(store.record(SUBJECT).outbox()).hasSize(1);
        assertThat(store.due(10)).containsExactly(SUBJECT);
        assertThat(journal).doesNotContain("drain request");
    }

    @Test
    void requestsADrainForAnAlertBesideWhatWaitsForADigest() {
        reader.setReading(good.scanOnPush(false).known());
        audit.sweep(SampleRepository.ARN, Optional.of(EvaluationReason.FIRST_SWEEP), Instant.EPOCH);
        reader.setReading(
                good.scanOnPush(false).policy(SampleRepository.PUBLIC_POLICY).known());
        audit.audit(new Reevaluation(SampleRepository.ARN));
        assertThat(journal).endsWith("save", "drain request");
    }

    @Test
    void writesAlsoWhenNothingHasChanged() {
        reader.setReading(good.known());
        audit.audit(scanningOff());
        audit.audit(scanningOff());
        assertThat(store.record(SUBJECT).version()).isEqualTo(2);
    }

    @Test
    void readsRecordAndAwsAgainWhenOthersWroteInBetween() {
        reader.addFirstReading(good.scanOnPush(false).known());
        reader.setReading(good.known());
        store.writeConcurrentlyBeforeSaves(1);
        assertThat(audit.audit(scanningOff())).isEqualTo(new AuditOutcome.Recorded());
        assertThat(journal).containsExactly(COVERAGE, "load", "read", "save", "load", "read", "save");
        assertThat(store.record(SUBJECT).outbox()).isEmpty();
    }

    @Test
    void succeedsAtTheFifthTry() {
        reader.setReading(good.known());
        store.writeConcurrentlyBeforeSaves(4);
        audit.audit(scanningOff());
        assertThat(journal).filteredOn("read"::equals).hasSize(5);
    }

    @Test
    void givesUpAfterFiveConflictsAndIsRetriedLater() {
        reader.setReading(good.known());
        store.writeConcurrentlyBeforeSaves(5);
        assertThatThrownBy(() -> audit.audit(scanningOff()))
                .isInstanceOf(RetryableAuditException.class)
                .hasMessageContaining("5 times");
        assertThat(journal).filteredOn("save"::equals).hasSize(5);
        assertThat(journal).doesNotContain("drain request");
    }

    @Test
    void aFailedDrainRequestFailsTheEventWhichIsDurableByThen() {
        reader.setReading(good.scanOnPush(false).known());
        drainRequestsFail = true;
        assertThatThrownBy(() -> audit.audit(scanningOff())).hasMessageContaining("does not answer");
        assertThat(store.record(SUBJECT).outbox()).hasSize(1);
        assertThat(store.due(10)).containsExactly(SUBJECT);
    }

    @Test
    void theSecondDeliveryRequestsADrainAgainAndPublishesNothingNew() {
        reader.setReading(good.scanOnPush(false).known());
        drainRequestsFail = true;
        assertThatThrownBy(() -> audit.audit(scanningOff())).isInstanceOf(IllegalStateException.class);
        drainRequestsFail = false;
        journal.clear();
        assertThat(audit.audit(scanningOff())).isEqualTo(new AuditOutcome.Recorded());
        assertThat(journal).containsExactly("load", "read", "save", "drain request");
        assertThat(store.record(SUBJECT).outbox()).hasSize(1);
    }

    @Test
    void anIgnoredTriggerReadsAndStoresNothing() {
        var ignored = new dev.ecrauditor.event.Ignored(
                dev.ecrauditor.event.EventHeader.NONE, dev.ecrauditor.event.IgnoreReason.OTHER_SERVICE, "aws.s3");
        assertThat(audit.audit(ignored)).isEqualTo(new AuditOutcome.EventIgnored(ignored));
        assertThat(journal).isEmpty();
    }

    @Test
    void whatAReevaluationFindsHasNoActor() {
        reader.setReading(good.scanOnPush(false).known());
        audit.audit(new Reevaluation(SampleRepository.ARN));
        AlertFacts facts = (AlertFacts) store.record(SUBJECT).outbox().get(0);
        assertThat(facts.event()).isEmpty();
        assertThat(facts.actorIsCertain()).isFalse();
    }

    @Test
    void asksForAReevaluationWhenTheGracePeriodEnds() {
        Duration age = Duration.ofMinutes(4);
        Instant created = clock.instant().minus(age);
        reader.setReading(
                good.createdAt(created).withoutPolicy().readAt(clock.instant()).known());
        audit.audit(new Reevaluation(SampleRepository.ARN));
        assertThat(reevaluations).containsExactly(GRACE_PERIOD.minus(age));
        assertThat(store.record(SUBJECT).outbox()).isEmpty();
    }

    @Test
    void asksForNoReevaluationAtARepositoryWithAPolicyOrPastItsGracePeriod() {
        Instant created = clock.instant().minus(GRACE_PERIOD);
        reader.setReading(
                good.createdAt(created).withoutPolicy().readAt(clock.instant()).known());
        audit.audit(new Reevaluation(SampleRepository.ARN));
        reader.setReading(
                good.createdAt(clock.instant()).readAt(clock.instant()).known());
        audit.audit(new Reevaluation(SampleRepository.ARN));
        assertThat(reevaluations).isEmpty();
    }

    private RepositoryChange scanningOff() {
        return RepositoryChanges.scanningSet(clock.instant().minusSeconds(60), false);
    }
}
