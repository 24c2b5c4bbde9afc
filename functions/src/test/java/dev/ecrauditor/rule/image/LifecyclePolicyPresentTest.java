package dev.ecrauditor.rule.image;

import static dev.ecrauditor.rule.SnapshotBuilder.READ_AT;
import static dev.ecrauditor.rule.SnapshotBuilder.repository;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.ecrauditor.repository.Denial;
import dev.ecrauditor.repository.DeniedCall;
import dev.ecrauditor.repository.Origin;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.rule.RepositoryRule;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.SnapshotBuilder;
import dev.ecrauditor.rule.Verdict;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LifecyclePolicyPresentTest {

    private final RepositoryRule rule = new LifecyclePolicyPresent(Duration.ofMinutes(15));

    private Verdict evaluate(SnapshotBuilder snapshot) {
        return rule.evaluate(snapshot.built());
    }

    @Test
    void anyLifecyclePolicyPasses() {
        assertThat(evaluate(repository().lifecyclePolicy(new Reading.Known<>("{\"rules\":[]}"))))
                .isEqualTo(new Verdict.Pass());
    }

    @Test
    void aRepositoryWithoutOneFails() {
        assertThat(evaluate(repository().lifecyclePolicy(new Reading.Absent<>())))
                .isInstanceOfSatisfying(Verdict.Fail.class, fail -> {
                    assertThat(fail.severity()).isEqualTo(Severity.LOW);
                    assertThat(fail.evidence().facts()).containsExactly(entry("lifecyclePolicy", "none"));
                });
    }

    @Test
    void aRepositoryFailsFromTheEndOfTheGracePeriod() {
        assertThat(evaluate(repository().lifecyclePolicy(new Reading.Absent<>()).aged(Duration.ofMinutes(15))))
                .isInstanceOf(Verdict.Fail.class);
    }

    @Test
    void aRepositoryThatEcrMadeFailsAndIsFixedTogetherWithItsTemplate() {
        assertThat(evaluate(repository().lifecyclePolicy(new Reading.Absent<>()).origin(Origin.ECR)))
                .isInstanceOfSatisfying(Verdict.Fail.class, fail -> {
                    assertThat(fail.evidence().facts()).containsKey("made by");
                    assertThat(fail.evidence().fix())
                            .contains(
                                    "aws ecr put-lifecycle-policy --region us-east-1 --repository-name payments/api --lifecycle-policy-text file://lifecycle.json")
                            .last()
                            .asString()
                            .endsWith("--lifecycle-policy file://lifecycle.json");
                });
    }

    @Test
    void aNewRepositoryMayStillGetOne() {
        SnapshotBuilder young =
                repository().lifecyclePolicy(new Reading.Absent<>()).aged(Duration.ofMinutes(14));
        assertThat(evaluate(young))
                .isEqualTo(new Verdict.NotApplicable(
                        "created 840 s ago, a lifecycle policy may still follow",
                        Optional.of(READ_AT.plus(Duration.ofMinutes(1)))));
    }

    @Test
    void aPolicyThatMayNotBeReadIsUnknown() {
        assertThat(evaluate(repository()
                        .lifecyclePolicy(new Reading.Unreadable<>(
                                "ecr:GetLifecyclePolicy", "ECR denies reading the lifecycle policy"))))
                .isEqualTo(new Verdict.Unknown(
                        "ECR denies reading the lifecycle policy",
                        Optional.of(new DeniedCall("ecr:GetLifecyclePolicy", Denial.NOT_SAID))));
    }

    @Test
    void aPolicyThatWasNotReadIsUnknown() {
        assertThat(evaluate(repository())).isInstanceOf(Verdict.Unknown.class);
    }
}
