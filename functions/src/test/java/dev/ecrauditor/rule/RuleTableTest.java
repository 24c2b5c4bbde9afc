package dev.ecrauditor.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.testing.StoryState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of docs/rules/README.md says of every rule what its metadata says, and its stories pass and fail it. */
class RuleTableTest {

    private static final RuleRegistry EVERY = RuleCatalog.every(RuleOptions.of(Duration.ofMinutes(15)));
    private static final Path INDEX = Path.of("..", "docs", "rules", "README.md");
    private static final Pattern STORY = Pattern.compile("\\[(.+)]\\(\\.\\./\\.\\./events/(.+)\\)");

    static List<AuditRule> rules() {
        return EVERY.rules();
    }

    @Test
    void theTableListsEveryRuleOnceAndInTheOrderOfTheCatalog() throws IOException {
        assertThat(List.copyOf(rows().keySet()))
                .isEqualTo(EVERY.rules().stream()
                        .map(rule -> "`" + rule.metadata().id() + "`")
                        .toList());
    }

    @Test
    void theColumnsAreTheFrameworks() throws IOException {
        String frameworks =
                Arrays.stream(Framework.values()).map(Framework::title).collect(Collectors.joining(" | "));
        assertThat(Files.readAllLines(INDEX)).contains("| rule | " + frameworks + " | permissions | passes | fails |");
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aRowSaysWhatTheMetadataSays(AuditRule rule) throws IOException {
        RuleMetadata metadata = rule.metadata();
        Stream<String> mappings = Arrays.stream(Framework.values())
                .map(metadata::idsIn)
                .map(ids -> ids.isEmpty() ? "none" : String.join(", ", ids));
        Stream<String> permissions = Stream.of(metadata.permissions().stream()
                .map(action -> "`" + action + "`")
                .collect(Collectors.joining(", ")));
        assertThat(cells(rule).subList(1, 2 + Framework.values().length))
                .isEqualTo(Stream.concat(mappings, permissions).toList());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theStoriesOfARowPassAndFailTheRule(AuditRule rule) throws IOException {
        assertThat(verdict(rule, story(rule, 2))).isInstanceOf(Verdict.Pass.class);
        assertThat(verdict(rule, story(rule, 1))).isInstanceOf(Verdict.Fail.class);
    }

    private static Verdict verdict(AuditRule rule, String story) {
        StoryState state = StoryState.named(story);
        if (rule instanceof RegistryRule ofRegistry) {
            return ofRegistry.evaluate(state.readRegistry());
        }
        if (rule instanceof KeyRule ofKey) {
            return ofKey.evaluate(state.readKey());
        }
        return ((RepositoryRule) rule)
                .evaluate(state.read(setting -> setting == rule.metadata().setting()));
    }

    /** The story of a cell that is so far from the end. */
    private static String story(AuditRule rule, int fromEnd) throws IOException {
        List<String> cells = cells(rule);
        Matcher link = STORY.matcher(cells.get(cells.size() - fromEnd));
        assertThat(link.matches()).as("%s links a story", cells.get(0)).isTrue();
        assertThat(link.group(1)).isEqualTo(link.group(2));
        return link.group(1);
    }

    private static List<String> cells(AuditRule rule) throws IOException {
        return rows().get("`" + rule.metadata().id() + "`");
    }

    private static Map<String, List<String>> rows() throws IOException {
        return Files.readAllLines(INDEX).stream()
                .filter(line -> line.startsWith("| `ecr-"))
                .map(line -> List.of(line.substring(2, line.length() - 2).split(" \\| ", -1)))
                .collect(Collectors.toMap(
                        cells -> cells.get(0), cells -> cells, (one, other) -> one, java.util.LinkedHashMap::new));
    }
}
