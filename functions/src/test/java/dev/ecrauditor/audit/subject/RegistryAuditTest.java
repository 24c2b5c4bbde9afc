package dev.ecrauditor.audit.subject;

import static dev.ecrauditor.audit.subject.SubjectFixture.PLACE;
import static dev.ecrauditor.audit.subject.SubjectFixture.REGISTRY;
import static dev.ecrauditor.rule.RegistryBuilder.replication;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.audit.sweep.SweepRequest;
import dev.ecrauditor.event.EventHeader;
import dev.ecrauditor.event.RegistryChange;
import dev.ecrauditor.event.RegistryReevaluation;
import dev.ecrauditor.event.Trigger;
import dev.ecrauditor.registry.ReplicationRule;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.rule.RegistryBuilder;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which call changed a registry, what is swept because of it, and what is evaluated again. */
class RegistryAuditTest {

    private static final ReplicationRule ABROAD = replication(RegistryBuilder.FOREIGN, "eu-west-1");

    private final SubjectFixture aws = new SubjectFixture();

    @Test
    void theCallThatSetTheReplicationIsTheCauseOfItsAlert() {
        replicate();
        assertThat(audit(aws.replicationSet(ABROAD)).alerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.setBy()).isPresent());
    }

    @Test
    void aCallThatSetAnotherReplicationIsNotTheCause() {
        replicate();
        assertThat(audit(aws.replicationSet(replication("123456789012", "eu-west-1")))
                        .alerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.setBy()).isEmpty());
    }

    @Test
    void anAccountThatDeniesReadingItsRegistryIsAGapOfItsCoverage() {
        aws.registry = RegistryBuilder.denied("ecr:DescribeRegistry");
        RegistryAudit.Result result = audit(aws.replicationSet(ABROAD));
        assertThat(result.readable()).isFalse();
        assertThat(result.alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.finding().ruleId()).isEqualTo("auditor-coverage");
            assertThat(alert.evidence().summary()).contains("ecr:DescribeRegistry");
        });
        assertThat(aws.store.load(REGISTRY)).isEmpty();
        assertThat(aws.record(PLACE).outbox()).hasSize(1);
    }

    @Test
    void theRepositoriesAreSweptOnlyAfterCallsThatTouchThem() {
        audit(aws.replicationSet(ABROAD));
        audit(again(RegistryChange.Kind.PUT_REPLICATION_CONFIGURATION));
        assertThat(aws.sweeps).isEmpty();
        audit(again(RegistryChange.Kind.PUT_REGISTRY_POLICY));
        assertThat(aws.sweeps).containsExactly(SweepRequest.becauseOfRegistry(PLACE, aws.clock.instant()));
    }

    @Test
    void aCallOfWhichNothingIsSeenIsEvaluatedAgain() {
        RegistryChange unseen = aws.replicationSet(ABROAD);
        audit(unseen);
        assertThat(aws.later).containsExactly(new RegistryReevaluation(unseen));
    }

    @Test
    void aCallThatIsSeenIsNotEvaluatedAgain() {
        replicate();
        audit(aws.replicationSet(ABROAD));
        assertThat(aws.later).isEmpty();
    }

    @Test
    void anOldCallIsNotEvaluatedAgain() {
        aws.clock.advance(Duration.ofMinutes(-10));
        RegistryChange old = aws.replicationSet(ABROAD);
        audit(old);
        assertThat(aws.later).isEmpty();
    }

    @Test
    void ofSeveralUnseenCallsOneThatTouchesRepositoriesIsEvaluatedAgain() {
        RegistryChange setting = aws.call(RegistryChange.Kind.PUT_ACCOUNT_SETTING);
        audit(aws.replicationSet(ABROAD), setting);
        assertThat(aws.later).containsExactly(new RegistryReevaluation(setting));
    }

    private void replicate() {
        aws.registry = new Reading.Known<>(
                RegistryBuilder.registry().replicating(ABROAD).built());
    }

    private static RegistryReevaluation again(RegistryChange.Kind cause) {
        return new RegistryReevaluation(EventHeader.NONE, REGISTRY.account(), REGISTRY.region(), cause);
    }

    private RegistryAudit.Result audit(Trigger... triggers) {
        return aws.registries.audit(REGISTRY, List.of(triggers));
    }
}
