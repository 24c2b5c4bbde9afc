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
interface WritingContract extends BackendContractPart {

    @Test
    default void switchingScanningOnIsReadBackAndChangesNothingElse() {
        fixture().requireEcr();
        RepositoryArn repository = fixture().owner().createRepository("payments/api", false);
        fixture().owner().setPolicy(repository, SampleRepository.OWN_ACCOUNT_POLICY);
        RepositorySnapshot before = fixture().readRepository(repository);
        fixture().writer().switchScanOnPushOn(repository);
        RepositorySnapshot after = fixture().readRepository(repository);
        assertThat(after)
                .isEqualTo(new RepositorySnapshot(
                        before.arn(),
                        new RepositorySnapshot.Creation(before.createdAt()),
                        before.readAt(),
                        before.encryption(),
                        before.policy(),
                        new RepositorySnapshot.ScanSettings(
                                true,
                                new Reading.Known<>(
                                        new EffectiveScanning(true, "SCAN_ON_PUSH", "BASIC", Decider.REPOSITORY_FLAG))),
                        before.images()));
    }

    @Test
    default void switchingScanningOnTwiceIsTheSameAsOnce() {
        fixture().requireEcr();
        RepositoryArn repository = fixture().owner().createRepository("payments/api", false);
        fixture().writer().switchScanOnPushOn(repository);
        RepositorySnapshot once = fixture().readRepository(repository);
        fixture().writer().switchScanOnPushOn(repository);
        assertThat(fixture().readRepository(repository)).isEqualTo(once);
    }

    @Test
    default void theOwnersTagExcludesWhateverItsValue() {
        fixture().requireEcr();
        RepositoryArn repository = fixture().owner().createRepository("payments/api", false);
        assertThat(fixture().exclusionTag().excludes(repository)).isEqualTo(new Reading.Known<>(false));
        fixture().owner().tag(repository, "team", "payments");
        assertThat(fixture().exclusionTag().excludes(repository)).isEqualTo(new Reading.Known<>(false));
        fixture().owner().tag(repository, "ecr-auditor:remediation", "please not");
        assertThat(fixture().exclusionTag().excludes(repository)).isEqualTo(new Reading.Known<>(true));
        assertThat(fixture().exclusionTag().excludes(fixture().owner().arn("never/made")))
                .isEqualTo(new Reading.Absent<>());
    }

    @Test
    default void writingToARepositoryThatDoesNotExistIsTheTypedError() {
        fixture().requireEcr();
        RepositoryArn missing = fixture().owner().arn("never/made");
        assertThatExceptionOfType(RepositoryNotFoundException.class)
                .isThrownBy(() -> fixture().writer().switchScanOnPushOn(missing));
        assertThat(fixture().reader().read(missing)).isEqualTo(new Reading.Absent<>());
    }

    @Test
    default void aWriteInOneAccountLeavesTheSameNameInTheOtherAlone() {
        fixture().requireEcr();
        RepositoryArn ours = fixture().owner().createRepository("payments/api", false);
        RepositoryArn theirs = fixture().otherOwner().createRepository("payments/api", false);
        fixture().writer().switchScanOnPushOn(ours);
        assertThat(fixture().readRepository(ours).scanOnPush()).isTrue();
        assertThat(fixture().readRepository(theirs).scanOnPush()).isFalse();
    }
}
