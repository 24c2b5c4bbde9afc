package dev.ecrauditor.audit.subject;

import static dev.ecrauditor.audit.subject.SubjectFixture.KEY;
import static dev.ecrauditor.audit.subject.SubjectFixture.PLACE;
import static dev.ecrauditor.audit.subject.SubjectFixture.REGISTRY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.rule.KeyBuilder;
import dev.ecrauditor.rule.RegistryBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a sweep evaluates beside the repositories of an account and Region. */
class PlaceAuditTest {

    private static final RepositoryArn API = KeyBuilder.repository("payments/api");

    private final SubjectFixture aws = new SubjectFixture();

    @Test
    void whatIsFoundFirstOutsideAFirstSweepIsPublishedInTheDigestOfNewRules() {
        replicate();
        aws.places.evaluateRegistry(PLACE, Optional.empty());
        assertThat(reason()).hasValue(EvaluationReason.NEW_RULES);
    }

    @Test
    void whatIsFoundInAFirstSweepIsPublishedInItsDigest() {
        replicate();
        aws.places.evaluateRegistry(PLACE, Optional.of(EvaluationReason.FIRST_SWEEP));
        assertThat(reason()).hasValue(EvaluationReason.FIRST_SWEEP);
    }

    @Test
    void aKeyIsLeftUntilItIsEvaluatedInTheSweep() {
        Instant began = aws.clock.instant();
        aws.encrypts(KeyBuilder.OWN_KEY, API);
        assertThat(aws.places.keysLeft(PLACE, began)).containsExactly(KeyBuilder.OWN_KEY);
        aws.places.evaluateKey(KeyBuilder.OWN_KEY, Optional.empty());
        assertThat(aws.places.keysLeft(PLACE, began)).isEmpty();

        aws.clock.advance(Duration.ofDays(1));
        assertThat(aws.places.keysLeft(PLACE, aws.clock.instant())).containsExactly(KeyBuilder.OWN_KEY);
    }

    @Test
    void aKeyThatEncryptsRepositoriesElsewhereIsNotOnlyOfThePlace() {
        aws.encrypts(KeyBuilder.OWN_KEY, API);
        assertThat(aws.places.onlyOf(PLACE)).containsExactly(REGISTRY, KEY);
        aws.encrypts(KeyBuilder.OWN_KEY, new RepositoryArn("aws", "us-east-1", "444455556666", "team/app"));
        assertThat(aws.places.onlyOf(PLACE)).containsExactly(REGISTRY);
    }

    private void replicate() {
        aws.registry = new Reading.Known<>(RegistryBuilder.registry()
                .replicating(RegistryBuilder.replication(RegistryBuilder.FOREIGN, "eu-west-1"))
                .built());
    }

    private Optional<EvaluationReason> reason() {
        return ((AlertFacts) aws.record(REGISTRY).outbox().get(0)).reason();
    }
}
