package dev.ecrauditor.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.event.Reevaluation;
import dev.ecrauditor.event.RepositoryChange;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.Cause;
import dev.ecrauditor.finding.record.FlapHistory;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.transition.CoverageTransition;
import dev.ecrauditor.finding.transition.Transition;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositoryReader;
import dev.ecrauditor.repository.RepositorySnapshot;
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
import org.junit.jupiter.api.Test;

/** What happens when an account denies reads to the auditor, and when it allows them again. */
class CoverageAuditTest {

    private static final Subject.Coverage COVERAGE = new Subject.Coverage("111122223333", "us-east-1");
    private static final RepositoryArn OTHER = new RepositoryArn("aws", "us-east-1", "111122223333", "other/app");

    private final List<String> journal = new ArrayList<>();
    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-20T10:00:00Z"));
    private final ScriptedReader reader = new ScriptedReader(journal);
    private final ScriptedStore store = new ScriptedStore(journal);
    private final RepositoryAudit audit = audit(reader);

    @Test
    void theRecordIsReadBeforeTheRetryAndADrainIsRequestedAfterTheWrite() {
        denyDescribe();
        assertThat(audit.audit(scanningOff())).isInstanceOf(AuditOutcome.CoverageLost.class);
        assertThat(journal).containsExactly("load", "load", "read", "load", "read", "save", "drain request");
    }

    @Test
    void everyRefusalAfterTheFirstIsKnownAlready() {
        denyDescribe();
        audit.audit(scanningOff());
        store.removeSent(
                COVERAGE,
                List.copyOf(facts()).stream().map(AlertFacts::id).collect(java.util.stream.Collectors.toSet()));
        assertThat(audit.audit(scanningOff())).isEqualTo(new AuditOutcome.CoverageLost(List.of()));
        assertThat(audit.audit(new Reevaluation(OTHER))).isEqualTo(new AuditOutcome.CoverageLost(List.of()));
        assertThat(facts()).isEmpty();
    }

    @Test
    void theAlertNamesTheDeniedCallAndNoActor() {
        denyDescribe();
        audit.audit(scanningOff());
        assertThat(facts()).singleElement().satisfies(facts -> {
            assertThat(facts.finding()).isEqualTo(CoverageTransition.FINDING);
            assertThat(facts.evidence().facts())
                    .containsEntry("denied action", "ecr:DescribeRepositories")
                    .containsEntry("first refused", SampleRepository.ARN.toString());
            assertThat(facts.event())
                    .hasValueSatisfying(event -> assertThat(event.name()).isEqualTo("PutImageScanningConfiguration"));
            assertThat(facts.actorIsCertain()).isFalse();
        });
    }

    @Test
    void nothingIsConcludedAboutTheRepositoryItself() {
        denyDescribe();
        audit.audit(scanningOff());
        assertThatThrownBy(() -> store.record(Subject.of(SampleRepository.ARN)))
                .isInstanceOf(java.util.NoSuchElementException.class);
    }

    @Test
    void itIsResolvedWhenTheRepositoryCanBeReadAgain() {
        denyDescribe();
        audit.audit(scanningOff());
        reader.setReading(SampleRepository.good().known());
        audit.audit(scanningOff());
        assertThat(facts()).extracting(AlertFacts::status).containsExactly(AlertStatus.OPENED, AlertStatus.RESOLVED);
        assertThat(facts().get(1).cause()).hasValue(Cause.FIXED);
        assertThat(store.record(COVERAGE).isOpen(CoverageTransition.FINDING)).isFalse();
    }

    /** The clocks of two functions differ: what was denied shortly before may have been denied after. */
    @Test
    void everythingReadResolvesOnlyWhatWasDeniedTwoSecondsBeforeOrEarlier() {
        denyDescribe();
        audit.audit(scanningOff());
        Instant denied = clock.instant();
        CoverageAudit coverage = new CoverageAudit(store, record -> {}, clock);
        coverage.resolveAfterFullRead(COVERAGE, denied.plusSeconds(2));
        assertThat(store.record(COVERAGE).isOpen(CoverageTransition.FINDING)).isTrue();
        coverage.resolveAfterFullRead(COVERAGE, denied.plusSeconds(2).plusMillis(1));
        assertThat(store.record(COVERAGE).isOpen(CoverageTransition.FINDING)).isFalse();
    }

    @Test
    void everythingReadDoesNotResolveWhatWasDeniedAgainSinceThen() {
        denyDescribe();
        audit.audit(scanningOff());
        clock.advance(Duration.ofHours(1));
        Instant began = clock.instant();
        clock.advance(Duration.ofMinutes(1));
        audit.audit(new Reevaluation(OTHER));
        new CoverageAudit(store, record -> {}, clock).resolveAfterFullRead(COVERAGE, began);
        assertThat(store.record(COVERAGE).isOpen(CoverageTransition.FINDING)).isTrue();
    }

    @Test
    void whatWasReadBeforeTheRefusalDoesNotDisproveIt() {
        RepositoryAudit slow = audit(arn -> {
            Reading<RepositorySnapshot> read = SampleRepository.good().known();
            denyDescribe();
            audit.audit(scanningOff());
            return read;
        });
        slow.audit(scanningOff());
        assertThat(store.record(COVERAGE).isOpen(CoverageTransition.FINDING)).isTrue();
        assertThat(facts()).extracting(AlertFacts::status).containsExactly(AlertStatus.OPENED);
    }

