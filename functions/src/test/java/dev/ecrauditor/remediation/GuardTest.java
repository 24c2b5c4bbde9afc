package dev.ecrauditor.remediation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.finding.FindingKey;
import dev.ecrauditor.finding.Order;
import dev.ecrauditor.finding.RemediationRequest;
import dev.ecrauditor.finding.Subject;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.testing.SampleRepository;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Remediation writes only where the write is meant, needed and has an effect. */
class GuardTest {

    private static final SampleRepository UNSCANNED = SampleRepository.good().scanOnPush(false);
    private static final RemediationRequest REQUEST = new RemediationRequest(
            "finding@1",
            new Order(0, 0),
            Subject.of(SampleRepository.ARN),
            new FindingKey("ecr-scan-on-push", FindingKey.Kind.VIOLATION),
            SampleRepository.CREATED,
            1);

    @Test
    void goesWhereTheFlagIsOffAndDecides() {
        assertThat(check(UNSCANNED.known())).isEqualTo(new Guard.Go());
    }

    @Test
    void isNotNeededWhereTheRepositoryIsGone() {
        assertThat(check(new Reading.Absent<>())).isInstanceOf(Guard.NotNeeded.class);
    }

    @Test
    void isNotNeededWhereTheRepositoryWasCreatedAnewEvenUnscanned() {
        assertThat(check(UNSCANNED
                        .createdAt(SampleRepository.CREATED.plusMillis(1))
                        .known()))
                .isInstanceOf(Guard.NotNeeded.class);
    }

    @Test
    void isNotNeededWhereImagesAreScannedByWhomever() {
        assertThat(check(UNSCANNED.scanOnPush(true).known())).isInstanceOf(Guard.NotNeeded.class);
        assertThat(check(UNSCANNED.scannedByRegistryRules(true).known())).isInstanceOf(Guard.NotNeeded.class);
    }

    @Test
    void refusesWhereRegistryRulesDecideWhateverTheFlagSays() {
        for (SampleRepository repository : List.of(UNSCANNED, UNSCANNED.scanOnPush(true))) {
            assertThat(check(repository.scannedByRegistryRules(false).known())).isInstanceOf(Guard.Refuse.class);
        }
    }

    @Test
    void refusesWhatCouldNotBeRead() {
        assertThat(check(new Reading.Unreadable<>("ecr:DescribeRepositories", "denied")))
                .isInstanceOf(Guard.Refuse.class);
        assertThat(check(UNSCANNED
                        .scanning(new Reading.Unreadable<>("ecr:GetRegistryScanningConfiguration", "denied"))
                        .known()))
                .isInstanceOf(Guard.Refuse.class);
        assertThat(check(UNSCANNED.scanning(new Reading.Absent<>()).known())).isInstanceOf(Guard.Refuse.class);
    }

    private static Guard check(Reading<RepositorySnapshot> reading) {
        return Guard.check(REQUEST, reading);
    }
}
