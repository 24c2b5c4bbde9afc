package dev.ecrauditor.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ecrauditor.repository.EffectiveScanning;
import dev.ecrauditor.repository.EffectiveScanning.Decider;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.ScanningRule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.BatchGetRepositoryScanningConfigurationRequest;
import software.amazon.awssdk.services.ecr.model.EcrException;
import software.amazon.awssdk.services.ecr.model.PutRegistryScanningConfigurationRequest;
import software.amazon.awssdk.services.ecr.model.RepositoryScanningConfiguration;
import software.amazon.awssdk.services.ecr.model.ScanFrequency;
import software.amazon.awssdk.services.ecr.model.ScanType;

/** Whether images are really scanned, by the repository's flag and by the registry's rules, as the reader sees it. */
interface ScanningContract extends OnABackend {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    default void whereTheRegistryHasNoRulesTheFlagDecides(boolean flag) {
        scene().needsEcr();
        RepositoryArn repository = scene().owner().creates("payments/api", flag);
        assertThat(scene().reads(repository).scanOnPush()).isEqualTo(flag);
        assertThat(scanning(repository))
                .isEqualTo(known(flag, flag ? "SCAN_ON_PUSH" : "MANUAL", "BASIC", Decider.REPOSITORY_FLAG));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    default void aBasicRuleScansWhatItMatchesWhateverTheFlagSays(boolean flag) {
        scene().needsEcr();
        scene().owner().setsScanningRule(ScanType.BASIC, ScanFrequency.SCAN_ON_PUSH, "payments/*");
        RepositoryArn matched = scene().owner().creates("payments/api", flag);
        assertThat(scene().reads(matched).scanOnPush()).isEqualTo(flag);
        assertThat(scanning(matched)).isEqualTo(known(true, "SCAN_ON_PUSH", "BASIC", Decider.REGISTRY_RULES));
    }

    @Test
    default void aBasicRuleLeavesTheOthersUnscanned() {
        scene().needsEcr();
        scene().owner().setsScanningRule(ScanType.BASIC, ScanFrequency.SCAN_ON_PUSH, "payments/*");
        RepositoryArn other = scene().owner().creates("tools/linter", false);
        assertThat(scanning(other)).isEqualTo(known(false, "MANUAL", "BASIC", Decider.REGISTRY_RULES));
    }

    @Test
    default void aRuleMadeLaterHoldsForRepositoriesThatExist() {
        scene().needsEcr();
        RepositoryArn repository = scene().owner().creates("payments/api", false);
        scene().owner().setsScanningRule(ScanType.BASIC, ScanFrequency.SCAN_ON_PUSH, "*");
        assertThat(scanning(repository)).isEqualTo(known(true, "SCAN_ON_PUSH", "BASIC", Decider.REGISTRY_RULES));
    }

    @Test
    default void anEnhancedRegistryScansContinuouslyWhatItsRulesMatchAndNothingElse() {
        scene().needsEcr();
        scene().owner().setsScanningRule(ScanType.ENHANCED, ScanFrequency.CONTINUOUS_SCAN, "payments/*");
        RepositoryArn matched = scene().owner().creates("payments/api", false);
        RepositoryArn other = scene().owner().creates("tools/linter", true);
        assertThat(scanning(matched)).isEqualTo(known(true, "CONTINUOUS_SCAN", "ENHANCED", Decider.REGISTRY_RULES));
        assertThat(scanning(other)).isEqualTo(known(false, "MANUAL", "ENHANCED", Decider.REGISTRY_RULES));
    }

    @Test
    default void theRulesAreReadAsTheyWereSet() {
        scene().needsEcr();
        scene().owner().setsScanningRule(ScanType.BASIC, ScanFrequency.MANUAL, "*");
        RepositoryArn repository = scene().owner().creates("payments/api", true);
        assertThat(scanning(repository)).isEqualTo(known(false, "MANUAL", "BASIC", Decider.REGISTRY_RULES));
        assertThat(((Reading.Known<EffectiveScanning>) scene().reads(repository).scanning())
                        .value()
                        .rules())
                .containsExactly(new ScanningRule("MANUAL", List.of(new ScanningRule.Filter("*", "WILDCARD"))));
    }

