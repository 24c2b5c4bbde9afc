package dev.ecrauditor.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.audit.sweep.Sweep;
import dev.ecrauditor.event.Reevaluation;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.store.InMemoryFindingStore;
import dev.ecrauditor.finding.store.InMemorySweepStore;
import dev.ecrauditor.finding.transition.CoverageTransition;
import dev.ecrauditor.finding.transition.RuleSetFingerprint;
import dev.ecrauditor.finding.transition.Transition;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.rule.OwnOrganizationTrust;
import dev.ecrauditor.rule.TrustedParties;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.testing.InMemoryOrganization;
import dev.ecrauditor.testing.MutableClock;
import dev.ecrauditor.testing.SampleRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** AWS Organizations does not answer before it is known who is trusted. */
class TrustFaultTest {

    private static final RepositoryArn ARN = SampleRepository.ARN;
    private static final RepositoryArn BEFORE_IT = new RepositoryArn("aws", "us-east-1", "111122223333", "a-first-one");
    private static final String SHARED_WITH_THE_ORGANIZATION =
            "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"ecr:ListImages\",\"Condition\":{\"StringEquals\":{\"aws:PrincipalOrgID\":\"o-exampleorgid\"}}}}";

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-20T10:00:00Z"));
    private final InMemoryOrganization organization = new InMemoryOrganization();
    private final OwnOrganizationTrust trust = new OwnOrganizationTrust(TrustedParties.NOBODY, organization, clock);
    private final InMemoryFindingStore store = new InMemoryFindingStore();
    private final InMemorySweepStore sweeps = new InMemorySweepStore(store);
    private final List<Subject> read = new ArrayList<>();
    private Optional<Reading<RepositorySnapshot>> answer = Optional.empty();

    private final RepositoryAudit audit = new RepositoryAudit(new RepositoryAudit.Parts(
            this::read,
            repository -> new RuleSource.RuleSet(
                    () -> RuleCatalog.standard(Duration.ofMinutes(15), trust.get()),
                    new Transition(RemediationMode.OFF, "")),
            store,
            record -> {},
            (reevaluation, delay) -> {},
            clock));

    @Test
    void theEventIsRetriedAndAlertsAboutNoAccountOfTheOwnOrganization() {
        organization.breakDown();
        assertThatThrownBy(() -> audit.audit(new Reevaluation(ARN))).hasMessageContaining("out of order");
        assertThat(store.records()).isEmpty();
        organization.recover();
        assertThat(audit.audit(new Reevaluation(ARN))).isEqualTo(new AuditOutcome.Recorded());
        assertThat(record().outbox()).isEmpty();
    }

    @Test
    void whatCannotBeReadIsLostCoverageNevertheless() {
        organization.breakDown();
        answer = Optional.of(new Reading.Unreadable<>("sts:AssumeRole", "denied"));
        assertThat(audit.audit(new Reevaluation(ARN))).isInstanceOf(AuditOutcome.CoverageLost.class);
        assertThat(store.load(new Subject.Coverage("111122223333", "us-east-1")))
                .hasValueSatisfying(coverage ->
                        assertThat(coverage.isOpen(CoverageTransition.FINDING)).isTrue());
    }

    @Test
    void aSweepLeavesThatRepositoryToTheNextOneAndEvaluatesTheOthers() {
        organization.breakDown();
        assertThat(sweep()).isEqualTo(Sweep.Outcome.COMPLETE);
        assertThat(read).containsExactly(Subject.of(BEFORE_IT), Subject.of(ARN));
        assertThat(store.load(Subject.of(BEFORE_IT))).isEmpty();
        assertThat(record().outbox()).isEmpty();
        clock.advance(Duration.ofDays(1));
        assertThat(sweep()).isEqualTo(Sweep.Outcome.COMPLETE);
        assertThat(store.load(Subject.of(BEFORE_IT))).isPresent();
    }

    /** AWS Organizations answers again while the first repository is being swept. */
    private Sweep.Outcome sweep() {
        Sweep sweep = new Sweep(new Sweep.Parts(
                (account, region, window) -> new Reading.Known<>(List.of(BEFORE_IT, ARN)),
                sweeps,
                audit,
                store,
                record -> {},
                RuleSetFingerprint.of(RuleCatalog.standard(Duration.ofMinutes(15)), ""),
                Duration.ofDays(1),
                clock));
        return sweep.sweep(
                new Subject.Coverage("111122223333", "us-east-1"),
                () -> {
                    if (read.size() == 1) {
                        organization.recover();
                    }
                    return true;
                },
                line -> {});
    }

    private Reading<RepositorySnapshot> read(RepositoryArn repository) {
        read.add(Subject.of(repository));
        return answer.orElseGet(() -> SampleRepository.good(repository)
                .policy(SHARED_WITH_THE_ORGANIZATION)
                .known());
    }

    private SubjectRecord record() {
        return store.load(Subject.of(ARN)).orElseThrow();
    }
}
