package dev.ecrauditor.rule.evidence;

import static dev.ecrauditor.repository.EffectiveScanning.Decider.REGISTRY_RULES;
import static dev.ecrauditor.rule.SnapshotBuilder.repository;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.repository.EffectiveScanning;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.ScanningRule;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.image.ScanOnPush;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What still goes into a command about the registry's rules, and what is edited in a file. */
class ScanningFixLimitsTest {

    private static final String IN_A_FILE = "file://scanning.json";

    private static ScanningRule typed(String frequency, String type, String... filters) {
        return new ScanningRule(
                frequency,
                List.of(filters).stream()
                        .map(filter -> new ScanningRule.Filter(filter, type))
                        .toList());
    }

    private static ScanningRule rule(String frequency, String... filters) {
        return typed(frequency, "WILDCARD", filters);
    }

    private static String[] filters(int count) {
        return IntStream.range(0, count).mapToObj(i -> "f" + i).toArray(String[]::new);
    }

    private static Evidence evidence(ScanningRule... rules) {
        EffectiveScanning scanning = new EffectiveScanning(false, "MANUAL", "BASIC", REGISTRY_RULES, List.of(rules));
        return ((Verdict.Fail) new ScanOnPush()
                        .evaluate(repository()
                                .scanning(new Reading.Known<>(scanning))
                                .built()))
                .evidence();
    }

    private static String command(ScanningRule... rules) {
        return String.join("\n", evidence(rules).fix());
    }

    private static boolean isEditedInAFile(ScanningRule... rules) {
        String command = command(rules);
        return command.contains(IN_A_FILE) && !command.contains("--rules");
    }

    @Test
    void aRuleTakesAHundredFiltersAndNoMore() {
        // The command would be too long for a hundred filters whatever their names, so that only its absence can be
        // seen.
        assertThat(isEditedInAFile(rule("SCAN_ON_PUSH", filters(100)))).isTrue();
        assertThat(command(rule("SCAN_ON_PUSH", filters(30)))).contains("--rules", "payments/api");
    }

    @Test
    void aRegistryTakesTwoRulesAndNoMore() {
        assertThat(command(rule("MANUAL", "docs"))).contains("--rules");
        assertThat(isEditedInAFile(rule("MANUAL", "docs"), rule("MANUAL", "lab")))
                .isTrue();
    }

    @Test
    void aCommandHasAtMostThreeThousandCharacters() {
        List<String> filters = new ArrayList<>();
        filters.add("x");
        int before = last(command(rule("MANUAL", "x"))).length();
        int room = 3_000 - before;
        while (room > 200 + 43) {
            filters.add("x".repeat(157));
            room -= 157 + ",{\"filter\":\"\",\"filterType\":\"WILDCARD\"}".length();
        }
        filters.set(0, "x".repeat(1 + room));
        String longest = last(command(rule("MANUAL", filters.toArray(String[]::new))));
        assertThat(longest).hasSize(3_000).contains("--rules");
        filters.set(0, "x".repeat(2 + room));
        assertThat(isEditedInAFile(rule("MANUAL", filters.toArray(String[]::new))))
                .isTrue();
    }

    private static String last(String lines) {
        return lines.substring(lines.lastIndexOf('\n') + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "z", "0", "9", "*", ".", "_", "/", "-", "az09*._/-"})
    void theseFiltersAreWrittenIntoACommand(String filter) {
        String without = filter.replace("*", "");
        assertThat(isEditedInAFile(rule("MANUAL", without.isEmpty() ? "lab*" : filter)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "`", "{", "@", "[", ":", "A", "Z", "'", "\"", " ", "$", "\\", "é", ";"})
    void theseAreNot(String filter) {
        assertThat(isEditedInAFile(rule("MANUAL", filter))).isTrue();
    }

    @Test
    void aFilterHasAtMost256Characters() {
        assertThat(isEditedInAFile(rule("MANUAL", "x".repeat(256)))).isFalse();
        assertThat(isEditedInAFile(rule("MANUAL", "x".repeat(257)))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "Z", "_", "PREFIX_MATCH"})
    void theseTypesAreWords(String type) {
        assertThat(isEditedInAFile(typed("MANUAL", type, "lab"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "@", "[", "a", "z", "1", "A B", "'"})
    void theseTypesAreNot(String type) {
        assertThat(isEditedInAFile(typed("MANUAL", type, "lab"))).isTrue();
    }

    @Test
    void aWordHasAtMost32Letters() {
        assertThat(isEditedInAFile(typed("MANUAL", "T".repeat(32), "lab"))).isFalse();
        assertThat(isEditedInAFile(typed("MANUAL", "T".repeat(33), "lab"))).isTrue();
        assertThat(isEditedInAFile(rule("F".repeat(32), "lab"))).isFalse();
        assertThat(isEditedInAFile(rule("F".repeat(33), "lab"))).isTrue();
    }

    @Test
    void upToFiveFiltersAreNamedAndTheOthersCounted() {
        String[] five = {"pay*", "p*", "payments*", "*api", "*i"};
        assertThat(evidence(rule("MANUAL", five)).summary()).contains("`*i`").doesNotContain(" more");
        String[] six = {"pay*", "p*", "payments*", "*api", "*i", "*pi"};
        assertThat(evidence(rule("MANUAL", six)).summary())
                .contains("`*i` and 1 more")
                .doesNotContain("`*pi`");
    }

    @Test
    void aTemplateIsForTheFirstPartOfAName() {
        assertThat(CreationTemplateFix.prefix(named("a/b/c"))).isEqualTo("a");
        assertThat(CreationTemplateFix.prefix(named("abc"))).isEqualTo("ROOT");
    }

    private static RepositoryArn named(String name) {
        return new RepositoryArn("aws", "us-east-1", "111122223333", name);
    }
}