    @Test
    default void anEnhancedRegistryWithoutRulesScansNothing() {
        scene().needsEcr();
        RepositoryArn repository = scene().owner().creates("payments/api", true);
        scene().owner()
                .ecr()
                .putRegistryScanningConfiguration(enhanced().rules(List.of()).build());
        assertThat(scanning(repository)).isEqualTo(known(false, "MANUAL", "ENHANCED", Decider.REGISTRY_RULES));
    }

    @Test
    default void aScanTypeMayBeSetWithoutNamingRules() throws Throwable {
        scene().needsEcr();
        EcrClient ecr = scene().owner().ecr();
        PutRegistryScanningConfigurationRequest request = enhanced().build();
        Expectation.asOnAws(() -> ecr.putRegistryScanningConfiguration(request))
                .unless(
                        Difference.RULES_MUST_BE_NAMED,
                        () -> assertThat(catchThrowableOfType(
                                                EcrException.class, () -> ecr.putRegistryScanningConfiguration(request))
                                        .statusCode())
                                .isEqualTo(500))
                .holdsOn(scene().backend());
    }

    @Test
    default void aFilterWithAWildcardMatchesWholeNames() throws Throwable {
        scene().needsEcr();
        scene().owner().setsScanningRule(ScanType.BASIC, ScanFrequency.SCAN_ON_PUSH, "*/api");
        RepositoryArn longer = scene().owner().creates("payments/api-old", false);
        Expectation.asOnAws(() ->
                        assertThat(scanning(longer)).isEqualTo(known(false, "MANUAL", "BASIC", Decider.REGISTRY_RULES)))
                .unless(
                        Difference.FILTERS_MATCH_BEGINNINGS,
                        () -> assertThat(scanning(longer))
                                .isEqualTo(known(true, "SCAN_ON_PUSH", "BASIC", Decider.REGISTRY_RULES)))
                .holdsOn(scene().backend());
    }

    /** The reader does not ask this where no rules exist, and this is why it could not on moto. */
    @Test
    default void ecrsOwnAnswerFollowsTheFlagWhereTheRegistryHasNoRules() throws Throwable {
        scene().needsEcr();
        RepositoryArn repository = scene().owner().creates("payments/api", true);
        RepositoryScanningConfiguration answer = scene().owner()
                .ecr()
                .batchGetRepositoryScanningConfiguration(BatchGetRepositoryScanningConfigurationRequest.builder()
                        .repositoryNames(repository.name())
                        .build())
                .scanningConfigurations()
                .get(0);
        Expectation.asOnAws(() -> assertThat(answer.scanFrequency()).isEqualTo(ScanFrequency.SCAN_ON_PUSH))
                .unless(Difference.BATCH_GET_IGNORES_THE_FLAG, () -> {
                    assertThat(answer.scanFrequency()).isEqualTo(ScanFrequency.MANUAL);
                    assertThat(answer.scanOnPush()).isFalse();
                })
                .holdsOn(scene().backend());
    }

    private static PutRegistryScanningConfigurationRequest.Builder enhanced() {
        return PutRegistryScanningConfigurationRequest.builder().scanType(ScanType.ENHANCED);
    }

    private Reading<EffectiveScanning> scanning(RepositoryArn repository) {
        // Which rules there are is asked for by itself.
        return scene().reads(repository).scanning() instanceof Reading.Known<EffectiveScanning> known
                ? known(
                        known.value().scanned(),
                        known.value().frequency(),
                        known.value().scanType(),
                        known.value().decidedBy())
                : scene().reads(repository).scanning();
    }

    private static Reading<EffectiveScanning> known(boolean scanned, String frequency, String type, Decider decider) {
        return new Reading.Known<>(new EffectiveScanning(scanned, frequency, type, decider));
    }
}