    @Test
    void readingAnotherRepositoryDisprovesNoRefusalOfOneButThatOfTheRole() {
        denyDescribe();
        audit.audit(scanningOff());
        reader.setReading(SampleRepository.good(OTHER).known());
        audit.audit(new Reevaluation(OTHER));
        assertThat(store.record(COVERAGE).isOpen(CoverageTransition.FINDING)).isTrue();
    }

    @Test
    void readingAnyRepositoryProvesThatTheRoleCanBeAssumedAgain() {
        reader.setReading(new Reading.Unreadable<>("sts:AssumeRole", "the account's read role cannot be assumed"));
        audit.audit(scanningOff());
        reader.setReading(SampleRepository.good(OTHER).known());
        audit.audit(new Reevaluation(OTHER));
        assertThat(store.record(COVERAGE).isOpen(CoverageTransition.FINDING)).isFalse();
    }

    @Test
    void aRefusalThatIsOverWhenAskedAgainOpensNothing() {
        reader.addFirstReading(new Reading.Unreadable<>("ecr:DescribeRepositories", "denied"));
        reader.setReading(SampleRepository.good().known());
        assertThatThrownBy(() -> audit.audit(scanningOff())).isInstanceOf(RetryableAuditException.class);
        assertThat(journal).containsExactly("load", "load", "read", "load", "read");
    }

    @Test
    void othersWhoWriteInBetweenMakeItAskAgain() {
        denyDescribe();
        store.writeConcurrentlyBeforeSaves(1);
        audit.audit(scanningOff());
        assertThat(journal)
                .containsExactly(
                        "load", "load", "read", "load", "read", "save", "load", "read", "save", "drain request");
    }

    @Test
    void whetherItIsLostIsAskedOncePerMinute() {
        reader.setReading(SampleRepository.good().known());
        audit.audit(scanningOff());
        journal.clear();
        audit.audit(scanningOff());
        assertThat(journal).containsExactly("load", "read", "save");
        clock.advance(Duration.ofMinutes(1));
        journal.clear();
        audit.audit(scanningOff());
        assertThat(journal).containsExactly("load", "load", "read", "save");
    }

    /** Denied, allowed, denied, ...: three of each within a few minutes. */
    private void flap() {
        for (int i = 0; i < 3; i++) {
            denyDescribe();
            audit.audit(scanningOff());
            clock.advance(Duration.ofMinutes(1));
            reader.setReading(SampleRepository.good().known());
            audit.audit(scanningOff());
            clock.advance(Duration.ofMinutes(1));
        }
    }

    @Test
    void flappingCoverageIsPublishedOnceAndThenWithItsFinalState() {
        flap();
        assertThat(facts())
                .hasSize(6)
                .last()
                .satisfies(facts -> assertThat(facts.status()).isEqualTo(AlertStatus.FLAPPING));
        clock.advance(FlapHistory.CALM);
        audit.audit(scanningOff());
        assertThat(facts()).hasSize(7).last().satisfies(facts -> {
            assertThat(facts.status()).isEqualTo(AlertStatus.RESOLVED);
            assertThat(facts.cause()).hasValue(Cause.FIXED);
        });
        audit.audit(scanningOff());
        assertThat(facts()).hasSize(7);
    }

    @Test
    void anAccountThatFlappedOncePublishesAgainLater() {
        flap();
        clock.advance(Duration.ofDays(20));
        denyDescribe();
        audit.audit(scanningOff());
        assertThat(facts()).last().satisfies(facts -> assertThat(facts.status()).isEqualTo(AlertStatus.REOPENED));
    }

    @Test
    void aFlappingFindingThatEndsDeniedIsPublishedByALaterDenial() {
        flap();
        denyDescribe();
        audit.audit(scanningOff());
        assertThat(facts()).hasSize(6);
        clock.advance(FlapHistory.CALM);
        audit.audit(scanningOff());
        assertThat(facts()).hasSize(7).last().satisfies(facts -> {
            assertThat(facts.status()).isEqualTo(AlertStatus.CHANGED);
            assertThat(facts.evidence().summary()).startsWith("It has settled");
        });
    }

    private RepositoryAudit audit(RepositoryReader from) {
        return new RepositoryAudit(new RepositoryAudit.Parts(
                from,
                RuleCatalog.standard(Duration.ofMinutes(15)),
                new Transition(RemediationMode.OFF, "ecr-auditor-remediation"),
                store,
                record -> journal.add("drain request"),
                (reevaluation, delay) -> {},
                clock));
    }

    private void denyDescribe() {
        reader.setReading(new Reading.Unreadable<>("ecr:DescribeRepositories", "ECR denies it"));
    }

    private List<AlertFacts> facts() {
        return store.record(COVERAGE).outbox().stream()
                .map(AlertFacts.class::cast)
                .toList();
    }

    private RepositoryChange scanningOff() {
        return RepositoryChanges.scanningSet(clock.instant().minusSeconds(60), false);
    }
}
