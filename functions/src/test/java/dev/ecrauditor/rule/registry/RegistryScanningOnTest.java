package dev.ecrauditor.rule.registry;

import static dev.ecrauditor.rule.RegistryBuilder.registry;
import static dev.ecrauditor.rule.RegistryBuilder.scanning;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.registry.RegistryScanning;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.ScanningRule;
import dev.ecrauditor.rule.RegistryBuilder;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryScanningOnTest {

    @Test
    void withoutRulesTheFlagOfEachRepositoryDecides() {
        assertThat(evaluate(registry().scanned("BASIC")))
                .isEqualTo(new Verdict.NotApplicable(
                        "the registry has no scanning rule, so each repository's own flag decides"));
    }

    @Test
    void aRegionWithoutScanningRulesIsNotApplicable() {
        assertThat(evaluate(registry().scanned(new Reading.Absent<>()))).isInstanceOf(Verdict.NotApplicable.class);
    }

    @ParameterizedTest
    @CsvSource({"BASIC, SCAN_ON_PUSH", "ENHANCED, SCAN_ON_PUSH", "ENHANCED, CONTINUOUS_SCAN"})
    void aRuleForEveryNamePasses(String scanType, String frequency) {
        assertThat(evaluate(registry().scanned(scanType, scanning(frequency, "*"))))
                .isEqualTo(new Verdict.Pass());
    }

    @Test
    void rulesThatTogetherCoverEveryRepositoryPass() {
        assertThat(evaluate(registry()
                        .scanned(
                                "ENHANCED",
                                scanning("SCAN_ON_PUSH", "prod*"),
                                scanning("CONTINUOUS_SCAN", "payments"))))
                .isEqualTo(new Verdict.Pass());
    }

    @Test
    void anEmptyRegistryWithSomeRulePasses() {
        assertThat(evaluate(registry().repositories().scanned("BASIC", scanning("SCAN_ON_PUSH", "prod"))))
                .isEqualTo(new Verdict.Pass());
    }

    @Test
    void enhancedWithoutRulesScansNothing() {
        Verdict.Fail fail = failing(registry().scanned("ENHANCED"));
        assertThat(fail.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(fail.evidence().summary())
                .isEqualTo("The registry has no scanning rule, so ENHANCED scanning scans no image.");
        assertThat(fail.evidence().fix())
                .contains(
                        "aws ecr put-registry-scanning-configuration --region us-east-1 --scan-type ENHANCED --rules"
                                + " '[{\"scanFrequency\":\"SCAN_ON_PUSH\",\"repositoryFilters\":[{\"filter\":\"*\",\"filterType\":\"WILDCARD\"}]}]'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"BASIC", "ENHANCED"})
    void aRegistryThatScansManuallyOnlyFailsAlsoOnEveryName(String scanType) {
        Verdict.Fail fail = failing(registry().scanned(scanType, scanning("MANUAL", "*")));
        assertThat(fail.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(fail.evidence().summary()).isEqualTo("No scanning rule of the registry scans pushed images.");
        assertThat(fail.evidence().facts())
                .containsEntry("scanType", scanType)
                .containsEntry("registry rule 1", "MANUAL for `*`");
    }

    @Test
    void aFrequencyThatIsNotKnownIsNoScanOnPush() {
        assertThat(failing(registry().scanned("ENHANCED", scanning("ON_FULL_MOON", "*")))
                        .severity())
                .isEqualTo(Severity.MEDIUM);
    }

    @Test
    void aRepositoryWithoutRuleFailsWithLowBecauseItFailsItself() {
        Verdict.Fail fail = failing(registry().scanned("BASIC", scanning("SCAN_ON_PUSH", "prod")));
        assertThat(fail.severity()).isEqualTo(Severity.LOW);
        assertThat(fail.evidence().summary())
                .isEqualTo("No scanning rule of the registry scans pushed images of 1 repository: payments/api.");
        assertThat(fail.evidence().fix())
                .containsSubsequence(
                        "aws ecr get-registry-scanning-configuration --region us-east-1 --query scanningConfiguration > scanning.json",
                        "aws ecr put-registry-scanning-configuration --region us-east-1 --cli-input-json file://scanning.json");
    }

    @Test
    void upToFiveFiltersOfARuleAreNamedAndTheOthersCounted() {
        String fact = "registry rule 1";
        assertThat(failing(registry().scanned("BASIC", scanning("SCAN_ON_PUSH", "a1", "b2", "c3", "d4", "e5")))
                        .evidence()
                        .facts())
                .containsEntry(fact, "SCAN_ON_PUSH for `a1`, `b2`, `c3`, `d4`, `e5`");
        assertThat(failing(registry().scanned("BASIC", scanning("SCAN_ON_PUSH", "a1", "b2", "c3", "d4", "e5", "f6")))
                        .evidence()
                        .facts())
                .containsEntry(fact, "SCAN_ON_PUSH for `a1`, `b2`, `c3`, `d4`, `e5` and 1 more");
    }

    @Test
    void aWildcardMatchesTheWholeName() {
        assertThat(failing(registry().scanned("BASIC", scanning("SCAN_ON_PUSH", "prod/*", "*/api")))
                        .evidence()
                        .summary())
                .endsWith("of 1 repository: production/db.");
    }

    @Test
    void aManualRuleDoesNotCoverForOneThatScans() {
        assertThat(failing(registry().scanned("ENHANCED", scanning("MANUAL", "*"), scanning("SCAN_ON_PUSH", "prod")))
                        .severity())
                .isEqualTo(Severity.LOW);
    }

    @Test
    void aFurtherRepositoryIsNoOtherState() {
        RegistryBuilder some = registry().scanned("BASIC", scanning("SCAN_ON_PUSH", "prod"));
        assertThat(failing(some).evidence().facts())
                .isEqualTo(failing(some.repositories("payments/api", "team/new"))
                        .evidence()
                        .facts());
    }

    @Test
    void aKindOfFilterThatIsNotKnownMayCoverThem() {
        ScanningRule rule = new ScanningRule("SCAN_ON_PUSH", List.of(new ScanningRule.Filter("prod", "REGEX")));
        assertThat(evaluate(registry().scanned("BASIC", rule))).isInstanceOf(Verdict.Unknown.class);
    }

    @Test
    void aScanTypeThatIsNotKnownIsUnknownWithoutRules() {
        assertThat(evaluate(registry().scanned("DEEP"))).isInstanceOf(Verdict.Unknown.class);
    }

    @Test
    void aConfigurationThatMayNotBeReadIsUnknown() {
        assertThat(evaluate(registry()
                        .scanned(RegistryBuilder.<RegistryScanning>denied("ecr:GetRegistryScanningConfiguration"))))
                .isInstanceOfSatisfying(
                        Verdict.Unknown.class,
                        unknown -> assertThat(unknown.denied().orElseThrow().action())
                                .isEqualTo("ecr:GetRegistryScanningConfiguration"));
    }

    @Test
    void repositoriesThatMayNotBeListedAreUnknownUnlessEveryNameIsCovered() {
        RegistryBuilder hidden =
                registry().repositories(RegistryBuilder.<List<String>>denied("ecr:DescribeRepositories"));
        assertThat(evaluate(hidden.scanned("BASIC", scanning("SCAN_ON_PUSH", "prod"))))
                .isInstanceOf(Verdict.Unknown.class);
        assertThat(evaluate(hidden.scanned("BASIC", scanning("SCAN_ON_PUSH", "*"))))
                .isEqualTo(new Verdict.Pass());
    }

    private static Verdict evaluate(RegistryBuilder registry) {
        return new RegistryScanningOn().evaluate(registry.built());
    }

    private static Verdict.Fail failing(RegistryBuilder registry) {
        return (Verdict.Fail) evaluate(registry);
    }
}
