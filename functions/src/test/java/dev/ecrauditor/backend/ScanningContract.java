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
interface ScanningContract extends BackendContractPart {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    default void whereTheRegistryHasNoRulesTheFlagDecides(boolean flag) {
        fixture().requireEcr();
        RepositoryArn repository = fixture().owner().createRepository("payments/api", flag);
        assertThat(fixture().readRepository(repository).scanOnPush()).isEqualTo(flag);
        assertThat(scanning(repository))
                .isEqualTo(known(flag, flag ? "SCAN_ON_PUSH" : "MANUAL", "BASIC", Decider.REPOSITORY_FLAG));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    default void aBasicRuleScansWhatItMatchesWhateverTheFlagSays(boolean flag) {
        fixture().requireEcr();
        fixture().owner().setScanningRule(ScanType.BASIC, ScanFrequency.SCAN_ON_PUSH, "payments/*");
        RepositoryArn matched = fixture().owner().createRepository("payments/api", flag);
        assertThat(fixture().readRepository(matched).scanOnPush()).isEqualTo(flag);
        assertThat(scanning(matched)).isEqualTo(known(true, "SCAN_ON_PUSH", "BASIC", Decider.REGISTRY_RULES));
    }

    @Test
    default void aBasicRuleLeavesTheOthersUnscanned() {
        fixture().requireEcr();
        fixture().owner().setScanningRule(ScanType.BASIC, ScanFrequency.SCAN_ON_PUSH, "payments/*");
        RepositoryArn other = fixture().owner().createRepository("tools/linter", false);
        assertThat(scanning(other)).isEqualTo(known(false, "MANUAL", "BASIC", Decider.REGISTRY_RULES));
    }

    @Test
    default void aRuleMadeLaterHoldsForRepositoriesThatExist() {
        fixture().requireEcr();
        RepositoryArn repository = fixture().owner().createRepository("payments/api", false);
        fixture().owner().setScanningRule(ScanType.BASIC, ScanFrequency.SCAN_ON_PUSH, "*");
        assertThat(scanning(repository)).isEqualTo(known(true, "SCAN_ON_PUSH", "BASIC", Decider.REGISTRY_RULES));
    }

    @Test
    default void anEnhancedRegistryScansContinuouslyWhatItsRulesMatchAndNothingElse() {
        fixture().requireEcr();
        fixture().owner().setScanningRule(ScanType.ENHANCED, ScanFrequency.CONTINUOUS_SCAN, "payments/*");
        RepositoryArn matched = fixture().owner().createRepository("payments/api", false);
        RepositoryArn other = fixture().owner().createRepository("tools/linter", true);
        assertThat(scanning(matched)).isEqualTo(known(true, "CONTINUOUS_SCAN", "ENHANCED", Decider.REGISTRY_RULES));
        assertThat(scanning(other)).isEqualTo(known(false, "MANUAL", "ENHANCED", Decider.REGISTRY_RULES));
    }

    @Test
    default void theRulesAreReadAsTheyWereSet() {
        fixture().requireEcr();
        fixture().owner().setScanningRule(ScanType.BASIC, ScanFrequency.MANUAL, "*");
        RepositoryArn repository = fixture().owner().createRepository("payments/api", true);
        assertThat(scanning(repository)).isEqualTo(known(false, "MANUAL", "BASIC", Decider.REGISTRY_RULES));
        assertThat(((Reading.Known<EffectiveScanning>)
                                fixture().readRepository(repository).scanning())
                        .value()
                        .rules())
                .containsExactly(new ScanningRule("MANUAL", List.of(new ScanningRule.Filter("*", "WILDCARD"))));
    }

    @Test
    default void anEnhancedRegistryWithoutRulesScansNothing() {
        fixture().requireEcr();
        RepositoryArn repository = fixture().owner().createRepository("payments/api", true);
        fixture()
                .owner()
                .ecr()
                .putRegistryScanningConfiguration(enhanced().rules(List.of()).build());
        assertThat(scanning(repository)).isEqualTo(known(false, "MANUAL", "ENHANCED", Decider.REGISTRY_RULES));
    }

    @Test
    default void aScanTypeMayBeSetWithoutNamingRules() throws Throwable {
        fixture().requireEcr();
        EcrClient ecr = fixture().owner().ecr();
        PutRegistryScanningConfigurationRequest request = enhanced().build();
        Expectation.asOnAws(() -> ecr.putRegistryScanningConfiguration(request))
                .unless(
                        Difference.RULES_MUST_BE_NAMED,
                        () -> assertThat(catchThrowableOfType(
                                                EcrException.class, () -> ecr.putRegistryScanningConfiguration(request))
                                        .statusCode())
                                .isEqualTo(500))
                .holdsOn(fixture().backend());
    }

    @Test
    default void aFilterWithAWildcardMatchesWholeNames() throws Throwable {
        fixture().requireEcr();
        fixture().owner().setScanningRule(ScanType.BASIC, ScanFrequency.SCAN_ON_PUSH, "*/api");
        RepositoryArn longer = fixture().owner().createRepository("payments/api-old", false);
        Expectation.asOnAws(() ->
                        assertThat(scanning(longer)).isEqualTo(known(false, "MANUAL", "BASIC", Decider.REGISTRY_RULES)))
                .unless(
                        Difference.FILTERS_MATCH_BEGINNINGS,
                        () -> assertThat(scanning(longer))
                                .isEqualTo(known(true, "SCAN_ON_PUSH", "BASIC", Decider.REGISTRY_RULES)))
                .holdsOn(fixture().backend());
    }

    /** The reader does not ask this where no rules exist, and this is why it could not on moto. */
    @Test
    default void ecrsOwnAnswerFollowsTheFlagWhereTheRegistryHasNoRules() throws Throwable {
        fixture().requireEcr();
        RepositoryArn repository = fixture().owner().createRepository("payments/api", true);
        RepositoryScanningConfiguration answer = fixture()
                .owner()
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
                .holdsOn(fixture().backend());
    }

    private static PutRegistryScanningConfigurationRequest.Builder enhanced() {
        return PutRegistryScanningConfigurationRequest.builder().scanType(ScanType.ENHANCED);
    }

    private Reading<EffectiveScanning> scanning(RepositoryArn repository) {
        // Which rules there are is asked for by itself.
        return fixture().readRepository(repository).scanning() instanceof Reading.Known<EffectiveScanning> known
                ? known(
                        known.value().scanned(),
                        known.value().frequency(),
                        known.value().scanType(),
                        known.value().decidedBy())
                : fixture().readRepository(repository).scanning();
    }

    private static Reading<EffectiveScanning> known(boolean scanned, String frequency, String type, Decider decider) {
        return new Reading.Known<>(new EffectiveScanning(scanned, frequency, type, decider));
    }
}
