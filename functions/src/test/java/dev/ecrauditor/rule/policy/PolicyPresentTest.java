package dev.ecrauditor.rule.policy;

import static dev.ecrauditor.rule.SnapshotBuilder.READ_AT;
import static dev.ecrauditor.rule.SnapshotBuilder.repository;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.repository.Denial;
import dev.ecrauditor.repository.DeniedCall;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.rule.RepositoryRule;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.SnapshotBuilder;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.evidence.Evidence;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyPresentTest {

    private static final Duration GRACE_PERIOD = Duration.ofMinutes(15);
    private final RepositoryRule rule = new PolicyPresent(GRACE_PERIOD);

    private Verdict evaluate(SnapshotBuilder snapshot) {
        return rule.evaluate(snapshot.built());
    }

    private static SnapshotBuilder bare() {
        return repository().policy(new Reading.Absent<>());
    }

    @Test
    void aPolicyPasses() {
        assertThat(evaluate(repository())).isEqualTo(new Verdict.Pass());
    }

    @Test
    void aPublicPolicyIsStillPresent() {
        assertThat(evaluate(repository().policy("{'Statement': {'Effect': 'Allow', 'Principal': '*', 'Action': '*'}}")))
                .isEqualTo(new Verdict.Pass());
    }

    @Test
    void aPolicyThatCannotBeUnderstoodIsStillAPolicy() {
        assertThat(evaluate(repository().policy("{'Statement"))).isEqualTo(new Verdict.Pass());
    }

    @Test
    void noPolicyFails() {
        Evidence none = new Evidence("The repository has no repository policy.", Map.of("policy", "none"));
        assertThat(evaluate(bare())).isEqualTo(new Verdict.Fail(Severity.LOW, none));
    }

    @ParameterizedTest
    @ValueSource(longs = {15 * 60, 15 * 60 + 1, 24 * 60 * 60, 5L * 365 * 24 * 60 * 60})
    void aMissingPolicyFailsAtTheEndOfTheGracePeriod(long ageInSeconds) {
        assertThat(evaluate(bare().aged(Duration.ofSeconds(ageInSeconds)))).isInstanceOf(Verdict.Fail.class);
    }

    @Test
    void aMissingPolicyFailsAtOnceWithoutAGracePeriod() {
        assertThat(new PolicyPresent(Duration.ZERO)
                        .evaluate(bare().aged(Duration.ZERO).built()))
                .isInstanceOf(Verdict.Fail.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 14 * 60 + 59})
    void aMissingPolicyIsNotApplicableDuringTheGracePeriodAndNamesItsEnd(long ageInSeconds) {
        assertThat(evaluate(bare().aged(Duration.ofSeconds(ageInSeconds))))
                .isEqualTo(new Verdict.NotApplicable(
                        "created " + ageInSeconds + " s ago, a policy may still follow",
                        Optional.of(READ_AT.minusSeconds(ageInSeconds).plus(GRACE_PERIOD))));
    }

    @Test
    void aCreationTimeInTheFutureIsWithinTheGracePeriod() {
        assertThat(evaluate(bare().aged(Duration.ofMinutes(-3))))
                .isEqualTo(new Verdict.NotApplicable(
                        "created 0 s ago, a policy may still follow",
                        Optional.of(READ_AT.plus(Duration.ofMinutes(18)))));
    }

    @Test
    void anUnreadablePolicyIsUnknownDuringTheGracePeriod() {
        SnapshotBuilder denied = repository()
                .policy(new Reading.Unreadable<>("ecr:GetRepositoryPolicy", "ECR denies reading the policy"))
                .aged(Duration.ofSeconds(5));
        assertThat(evaluate(denied))
                .isEqualTo(new Verdict.Unknown(
                        "ECR denies reading the policy",
                        Optional.of(new DeniedCall("ecr:GetRepositoryPolicy", Denial.NOT_SAID))));
    }
}
