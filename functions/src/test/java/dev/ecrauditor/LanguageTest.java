package dev.ecrauditor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The names of all modules are standard terms, and the glossary names only types that exist. */
class LanguageTest {

    private static final Path PROJECT = Path.of("..");

    private static final Pattern TYPE = Pattern.compile("\\b(?:class|interface|record|enum)\\s+([A-Z]\\w*)");

    private static final Pattern PUBLIC_METHOD = Pattern.compile(
            "^    public (?:static |final |abstract |default )*(?:<[^>]+> )?[\\w<>\\[\\],.? ]+ ([a-z]\\w*)\\(",
            Pattern.MULTILINE);

    private static final Pattern IN_BACKTICKS = Pattern.compile("`([A-Z][a-z]\\w*)`");

    /** Names of earlier versions, for which CONTRIBUTING's standard terms stand now. */
    private static final Set<String> NO_TYPES = Set.of(
            "Door",
            "Visitor",
            "Teller",
            "Waiting",
            "Deltas",
            "Sight",
            "Turns",
            "Occasion",
            "Observation",
            "Yardstick",
            "Order",
            "Withdrawn",
            "PolicyNews",
            "PolicyMemory",
            "RuleCard",
            "RuleBook",
            "Guard",
            "Situation",
            "SecondLook",
            "SettingTime",
            "Reach",
            "Bound",
            "Tie",
            "Scopes",
            "Those",
            "ScopeOfKin",
            "AlikeActions",
            "Effort",
            "Part",
            "Combinations",
            "Vocabulary",
            "Stranger",
            "ConditionValues",
            "WherePolicyIsRead",
            "Trust",
            "Narrowing",
            "WhoWords",
            "FixWords",
            "NetworkWords",
            "Judged",
            "Rebinding",
            "Meaning",
            "Wording",
            "Place",
            "Located",
            "Workplace",
            "Judgement");

    private static final Set<String> NO_METHODS = Set.of(
            "about",
            "publishes",
            "removes",
            "fails",
            "tellTogether",
            "opens",
            "closes",
            "turns",
            "tells",
            "tell",
            "lookAgain",
            "judge");

    @Test
    void noTypeHasANameOutsideTheTerms() {
        assertThat(declared(TYPE)).filteredOn(NO_TYPES::contains).isEmpty();
    }

    @Test
    void noPublicMethodHasANameOutsideTheTerms() {
        assertThat(declared(PUBLIC_METHOD)).filteredOn(NO_METHODS::contains).isEmpty();
    }

    @Test
    void theGlossaryNamesTypesThatExist() {
        List<String> named = IN_BACKTICKS
                .matcher(read(PROJECT.resolve("docs").resolve("glossary.md")))
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(named).hasSizeGreaterThan(30);
        assertThat(declared(TYPE)).containsAll(named);
    }

    private static Set<String> declared(Pattern declaration) {
        Set<String> names = new TreeSet<>();
        for (Path source : sources()) {
            Matcher matcher = declaration.matcher(read(source));
            while (matcher.find()) {
                names.add(matcher.group(1));
            }
        }
        assertThat(names).hasSizeGreaterThan(200);
        return names;
    }

    private static List<Path> sources() {
        try (Stream<Path> modules = Files.list(PROJECT)) {
            return modules.map(module -> module.resolve("src").resolve("main").resolve("java"))
                    .filter(Files::isDirectory)
                    .flatMap(LanguageTest::javaFiles)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Stream<Path> javaFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).collect(Collectors.toList()).stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
