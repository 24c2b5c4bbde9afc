package dev.ecrauditor.aws.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.repository.Denial;
import dev.ecrauditor.repository.EffectiveScanning;
import dev.ecrauditor.repository.EffectiveScanning.Decider;
import dev.ecrauditor.repository.PolicyType;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.ScanningRule;
import dev.ecrauditor.testing.LocalAccounts;
import dev.ecrauditor.testing.SampleRepository;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a repository is scanned, by ECR's own answer, and which calls that takes. */
class EffectiveScanningReaderTest {

    private static final RepositoryArn ARN = SampleRepository.ARN;

    private final ReaderFixture fixture = new ReaderFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @CsvSource({"true, SCAN_ON_PUSH", "false, MANUAL"})
    void whereTheRegistryHasNoRulesTheFlagDecidesWithoutAnotherCall(boolean flag, String frequency) {
        fixture.accounts.repository(ARN, flag);
        assertThat(fixture.scanning())
                .isEqualTo(new EffectiveScanning(flag, frequency, "BASIC", Decider.REPOSITORY_FLAG));
        assertThat(fixture.accounts.operations()).doesNotContain("BatchGetRepositoryScanningConfiguration");
    }

    @ParameterizedTest
    @ValueSource(strings = {"BASIC", "ENHANCED"})
    void whereTheRegistryHasRulesEcrIsAskedWhatTheyMeanForThisRepository(String scanType) {
        fixture.accounts.repository(ARN, true);
        fixture.accounts.registry(ARN, scanType, LocalAccounts.RULES_FOR_DOCS_ONLY);
        assertThat(fixture.scanning())
                .isEqualTo(new EffectiveScanning(
                        false, "MANUAL", scanType, Decider.REGISTRY_RULES, rules("SCAN_ON_PUSH", "docs/*")));
        assertThat(fixture.accounts.requests("BatchGetRepositoryScanningConfiguration"))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"BASIC, SCAN_ON_PUSH", "ENHANCED, SCAN_ON_PUSH", "ENHANCED, CONTINUOUS_SCAN"})
    void aRuleThatMatchesScansWhateverTheFlagSays(String scanType, String frequency) {
        fixture.accounts.repository(ARN, false);
        fixture.accounts.registry(
                ARN,
                scanType,
                LocalAccounts.RULES_FOR_DOCS_ONLY
                        .replace("docs/*", "payments/*")
                        .replace("SCAN_ON_PUSH", frequency));
        assertThat(fixture.scanning())
                .isEqualTo(new EffectiveScanning(
                        true, frequency, scanType, Decider.REGISTRY_RULES, rules(frequency, "payments/*")));
    }

    @Test
    void everyRuleIsReadAlsoThoseThatDoNotCoverTheRepository() {
        fixture.accounts.repository(ARN, true);
        fixture.accounts.registry(ARN, "BASIC", """
                [{"scanFrequency": "MANUAL", "repositoryFilters": [{"filter": "*", "filterType": "WILDCARD"}]},
                 {"scanFrequency": "SCAN_ON_PUSH", "repositoryFilters": [{"filter": "docs", "filterType": "WILDCARD"}]}]
                """);
        assertThat(fixture.scanning().scanned()).isFalse();
        assertThat(fixture.scanning().rules())
                .containsExactly(
                        rules("MANUAL", "*").get(0),
                        rules("SCAN_ON_PUSH", "docs").get(0));
    }

    private static List<ScanningRule> rules(String frequency, String filter) {
        return List.of(new ScanningRule(frequency, List.of(new ScanningRule.Filter(filter, "WILDCARD"))));
    }

    @Test
    void anEnhancedRegistryWithoutRulesScansNothing() {
        fixture.accounts.repository(ARN, true);
        fixture.accounts.registry(ARN, "ENHANCED", "[]");
        assertThat(fixture.scanning())
                .isEqualTo(new EffectiveScanning(false, "MANUAL", "ENHANCED", Decider.REGISTRY_RULES));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecr:GetRegistryScanningConfiguration", "ecr:BatchGetRepositoryScanningConfiguration"})
    void scanningThatMayNotBeReadIsUnreadableAndNamesTheCall(String action) {
        fixture.accounts.repository(ARN, true);
        fixture.accounts.registry(ARN, "ENHANCED", "[]");
        fixture.aws.deny(ARN.account(), action);
        assertThat(fixture.known().scanning())
                .isEqualTo(new Reading.Unreadable<>(
                        action, "ECR denies reading how images are scanned", new Denial(PolicyType.IDENTITY, false)));
    }
}
