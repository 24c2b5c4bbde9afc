package dev.ecrauditor.rule.evidence;

import static dev.ecrauditor.repository.EffectiveScanning.Decider.REGISTRY_RULES;
import static dev.ecrauditor.repository.EffectiveScanning.Decider.REPOSITORY_FLAG;
import static dev.ecrauditor.rule.SnapshotBuilder.repository;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.repository.EffectiveScanning;
import dev.ecrauditor.repository.Origin;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.repository.ScanningRule;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.image.ScanOnPush;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Proof and commands by what was read of the registry: only what has an effect there, and nothing of what is there
 * lost.
 */
class ScanningFixTest {

    private static ScanningRule rule(String frequency, String... filters) {
        return new ScanningRule(
                frequency,
                List.of(filters).stream()
                        .map(filter -> new ScanningRule.Filter(filter, "WILDCARD"))
                        .toList());
    }

    private static RepositorySnapshot unscanned(String scanType, ScanningRule... rules) {
        return answered("MANUAL", scanType, rules);
    }

    private static RepositorySnapshot answered(String frequency, String scanType, ScanningRule... rules) {
        return repository()
                .scanning(new Reading.Known<>(
                        new EffectiveScanning(false, frequency, scanType, REGISTRY_RULES, List.of(rules))))
                .built();
    }

    private static Evidence evidence(RepositorySnapshot read) {
        return ((Verdict.Fail) new ScanOnPush().evaluate(read)).evidence();
    }

    private static String fix(RepositorySnapshot read) {
        return String.join("\n", evidence(read).fix());
    }

    @Test
    void aRuleThatCoversTheRepositoryManuallyIsNamed() {
        Evidence evidence = evidence(unscanned("BASIC", rule("MANUAL", "*")));
        assertThat(evidence.summary())
                .isEqualTo(
                        "Pushed images are not scanned: the registry rule with filter `*` that covers it scans manually"
                                + " only.");
        assertThat(evidence.facts()).containsEntry("registry rule", "MANUAL for filter `*`");
    }

    @Test
    void onlyFiltersThatMatchAreNamed() {
        assertThat(evidence(unscanned(
                                "BASIC", rule("MANUAL", "docs", "pay", "pay*", "*/x"), rule("SCAN_ON_PUSH", "tools")))
                        .summary())
                .contains("the registry rule with filters `pay`, `pay*` that covers it scans manually only")
                .doesNotContain("docs", "tools");
    }

    @ParameterizedTest
    @ValueSource(strings = {"BASIC", "ENHANCED"})
    void aRepositoryWithoutMatchingRuleIsReportedAsSuch(String scanType) {
        Evidence evidence = evidence(unscanned(scanType, rule("SCAN_ON_PUSH", "docs/*")));
        assertThat(evidence.summary()).contains("no scanning rule of the registry covers this repository");
        assertThat(evidence.facts()).doesNotContainKey("registry rule");
    }

    @Test
    void anEnhancedRegistryWithoutRulesSaysSo() {
        assertThat(evidence(unscanned("ENHANCED")).summary()).contains("the registry has no scanning rule");
    }

    @Test
    void aRuleOfAnUnknownFrequencyDoesNotCountAsAScan() {
        assertThat(evidence(unscanned("BASIC", rule("HOURLY", "*"))).summary())
                .contains("has the frequency HOURLY, which does not scan on push");
        assertThat(evidence(answered("HOURLY", "BASIC", rule("HOURLY", "*"))).summary())
                .contains("the scan frequency HOURLY, which this version does not know");
        assertThat(rule("HOURLY", "*").isScanOnPush()).isFalse();
        assertThat(rule("", "*").isScanOnPush()).isFalse();
        assertThat(rule("scan_on_push", "*").isScanOnPush()).isFalse();
        assertThat(rule("SCAN_ON_PUSH", "*").isScanOnPush()).isTrue();
        assertThat(rule("CONTINUOUS_SCAN", "*").isScanOnPush()).isTrue();
    }

    /** AWS's own answer decides; the auditor's reading of its filters is only reported. */
    @Test
    void aResponseThatContradictsTheRulesIsReportedWithThem() {
        assertThat(evidence(unscanned("BASIC", rule("SCAN_ON_PUSH", "payments")))
                        .summary())
                .contains(
                        "ECR returns MANUAL, although the registry's SCAN_ON_PUSH rule with filter `payments` matches");
    }

    @ParameterizedTest
    @CsvSource({
        "agent, agents/runner, true",
        "agent, my-agent-x, true",
        "agent, agen, false",
        "prod-*, agents/runner, false",
        "prod-*, prod-api, true",
        "*prod, repo-prod, true",
        "*prod, prod-repo, false",
        "prod*repo, prodrepo, true",
        "*, a/b, true"
    })
    void filtersMatchAsAwsDocumentsIt(String filter, String name, boolean matches) {
        assertThat(new ScanningRule.Filter(filter, "WILDCARD").matches(name)).isEqualTo(matches);
        assertThat(new ScanningRule.Filter(filter, "PREFIX_MATCH").matches(name))
                .isFalse();
    }

