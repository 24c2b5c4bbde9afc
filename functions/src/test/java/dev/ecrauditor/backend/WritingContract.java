package dev.ecrauditor.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ecrauditor.repository.EffectiveScanning;
import dev.ecrauditor.repository.EffectiveScanning.Decider;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.testing.SampleRepository;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;

/** The one write, and what the reader sees after it. */
interface WritingContract extends OnABackend {

    @Test
    default void switchingScanningOnIsReadBackAndChangesNothingElse() {
        scene().needsEcr();
        RepositoryArn repository = scene().owner().creates("payments/api", false);
        scene().owner().setsPolicy(repository, SampleRepository.OWN_ACCOUNT_POLICY);
        RepositorySnapshot before = scene().reads(repository);
        scene().writer().switchScanOnPushOn(repository);
        RepositorySnapshot after = scene().reads(repository);
        assertThat(after)
                .isEqualTo(new RepositorySnapshot(
                        before.arn(),
                        new RepositorySnapshot.Creation(before.createdAt()),
                        before.readAt(),
                        before.encryption(),
                        before.policy(),
                        new RepositorySnapshot.ScanSettings(
                                true,
                                new Reading.Known<>(new EffectiveScanning(
                                        true, "SCAN_ON_PUSH", "BASIC", Decider.REPOSITORY_FLAG)))));
    }

    @Test
    default void switchingScanningOnTwiceIsTheSameAsOnce() {
        scene().needsEcr();
        RepositoryArn repository = scene().owner().creates("payments/api", false);
        scene().writer().switchScanOnPushOn(repository);
        RepositorySnapshot once = scene().reads(repository);
        scene().writer().switchScanOnPushOn(repository);
        assertThat(scene().reads(repository)).isEqualTo(once);
    }

    @Test
    default void theOwnersTagExcludesWhateverItsValue() {
        scene().needsEcr();
        RepositoryArn repository = scene().owner().creates("payments/api", false);
        assertThat(scene().exclusionTag().excludes(repository)).isEqualTo(new Reading.Known<>(false));
        scene().owner().tags(repository, "team", "payments");
        assertThat(scene().exclusionTag().excludes(repository)).isEqualTo(new Reading.Known<>(false));
        scene().owner().tags(repository, "ecr-auditor:remediation", "please not");
        assertThat(scene().exclusionTag().excludes(repository)).isEqualTo(new Reading.Known<>(true));
        assertThat(scene().exclusionTag().excludes(scene().owner().arn("never/made")))
                .isEqualTo(new Reading.Absent<>());
    }

    @Test
    default void writingToARepositoryThatDoesNotExistIsTheTypedError() {
        scene().needsEcr();
        RepositoryArn missing = scene().owner().arn("never/made");
        assertThatExceptionOfType(RepositoryNotFoundException.class)
                .isThrownBy(() -> scene().writer().switchScanOnPushOn(missing));
        assertThat(scene().reader().read(missing)).isEqualTo(new Reading.Absent<>());
    }

    @Test
    default void aWriteInOneAccountLeavesTheSameNameInTheOtherAlone() {
        scene().needsEcr();
        RepositoryArn ours = scene().owner().creates("payments/api", false);
        RepositoryArn theirs = scene().neighbour().creates("payments/api", false);
        scene().writer().switchScanOnPushOn(ours);
        assertThat(scene().reads(ours).scanOnPush()).isTrue();
        assertThat(scene().reads(theirs).scanOnPush()).isFalse();
    }
}
