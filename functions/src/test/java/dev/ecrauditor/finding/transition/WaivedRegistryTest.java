package dev.ecrauditor.finding.transition;

import static dev.ecrauditor.rule.RegistryBuilder.FOREIGN;
import static dev.ecrauditor.rule.RegistryBuilder.registry;
import static dev.ecrauditor.rule.RegistryBuilder.replication;
import static dev.ecrauditor.testing.SampleWaivers.access;
import static dev.ecrauditor.testing.SampleWaivers.waiver;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.registry.RegistrySnapshot;
import dev.ecrauditor.rule.RegistryBuilder;
import dev.ecrauditor.rule.RegistryRule;
import dev.ecrauditor.rule.TrustedParties;
import dev.ecrauditor.rule.registry.PullThroughCacheNoForeignAccount;
import dev.ecrauditor.rule.registry.RegistryPolicyNoForeignAccount;
import dev.ecrauditor.rule.registry.ReplicationNoForeignAccount;
import dev.ecrauditor.settings.Reminders;
import dev.ecrauditor.settings.Waiver;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Access by the settings of a registry is waived by the account that has it. */
class WaivedRegistryTest {

    private static final String ANOTHER = "123456789012";
    private static final LocalDate LAST_DAY = LocalDate.parse("2026-12-31");

    private final Subject.Registry subject = new Subject.Registry("111122223333", "us-east-1");
    private SubjectRecord record = SubjectRecord.notEvaluated(subject);
    private Instant now = Instant.parse("2026-11-20T10:00:00Z");

    @Test
    void aWaivedDestinationIsNotReportedAndAnotherOneIs() {
        RegistryRule rule = new ReplicationNoForeignAccount(TrustedParties.NOBODY);
        Waiver waiver = waiver(rule.metadata().id(), LAST_DAY, access(FOREIGN, "ecr:ReplicateImage"));
        RegistryBuilder one = registry().replicating(replication(FOREIGN, "eu-west-1"));

        assertThat(evaluate(rule, one.built(), waiver)).isEmpty();
        assertThat(record.findings().get(key(rule)).isWaived()).isTrue();
        RegistryBuilder two =
                registry().replicating(replication(FOREIGN, "eu-west-1"), replication(ANOTHER, "eu-west-1"));
        assertThat(evaluate(rule, two.built(), waiver)).singleElement().satisfies(alert -> {
            assertThat(alert.status()).isEqualTo(AlertStatus.OPENED);
            assertThat(alert.evidence().summary()).contains(ANOTHER).doesNotContain(FOREIGN);
            assertThat(alert.evidence().facts().get("waived"))
                    .isEqualTo("account 444455556666 in eu-west-1: ecr:ReplicateImage; by payments@example.org until "
                            + LAST_DAY);
        });
        assertThat(evaluate(rule, one.built(), waiver))
                .extracting(AlertFacts::status)
                .containsExactly(AlertStatus.RESOLVED);
    }

    @Test
    void aWaiverEndsForARegistryAsForARepository() {
        RegistryRule rule = new ReplicationNoForeignAccount(TrustedParties.NOBODY);
        Waiver waiver = waiver(rule.metadata().id(), LAST_DAY, access(FOREIGN, "*"));
        RegistrySnapshot read =
                registry().replicating(replication(FOREIGN, "eu-west-1")).built();
        evaluate(rule, read, waiver);
        now = Instant.parse("2026-12-27T10:00:00Z");
        assertThat(evaluate(rule, read, waiver)).extracting(AlertFacts::status).containsExactly(AlertStatus.REMINDER);
        now = Instant.parse("2027-01-01T10:00:00Z");
        assertThat(evaluate(rule, read, waiver)).extracting(AlertFacts::status).containsExactly(AlertStatus.OPENED);
    }

    @Test
    void accessByTheRegistryPolicyIsWaivedWhenAllActionsOfThePrincipalAre() {
        RegistryRule rule = new RegistryPolicyNoForeignAccount(TrustedParties.NOBODY);
        RegistrySnapshot read = registry()
                .policy(
                        "V2",
                        "{'Statement': {'Effect': 'Allow', 'Principal': {'AWS': '444455556666'}, 'Action': ['ecr:BatchGetImage', 'ecr:PutImage'], 'Resource': '*'}}")
                .built();
        String id = rule.metadata().id();
        assertThat(evaluate(rule, read, waiver(id, LAST_DAY, access(FOREIGN, "ecr:BatchGetImage", "ecr:PutImage"))))
                .isEmpty();
        record = SubjectRecord.notEvaluated(subject);
        assertThat(evaluate(rule, read, waiver(id, LAST_DAY, access(FOREIGN, "ecr:BatchGetImage"))))
                .singleElement()
                .satisfies(
                        alert -> assertThat(alert.evidence().facts().toString()).contains("ecr:PutImage"));
    }

    @Test
    void anUpstreamRegistryIsWaivedByItsAccount() {
        RegistryRule rule = new PullThroughCacheNoForeignAccount(TrustedParties.NOBODY);
        RegistrySnapshot read = registry()
                .cacheRule("partner", "444455556666.dkr.ecr.us-east-1.amazonaws.com")
                .built();
        String id = rule.metadata().id();
        assertThat(evaluate(rule, read, waiver(id, LAST_DAY, access(FOREIGN, "ecr:BatchImportUpstreamImage"))))
                .isEmpty();
        record = SubjectRecord.notEvaluated(subject);
        assertThat(evaluate(rule, read, waiver(id, LAST_DAY, access(ANOTHER, "*"))))
                .hasSize(1);
    }

    private static FindingKey key(RegistryRule rule) {
        return new FindingKey(rule.metadata().id(), FindingKey.Kind.VIOLATION);
    }

    private List<AlertFacts> evaluate(RegistryRule rule, RegistrySnapshot read, Waiver waiver) {
        now = now.plus(Duration.ofMinutes(1));
        TransitionResult next = SubjectTransition.apply(
                record,
                new SubjectEvaluation(
                        Optional.of(Map.of(rule.metadata(), rule.evaluate(read))),
                        (call, setting) -> false,
                        List.of(),
                        now,
                        Optional.empty()),
                new SubjectTransition.Terms(Optional.empty(), List.of(waiver), true, Reminders.NONE));
        record = next.record();
        return next.alerts();
    }
}