    @Test
    void whereTheFlagDecidesTheFlagIsOffered() {
        assertThat(fix(repository().flag(false).scanned(false, REPOSITORY_FLAG).built()))
                .isEqualTo(
                        "aws ecr put-image-scanning-configuration --region us-east-1 --repository-name payments/api --image-scanning-configuration scanOnPush=true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"BASIC", "ENHANCED", "SOMETHING_NEW"})
    void whereRulesDecideTheFlagIsNeverOffered(String scanType) {
        for (RepositorySnapshot read : List.of(
                unscanned(scanType),
                unscanned(scanType, rule("MANUAL", "*")),
                unscanned(scanType, rule("SCAN_ON_PUSH", "docs/*")),
                unscanned(scanType, rule("SCAN_ON_PUSH", "x'; rm -rf ~; '")),
                answered("HOURLY", scanType, rule("HOURLY", "*")))) {
            assertThat(fix(read))
                    .doesNotContain("put-image-scanning-configuration", "rm -rf")
                    .contains(
                            "aws ecr get-registry-scanning-configuration",
                            "aws ecr put-registry-scanning-configuration");
        }
    }

    @Test
    void theCommandKeepsEveryRuleAndAddsOneWhereNoneScans() {
        assertThat(evidence(unscanned("BASIC", rule("MANUAL", "*", "x/*"))).fix())
                .last()
                .isEqualTo(
                        "aws ecr put-registry-scanning-configuration --region us-east-1 --scan-type BASIC --rules"
                                + " '[{\"scanFrequency\":\"MANUAL\",\"repositoryFilters\":[{\"filter\":\"*\",\"filterType\":\"WILDCARD\"},"
                                + "{\"filter\":\"x/*\",\"filterType\":\"WILDCARD\"}]},"
                                + "{\"scanFrequency\":\"SCAN_ON_PUSH\",\"repositoryFilters\":[{\"filter\":\"payments/api\",\"filterType\":\"WILDCARD\"}]}]'");
    }

    @ParameterizedTest
    @CsvSource({"BASIC, SCAN_ON_PUSH", "ENHANCED, SCAN_ON_PUSH", "ENHANCED, CONTINUOUS_SCAN"})
    void theCommandAddsAFilterToARuleThatScans(String scanType, String frequency) {
        assertThat(evidence(unscanned(scanType, rule("MANUAL", "lab"), rule(frequency, "docs/*")))
                        .fix())
                .last()
                .asString()
                .contains("--scan-type " + scanType, "\"filter\":\"lab\"")
                .contains(
                        "{\"scanFrequency\":\"" + frequency
                                + "\",\"repositoryFilters\":[{\"filter\":\"docs/*\",\"filterType\":\"WILDCARD\"},{\"filter\":\"payments/api\"");
    }

    @Test
    void whereNothingMoreFitsOrNothingIsClearTheRulesAreEditedInAFile() {
        String[] full = IntStream.range(0, 100).mapToObj(i -> "f" + i).toArray(String[]::new);
        String[] wide =
                IntStream.range(0, 40).mapToObj(i -> "x".repeat(200) + i).toArray(String[]::new);
        for (RepositorySnapshot read : List.of(
                unscanned("BASIC", rule("SCAN_ON_PUSH", full)),
                unscanned("BASIC", rule("SCAN_ON_PUSH", wide)),
                unscanned("BASIC", rule("MANUAL", "*"), rule("HOURLY", "x")),
                unscanned("BASIC", rule("SCAN_ON_PUSH", "payments")),
                unscanned("SOMETHING_NEW", rule("MANUAL", "*")),
                unscanned("BASIC", rule("MANUAL", "$(reboot)")),
                unscanned("BASIC", rule("MANUAL';reboot;'", "*")),
                unscanned("BASIC", rule("", "*")),
                answered("HOURLY", "BASIC", rule("MANUAL", "*")))) {
            assertThat(evidence(read).fix())
                    .hasSize(4)
                    .last()
                    .isEqualTo(
                            "aws ecr put-registry-scanning-configuration --region us-east-1 --cli-input-json file://scanning.json");
            assertThat(fix(read)).doesNotContain("reboot");
        }
    }

    @Test
    void whoReadsTheCommandKnowsWhatItReplacesAndWhenItWasRead() {
        assertThat(fix(unscanned("BASIC", rule("MANUAL", "*"))))
                .contains("Replaces every rule of the Region", "read at 2026-11-20T10:05:00Z");
    }

    @Test
    void ofARepositoryThatEcrMadeTheNextOnesAreCoveredToo() {
        assertThat(fix(unscanned("ENHANCED", rule("SCAN_ON_PUSH", "docs/*")).withOrigin(Origin.ECR)))
                .contains("{\"filter\":\"payments/*\"");
        assertThat(fix(repository()
                        .flag(false)
                        .scanned(false, REPOSITORY_FLAG)
                        .built()
                        .withOrigin(Origin.ECR)))
                .contains(
                        "put-image-scanning-configuration",
                        "a creation template cannot change that",
                        "{\"filter\":\"*\"");
    }

    @Test
    void nothingIsOfferedWhereScanningCouldNotBeRead() {
        assertThat(ScanningFix.of(repository()
                        .scanning(new Reading.Unreadable<>("ecr:X", "denied"))
                        .built()))
                .isEmpty();
    }

    /** Another rule somewhere in the registry is no other state of this repository. */
    @Test
    void rulesThatDoNotCoverItAreNoPartOfTheState() {
        assertThat(evidence(unscanned("BASIC", rule("SCAN_ON_PUSH", "docs/*"))).facts())
                .isEqualTo(evidence(unscanned("BASIC", rule("SCAN_ON_PUSH", "tools/*")))
                        .facts());
    }
}
