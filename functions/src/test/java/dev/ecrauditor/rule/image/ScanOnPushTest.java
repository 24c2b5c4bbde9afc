package dev.ecrauditor.rule.image;

import static dev.ecrauditor.repository.EffectiveScanning.Decider.REGISTRY_RULES;
import static dev.ecrauditor.repository.EffectiveScanning.Decider.REPOSITORY_FLAG;
import static dev.ecrauditor.rule.SnapshotBuilder.repository;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.ecrauditor.repository.Denial;
import dev.ecrauditor.repository.DeniedCall;
import dev.ecrauditor.repository.EffectiveScanning;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.rule.RepositoryRule;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.SnapshotBuilder;
import dev.ecrauditor.rule.Verdict;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScanOnPushTest {

    private final RepositoryRule rule = new ScanOnPush();

    private Verdict evaluate(SnapshotBuilder snapshot) {
        return rule.evaluate(snapshot.built());
    }

    @Test
    void theRepositorysOwnFlagPassesWhereNoRegistryRuleExists() {
        assertThat(evaluate(repository().scanned(true, REPOSITORY_FLAG))).isEqualTo(new Verdict.Pass());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SCAN_ON_PUSH", "CONTINUOUS_SCAN"})
    void aRegistryRulePassesWhateverTheFlagSays(String frequency) {
        EffectiveScanning byRule = new EffectiveScanning(true, frequency, "ENHANCED", REGISTRY_RULES);
        assertThat(evaluate(repository().flag(false).scanning(new Reading.Known<>(byRule))))
                .isEqualTo(new Verdict.Pass());
    }

    @Test
    void theFlagSwitchedOffFails() {
        assertThat(evaluate(repository().flag(false).scanned(false, REPOSITORY_FLAG)))
                .isInstanceOfSatisfying(Verdict.Fail.class, fail -> {
                    assertThat(fail.severity()).isEqualTo(Severity.MEDIUM);
                    assertThat(fail.evidence().facts())
                            .containsExactly(
                                    entry("scanOnPush", "false"),
                                    entry("scanType", "BASIC"),
                                    entry("scanFrequency", "MANUAL"));
                });
    }

    @Test
    void aRepositoryThatNoRegistryRuleCoversFailsEvenIfItsFlagIsOn() {
        assertThat(evaluate(repository().flag(true).scanned(false, REGISTRY_RULES)))
                .isInstanceOfSatisfying(
                        Verdict.Fail.class,
                        fail -> assertThat(fail.evidence().summary())
                                .contains("no scanning rule of the registry covers this repository"));
    }

    @Test
    void theFlagIsNoProofWhereTheRegistryDecides() {
        EffectiveScanning left = new EffectiveScanning(false, "MANUAL", "ENHANCED", REGISTRY_RULES);
        assertThat(evaluate(repository().flag(false).scanning(new Reading.Known<>(left))))
                .isInstanceOfSatisfying(
                        Verdict.Fail.class,
                        fail -> assertThat(fail.evidence().facts())
                                .containsExactly(entry("scanType", "ENHANCED"), entry("scanFrequency", "MANUAL")));
    }

    @Test
    void aFrequencyNobodyKnowsFails() {
        EffectiveScanning odd = new EffectiveScanning(false, "ON_FULL_MOON", "BASIC", REGISTRY_RULES);
        assertThat(evaluate(repository().scanning(new Reading.Known<>(odd)))).isInstanceOf(Verdict.Fail.class);
    }

    @Test
    void itIsNeverNotApplicableBecauseImagesCanBePushedFromTheFirstSecond() {
        assertThat(evaluate(repository().scanned(false, REPOSITORY_FLAG).aged(Duration.ZERO)))
                .isInstanceOf(Verdict.Fail.class);
    }

    @Test
    void scanningThatCannotBeReadIsUnknownAndTheFlagIsNoSubstitute() {
        Reading<EffectiveScanning> denied = new Reading.Unreadable<>(
                "ecr:GetRegistryScanningConfiguration", "ECR denies reading how images are scanned");
        assertThat(evaluate(repository().flag(true).scanning(denied)))
                .isEqualTo(new Verdict.Unknown(
                        "ECR denies reading how images are scanned",
                        Optional.of(new DeniedCall("ecr:GetRegistryScanningConfiguration", Denial.NOT_SAID))));
    }

    @Test
    void noAnswerIsUnknown() {
        assertThat(evaluate(repository().scanning(new Reading.Absent<>())))
                .isEqualTo(new Verdict.Unknown("ECR gave no answer about scanning", Optional.empty()));
    }
}
