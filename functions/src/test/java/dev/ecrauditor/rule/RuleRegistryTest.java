package dev.ecrauditor.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.repository.Denial;
import dev.ecrauditor.repository.DeniedCall;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every rule has complete metadata, a page, a line in the index and a test. */
class RuleRegistryTest {

    private static final RuleRegistry REGISTRY = RuleCatalog.standard(Duration.ofMinutes(15));
    private static final RuleRegistry EVERY = RuleCatalog.every(RuleOptions.of(Duration.ofMinutes(15)));

    /** The settings of registries, each with the call that reads it. */
    private static final Map<Setting, String> READS_OF_REGISTRIES = Map.of(
            Setting.REGISTRY_POLICY, "ecr:GetRegistryPolicy",
            Setting.REPLICATION, "ecr:DescribeRegistry",
            Setting.REGISTRY_SCANNING, "ecr:GetRegistryScanningConfiguration",
            Setting.CREATION_TEMPLATES, "ecr:DescribeRepositoryCreationTemplates",
            Setting.CACHE_RULES, "ecr:DescribePullThroughCacheRules");

    private static final Path PAGES = Path.of("..", "docs", "rules");

    /** Of every rule, also of those that are off by default. */
    static List<RuleMetadata> cards() {
        return EVERY.rules().stream().map(AuditRule::metadata).toList();
    }

