package dev.ecrauditor.localaws.ecr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.localaws.TestCloud;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecr.model.BatchGetRepositoryScanningConfigurationResponse;
import software.amazon.awssdk.services.ecr.model.InvalidParameterException;
import software.amazon.awssdk.services.ecr.model.RegistryScanningConfiguration;
import software.amazon.awssdk.services.ecr.model.RegistryScanningRule;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;
import software.amazon.awssdk.services.ecr.model.RepositoryScanningConfiguration;
import software.amazon.awssdk.services.ecr.model.ScanFrequency;
import software.amazon.awssdk.services.ecr.model.ScanType;
import software.amazon.awssdk.services.ecr.model.ScanningConfigurationFailureCode;
import software.amazon.awssdk.services.ecr.model.ScanningRepositoryFilter;
import software.amazon.awssdk.services.ecr.model.ValidationException;

class EcrScanningTest {

    @AutoClose
    final TestCloud cloud = new TestCloud();

    @Test
    void aRegistryIsBasicWithoutRulesAtFirst() {
        RegistryScanningConfiguration configuration =
                cloud.ecr.getRegistryScanningConfiguration(b -> {}).scanningConfiguration();

        assertThat(configuration.scanType()).isEqualTo(ScanType.BASIC);
        assertThat(configuration.rules()).isEmpty();
    }

    @Test
    void withoutRulesTheRepositorysFlagDecidesInABasicRegistry() {
        cloud.createRepository("app");
        assertThat(effect("app").scanFrequency()).isEqualTo(ScanFrequency.MANUAL);
        assertThat(effect("app").scanOnPush()).isFalse();

        boolean answered = cloud.ecr
                .putImageScanningConfiguration(
                        b -> b.repositoryName("app").imageScanningConfiguration(s -> s.scanOnPush(true)))
                .imageScanningConfiguration()
                .scanOnPush();

        assertThat(answered).isTrue();
        assertThat(effect("app").scanFrequency()).isEqualTo(ScanFrequency.SCAN_ON_PUSH);
        assertThat(effect("app").scanOnPush()).isTrue();
    }

    @Test
    void theRulesOfABasicRegistryOverrideTheRepositorysFlag() {
        cloud.ecr.createRepository(
                b -> b.repositoryName("dev-app").imageScanningConfiguration(s -> s.scanOnPush(true)));
        cloud.createRepository("prod-app");
        put(ScanType.BASIC, rule("SCAN_ON_PUSH", "prod-*"));

        assertThat(effect("prod-app").scanFrequency()).isEqualTo(ScanFrequency.SCAN_ON_PUSH);
        assertThat(effect("prod-app").appliedScanFilters())
                .extracting(ScanningRepositoryFilter::filter)
                .containsExactly("prod-*");
        assertThat(effect("dev-app").scanFrequency()).isEqualTo(ScanFrequency.MANUAL);
        assertThat(effect("dev-app").appliedScanFilters()).isEmpty();
    }

    @Test
    void continuousScanningOverridesScanOnPushInAnEnhancedRegistry() {
        List.of("prod-app", "test-app", "else").forEach(cloud::createRepository);
        put(ScanType.ENHANCED, rule("SCAN_ON_PUSH", "app"), rule("CONTINUOUS_SCAN", "prod"));

        assertThat(effect("prod-app").scanFrequency()).isEqualTo(ScanFrequency.CONTINUOUS_SCAN);
        assertThat(effect("test-app").scanFrequency()).isEqualTo(ScanFrequency.SCAN_ON_PUSH);
        assertThat(effect("else").scanFrequency()).isEqualTo(ScanFrequency.MANUAL);
        assertThat(effect("else").scanOnPush()).isFalse();
    }

    @Test
    void aFilterWithoutStarMeansContainsAndWithStarTheWholeName() {
        List.of("my-app", "app", "app-two").forEach(cloud::createRepository);

        put(ScanType.BASIC, rule("SCAN_ON_PUSH", "pp-"));
        assertThat(effect("app-two").scanOnPush()).isTrue();
        assertThat(effect("app").scanOnPush()).isFalse();

        put(ScanType.BASIC, rule("SCAN_ON_PUSH", "app*"));
        assertThat(effect("app-two").scanOnPush()).isTrue();
        assertThat(effect("app").scanOnPush()).isTrue();
        assertThat(effect("my-app").scanOnPush()).isFalse();
    }

    @Test
    void thePutConfigurationIsReturned() {
        put(ScanType.ENHANCED, rule("CONTINUOUS_SCAN", "*"));

        RegistryScanningConfiguration got =
                cloud.ecr.getRegistryScanningConfiguration(b -> {}).scanningConfiguration();

        assertThat(got.scanType()).isEqualTo(ScanType.ENHANCED);
        assertThat(got.rules()).containsExactly(rule("CONTINUOUS_SCAN", "*"));
    }

    @Test
    void continuousScanningNeedsAnEnhancedRegistry() {
        assertThatThrownBy(() -> put(ScanType.BASIC, rule("CONTINUOUS_SCAN", "*")))
                .isInstanceOf(ValidationException.class);
    }

    @Test
    void wrongRulesAreInvalidParameters() {
        assertThatThrownBy(() -> put(ScanType.BASIC, rule("SOMETIMES", "*")))
                .isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> put(ScanType.BASIC, rule("SCAN_ON_PUSH", "")))
                .isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> put(
                        ScanType.ENHANCED,
                        rule("SCAN_ON_PUSH", "a"),
                        rule("SCAN_ON_PUSH", "b"),
                        rule("SCAN_ON_PUSH", "c")))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void unknownRepositoriesAreFailuresBesideTheKnownOnes() {
        cloud.createRepository("app");

        BatchGetRepositoryScanningConfigurationResponse answer =
                cloud.ecr.batchGetRepositoryScanningConfiguration(b -> b.repositoryNames("app", "nope"));

        assertThat(answer.scanningConfigurations()).hasSize(1);
        assertThat(answer.failures()).hasSize(1);
        assertThat(answer.failures().get(0).repositoryName()).isEqualTo("nope");
        assertThat(answer.failures().get(0).failureCode())
                .isEqualTo(ScanningConfigurationFailureCode.REPOSITORY_NOT_FOUND);
    }

    @Test
    void moreThan25NamesAreRefused() {
        List<String> names =
                IntStream.range(0, 26).mapToObj("app-%d"::formatted).toList();

        assertThatThrownBy(() -> cloud.ecr.batchGetRepositoryScanningConfiguration(b -> b.repositoryNames(names)))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void theFlagOfAnUnknownRepositoryCannotBeSet() {
        assertThatThrownBy(() -> cloud.ecr.putImageScanningConfiguration(
                        b -> b.repositoryName("nope").imageScanningConfiguration(s -> s.scanOnPush(true))))
                .isInstanceOf(RepositoryNotFoundException.class);
    }

    private RepositoryScanningConfiguration effect(String name) {
        return cloud.ecr
                .batchGetRepositoryScanningConfiguration(b -> b.repositoryNames(name))
                .scanningConfigurations()
                .get(0);
    }

    private void put(ScanType type, RegistryScanningRule... rules) {
        cloud.ecr.putRegistryScanningConfiguration(b -> b.scanType(type).rules(rules));
    }

    private static RegistryScanningRule rule(String frequency, String filter) {
        return RegistryScanningRule.builder()
                .scanFrequency(frequency)
                .repositoryFilters(ScanningRepositoryFilter.builder()
                        .filter(filter)
                        .filterType("WILDCARD")
                        .build())
                .build();
    }
}
