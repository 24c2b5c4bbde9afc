package dev.ecrauditor.repository;

import static dev.ecrauditor.repository.EffectiveScanning.Decider.REGISTRY_RULES;
import static dev.ecrauditor.repository.EffectiveScanning.Decider.REPOSITORY_FLAG;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepositorySnapshotTest {

    private static final Instant CREATED = Instant.parse("2026-11-20T10:00:00Z");

    private static RepositorySnapshot read(Instant at, Reading<EffectiveScanning> scanning) {
        return new RepositorySnapshot(
                new RepositoryArn("aws", "us-east-1", "111122223333", "payments/api"),
                new RepositorySnapshot.Creation(CREATED),
                at,
                new Encryption("AES256", Optional.empty(), new Reading.Absent<>()),
                new Reading.Absent<>(),
                new RepositorySnapshot.ScanSettings(true, scanning),
                new RepositorySnapshot.ImageSettings(TagMutability.IMMUTABLE));
    }

    private static Reading<EffectiveScanning> decidedBy(EffectiveScanning.Decider decider) {
        return new Reading.Known<>(new EffectiveScanning(true, "SCAN_ON_PUSH", "BASIC", decider));
    }

    @Test
    void theAgeIsCountedFromCreationToReading() {
        assertThat(read(CREATED.plusSeconds(90), new Reading.Absent<>()).age()).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void theAgeIsNeverNegative() {
        assertThat(read(CREATED.minusSeconds(90), new Reading.Absent<>()).age()).isEqualTo(Duration.ZERO);
    }

    @Test
    void theRepositorysFlagDecidesOnlyWhenThatIsKnown() {
        assertThat(read(CREATED, decidedBy(REPOSITORY_FLAG)).repositoryFlagDecides())
                .isTrue();
        assertThat(read(CREATED, decidedBy(REGISTRY_RULES)).repositoryFlagDecides())
                .isFalse();
        assertThat(read(CREATED, new Reading.Absent<>()).repositoryFlagDecides())
                .isFalse();
        assertThat(read(CREATED, new Reading.Unreadable<>("ecr:X", "denied")).repositoryFlagDecides())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"AES256, false", "KMS, true", "KMS_DSSE, true", "kms, false", "KMS_EXTERNAL, false"})
    void onlyTheTwoKmsTypesUseAKey(String type, boolean expected) {
        assertThat(new Encryption(type, Optional.empty(), new Reading.Absent<>()).usesKms())
                .isEqualTo(expected);
    }
}