    @Test
    void everyIdIsUniqueAndNamesAStateOfEcr() {
        assertThat(cards())
                .extracting(RuleMetadata::id)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("ecr(-[a-z]+)+"));
    }

    @Test
    void aRegistryWithoutARuleHasAllOthers() {
        String off = "ecr-scan-on-push";
        List<RuleMetadata> left = REGISTRY.metadata().stream()
                .filter(metadata -> !metadata.id().equals(off))
                .toList();
        assertThat(REGISTRY.without(Set.of(off)).metadata())
                .isEqualTo(left)
                .hasSize(REGISTRY.rules().size() - 1);
    }

    @Test
    void onlySettingsThatARuleEvaluatesAreRead() {
        assertThat(REGISTRY.evaluates(Setting.SCANNING)).isTrue();
        assertThat(REGISTRY.without(Set.of("ecr-scan-on-push")).evaluates(Setting.SCANNING))
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("cards")
    void everyRuleHasCompleteMetadata(RuleMetadata metadata) {
        assertThat(metadata.title().split(" ", -1)).hasSizeLessThan(10);
        assertThat(metadata.title()).doesNotEndWith(".").matches("[A-Z].*");
        assertThat(metadata.problem()).matches("[a-z].*[a-z]");
        assertThat(metadata.why()).endsWith(".").doesNotContain("\n");
        assertThat(metadata.fix()).anyMatch(line -> line.startsWith("aws " + service(metadata) + " "));
        assertThat(metadata.permissions())
                .contains(READS_OF_REGISTRIES.getOrDefault(metadata.setting(), "ecr:DescribeRepositories"))
                .doesNotHaveDuplicates()
                .allMatch(action -> action.matches("(ecr|kms):[A-Z][A-Za-z]+"));
    }

    private static String service(RuleMetadata metadata) {
        return metadata.setting().name().startsWith("KEY_") ? "kms" : "ecr";
    }

    @ParameterizedTest
    @MethodSource("cards")
    void everyCommandOfAFixSaysForWhichRegionAndRepository(RuleMetadata metadata) {
        assertThat(metadata.fix()).filteredOn(line -> line.startsWith("aws ")).allSatisfy(line -> {
            assertThat(line).contains("--region {region}");
            assertThat(READS_OF_REGISTRIES.containsKey(metadata.setting())
                            || Stream.of(
                                            "--repository-name {repository}",
                                            "registry-scanning-configuration",
                                            "signing-configuration",
                                            "--key-id {key}")
                                    .anyMatch(line::contains))
                    .as(line)
                    .isTrue();
        });
        assertThat(String.join(" ", metadata.fix())
                        .replace("{repository}", "")
                        .replace("{key}", "")
                        .replace("{region}", "")
                        .replace("{account}", "")
                        .replace("{domain}", ""))
                .doesNotContain("{");
    }

    @ParameterizedTest
    @MethodSource("cards")
    void everyRuleHasAPage(RuleMetadata metadata) throws IOException {
        String page = Files.readString(PAGES.resolve(metadata.id() + ".md"));
        assertThat(page)
                .startsWith("# " + metadata.id() + "\n")
                .contains("**" + metadata.title() + "**", metadata.why());
        assertThat(metadata.permissions()).allSatisfy(action -> assertThat(page).contains("`" + action + "`"));
        for (Framework framework : Framework.values()) {
            List<String> ids = metadata.idsIn(framework);
            String line = "\n- " + framework.title() + ": ";
            assertThat(page.contains(line)).as("%s", framework).isEqualTo(!ids.isEmpty());
            assertThat(page).contains(ids.isEmpty() ? "" : line + String.join(", ", ids) + "\n");
        }
        assertThat(page.contains("This rule is off by default.")).isEqualTo(!metadata.onByDefault());
    }

    @ParameterizedTest
    @MethodSource("cards")
    void everyRuleIsInTheIndexWithItsTitleAndSeverity(RuleMetadata metadata) throws IOException {
        assertThat(Files.readAllLines(PAGES.resolve("README.md")))
                .filteredOn(line -> line.startsWith("| [" + metadata.id() + "](" + metadata.id() + ".md) |"))
                .singleElement()
                .asString()
                .contains("| " + metadata.title() + " |", metadata.severity().name())
                .containsPattern(metadata.onByDefault() ? "\\| yes \\| [a-z ]+ \\|$" : "\\| no \\| [a-z ]+ \\|$");
    }

    @Test
    void noPageIsAboutARuleThatDoesNotExist() throws IOException {
        try (Stream<Path> pages = Files.list(PAGES)) {
            assertThat(pages.map(page -> page.getFileName().toString())
                            .filter(name -> !name.equals("README.md"))
                            .map(name -> name.replace(".md", "")))
                    .containsExactlyInAnyOrderElementsOf(
                            cards().stream().map(RuleMetadata::id).toList());
        }
    }

    @Test
    void theIndexGrantsExactlyWhatTheRulesNeed() throws IOException {
        String index = Files.readString(PAGES.resolve("README.md"));
        int start = index.indexOf("\"Action\": [");
        List<String> granted = index.substring(start, index.indexOf("]", start))
                .lines()
                .skip(1)
                .map(line -> line.replaceAll("[\", ]", ""))
                .filter(line -> !line.isEmpty())
                .toList();
        assertThat(granted)
                .containsExactlyInAnyOrderElementsOf(cards().stream()
                        .flatMap(metadata -> metadata.permissions().stream())
                        .distinct()
                        .toList());
    }

    @Test
    void everyRuleHasATestClassBesideThis() {
        assertThat(EVERY.rules())
                .allSatisfy(rule -> assertThat(Class.forName(rule.getClass().getName() + "Test"))
                        .isNotNull());
    }

    @Test
    void rulesAreEvaluatedInRegistryOrder() {
        assertThat(REGISTRY.evaluate(SnapshotBuilder.repository().built()).keySet())
                .extracting(RuleMetadata::id)
                .containsExactly(
                        "ecr-encryption-customer-managed-key",
                        "ecr-policy-present",
                        "ecr-policy-not-public",
                        "ecr-policy-no-foreign-account",
                        "ecr-policy-no-wildcard-action",
                        "ecr-policy-service-bounded",
                        "ecr-policy-readable",
                        "ecr-scan-on-push",
                        "ecr-tag-immutable");
    }

    @Test
    void rulesOfRegistriesAreEvaluatedInRegistryOrder() {
        assertThat(REGISTRY.evaluate(RegistryBuilder.registry().built()).keySet())
                .extracting(RuleMetadata::id)
                .containsExactly(
                        "ecr-registry-policy-not-public",
                        "ecr-registry-policy-no-foreign-account",
                        "ecr-replication-no-foreign-account",
                        "ecr-registry-scanning-on",
                        "ecr-creation-template-compliant",
                        "ecr-pull-through-cache-no-foreign-account");
    }

    @Test
    void aNewRegistryFailsNoRule() {
        assertThat(REGISTRY.evaluate(RegistryBuilder.registry().built()).values())
                .allMatch(verdict -> verdict instanceof Verdict.Pass || verdict instanceof Verdict.NotApplicable);
    }

    @Test
    void theFixOfARuleOfRegistriesNamesTheRegion() {
        RuleMetadata metadata =
                REGISTRY.metadata("ecr-registry-policy-not-public").orElseThrow();
        assertThat(metadata.fixFor("111122223333", "eu-west-1"))
                .contains(
                        "aws ecr put-registry-policy --region eu-west-1 --policy-text file://registry-policy-closed.json");
    }

    @Test
    void rulesOfKeysAreEvaluatedInRegistryOrderAndASoundKeyPassesThem() {
        Map<RuleMetadata, Verdict> verdicts = REGISTRY.evaluate(KeyBuilder.key().built());
        assertThat(verdicts.keySet())
                .extracting(RuleMetadata::id)
                .containsExactly(
                        "ecr-encryption-key-usable",
                        "ecr-encryption-key-rotates",
                        "ecr-encryption-key-grants",
                        "ecr-encryption-key-policy-scoped");
        assertThat(verdicts.values()).containsOnly(new Verdict.Pass());
    }

    @Test
    void theFixOfARuleOfKeysNamesTheKey() {
        RuleMetadata metadata = REGISTRY.metadata("ecr-encryption-key-rotates").orElseThrow();
        assertThat(metadata.fixFor(KeyBuilder.OWN_KEY))
                .containsExactly("aws kms enable-key-rotation --region us-east-1 --key-id " + KeyBuilder.OWN_KEY);
    }

    @Test
    void aRepositoryWithEverySettingRightPassesEveryRule() {
        assertThat(REGISTRY.evaluate(SnapshotBuilder.repository().built()).values())
                .containsOnly(new Verdict.Pass());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{'Statement': {'Effect': 'perhaps', 'Principal': '*', 'Action': '*'}}"})
    void exactlyOneRuleReportsAnUnreadablePolicyAndOnlyPresencePasses(String text) {
        Map<RuleMetadata, Verdict> verdicts =
                REGISTRY.evaluate(SnapshotBuilder.repository().policy(text).built());
        Map<RuleMetadata, Verdict> ofPolicy = new LinkedHashMap<>(verdicts);
        ofPolicy.keySet().removeIf(metadata -> metadata.setting() != Setting.POLICY);
        assertThat(ofPolicy.entrySet())
                .filteredOn(verdict -> verdict.getValue() instanceof Verdict.Fail)
                .extracting(verdict -> verdict.getKey().id())
                .containsExactly("ecr-policy-readable");
        assertThat(ofPolicy.entrySet())
                .filteredOn(verdict -> verdict.getValue() instanceof Verdict.Pass)
                .extracting(verdict -> verdict.getKey().id())
                .containsExactly("ecr-policy-present");
        assertThat(ofPolicy.values())
                .filteredOn(Verdict.Unknown.class::isInstance)
                .hasSize(4)
                .allSatisfy(verdict ->
                        assertThat(((Verdict.Unknown) verdict).reportedBy()).contains("ecr-policy-readable"));
    }

    @ParameterizedTest
    @MethodSource("rulesOfThePolicy")
    void aPolicyThatMayNotBeReadIsUnknownToEveryRuleAndNamesThePermission(RepositoryRule rule) {
        assertThat(rule.evaluate(SnapshotBuilder.repository()
                        .policy(new Reading.Unreadable<>("ecr:GetRepositoryPolicy", "ECR denies reading the policy"))
                        .built()))
                .isEqualTo(new Verdict.Unknown(
                        "ECR denies reading the policy",
                        Optional.of(new DeniedCall("ecr:GetRepositoryPolicy", Denial.NOT_SAID))));
    }

    @ParameterizedTest
    @MethodSource("rulesOfThePolicy")
    void whereThereIsNoPolicyOnlyPresenceFails(RepositoryRule rule) {
        Verdict verdict = rule.evaluate(
                SnapshotBuilder.repository().policy(new Reading.Absent<>()).built());
        if (rule.metadata().id().equals("ecr-policy-present")) {
            assertThat(verdict).isInstanceOf(Verdict.Fail.class);
        } else {
            assertThat(verdict).isEqualTo(new Verdict.NotApplicable("the repository has no policy"));
        }
    }

    static List<RepositoryRule> rulesOfThePolicy() {
        return REGISTRY.rules().stream()
                .filter(RepositoryRule.class::isInstance)
                .map(RepositoryRule.class::cast)
                .filter(rule -> rule.metadata().setting() == Setting.POLICY)
                .toList();
    }

    @Test
    void trustIsConfigurable() {
        SnapshotBuilder shared = SnapshotBuilder.repository()
                .policy(
                        "{'Statement': {'Effect': 'Allow', 'Principal': {'AWS': '444455556666'}, 'Action': 'ecr:ListImages'}}");
        RuleRegistry trusting =
                RuleCatalog.standard(Duration.ofMinutes(15), new TrustedParties(Set.of("444455556666"), Set.of()));
        RuleMetadata metadata =
                REGISTRY.metadata("ecr-policy-no-foreign-account").orElseThrow();
        assertThat(REGISTRY.evaluate(shared.built()).get(metadata)).isInstanceOf(Verdict.Fail.class);
        assertThat(trusting.evaluate(shared.built()).get(metadata)).isEqualTo(new Verdict.Pass());
    }

    @Test
    void theGracePeriodIsConfigurable() {
        RuleRegistry impatient = RuleCatalog.standard(Duration.ofMinutes(5));
        SnapshotBuilder sixMinutesOld =
                SnapshotBuilder.repository().policy(new Reading.Absent<>()).aged(Duration.ofMinutes(6));
        RuleMetadata metadata = impatient.metadata("ecr-policy-present").orElseThrow();
        assertThat(impatient.evaluate(sixMinutesOld.built()).get(metadata)).isInstanceOf(Verdict.Fail.class);
        assertThat(REGISTRY.evaluate(sixMinutesOld.built()).get(metadata)).isInstanceOf(Verdict.NotApplicable.class);
    }

    @Test
    void metadataIsFoundByRuleIdOnly() {
        assertThat(REGISTRY.metadata("ecr-scan-on-push").map(RuleMetadata::setting))
                .contains(Setting.SCANNING);
        assertThat(REGISTRY.metadata("ecr-scan-on-pull")).isEmpty();
    }
}
