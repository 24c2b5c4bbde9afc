package dev.ecrauditor.policy.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.policy.pattern.Representatives.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The representatives match the patterns in every combination in which some text matches them, and in no other. */
class RepresentativesTest {

    private static List<String> of(String prefix, List<String> patterns, Kind kind) {
        return new Representatives(new WorkBudget()).of(prefix, patterns, kind);
    }

    private static Set<List<Boolean>> combinations(List<String> texts, List<String> patterns) {
        Set<List<Boolean>> found = new HashSet<>();
        for (String text : texts) {
            found.add(patterns.stream()
                    .map(pattern -> Wildcard.matches(pattern, text))
                    .toList());
        }
        return found;
    }

    /** Every text of these characters up to this length, without the empty one. */
    private static List<String> texts(String characters, int most) {
        List<String> texts = new ArrayList<>();
        List<String> longest = List.of("");
        for (int length = 1; length <= most; length++) {
            List<String> longer = new ArrayList<>();
            for (String text : longest) {
                characters.chars().forEach(c -> longer.add(text + (char) c));
            }
            texts.addAll(longer);
            longest = longer;
        }
        return texts;
    }

    @Test
    void everyCombinationOfPatternsIsRepresented() {
        long seed = 20_261_129;
        Random random = new Random(seed);
        List<String> all = texts("axq", 6);
        for (int i = 0; i < 300; i++) {
            List<String> patterns = new ArrayList<>();
            for (int n = 1 + random.nextInt(4); n > 0; n--) {
                StringBuilder pattern = new StringBuilder();
                for (int c = 1 + random.nextInt(3); c > 0; c--) {
                    pattern.append("aax*?".charAt(random.nextInt(5)));
                }
                patterns.add(pattern.toString());
            }
            assertThat(combinations(of("", patterns, Kind.ANY), patterns))
                    .as("seed %d: %s", seed, patterns)
                    .containsAll(combinations(all, patterns));
        }
    }

    @Test
    void noRepresentativeIsEmpty() {
        assertThat(of("team-", List.of("team-*"), Kind.ANY))
                .doesNotContain("team-")
                .isNotEmpty();
    }

    @Test
    void oneTextHasOnlyCharactersOfThePolicyAndOneHasAnother() {
        List<String> texts = of("", List.of("ab*"), Kind.ANY);
        assertThat(texts)
                .filteredOn(text -> text.startsWith("ab"))
                .anyMatch(text -> text.matches("[ab]+"))
                .anyMatch(text -> text.matches("ab.*[^ab].*"));
    }

    @Test
    void theCharacterThatThePolicyDoesNotContainIsReallyAnother() {
        List<String> patterns = List.of("x*", "*q*", "z?");
        assertThat(of("", patterns, Kind.ANY)).anyMatch(text -> text.matches("[^xqz]+"));
    }

    @Test
    void aPatternThatThePrefixContradictsIsLeftOut() {
        assertThat(of("role/", List.of("user/*"), Kind.ANY)).isEmpty();
        assertThat(of("role/", List.of("role"), Kind.ANY)).isEmpty();
        assertThat(of("role/", List.of(), Kind.ANY)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"159, true", "160, true", "161, false"})
    void textsHaveAtMost160Characters(int length, boolean isFound) {
        String pattern = "?".repeat(length);
        assertThat(of("", List.of(pattern), Kind.ANY).stream().anyMatch(text -> text.length() == length))
                .isEqualTo(isFound);
    }

    @Test
    void aNameIsNotEmptyAndHasNoColonButItsPathMayHaveOne() {
        List<String> patterns = List.of("a:b", "a:/b", "path/", "pa*");
        List<String> texts = of("", patterns, Kind.PATH_AND_NAME);
        assertThat(texts).contains("a:/b").doesNotContain("a:b", "path/").isNotEmpty();
        assertThat(texts).allMatch(text -> text.matches("(.*/)?[^/:]+"));
    }

    @Test
    void anAccountHasTwelveDigits() {
        List<String> patterns = List.of("1111*", "*2", "a*", "????????????", "11112222333*");
        List<String> texts = of("", patterns, Kind.ACCOUNT);
        assertThat(texts).allMatch(text -> text.matches("[0-9]{12}"));
        assertThat(combinations(texts, patterns))
                .containsAll(combinations(
                        List.of(
                                "111122223333",
                                "111122223332",
                                "999999999999",
                                "999999999992",
                                "111199999992",
                                "111199999999"),
                        patterns));
    }

    @Test
    void anAccountMayUseEveryDigit() {
        List<String> patterns = List.of("0123456789*", "*0");
        assertThat(combinations(of("", patterns, Kind.ACCOUNT), patterns))
                .containsAll(combinations(
                        List.of("012345678900", "012345678911", "000000000000", "111111111111"), patterns));
    }

    /** The work grows with the patterns, and a cached answer costs less. */
    @Test
    void theChargeIsAboutTheWork() {
        String pattern = "a".repeat(100) + "*";
        long once = Charges.of(budget -> new Representatives(budget).of("", List.of(pattern), Kind.ANY));
        assertThat(once).isBetween(2_500L, 6_000L);
        long twice = Charges.of(budget -> {
            Representatives known = new Representatives(budget);
            known.of("", List.of(pattern), Kind.ANY);
            known.of("", List.of(pattern), Kind.ANY);
        });
        assertThat(twice - once).isBetween(1L, 100L);
    }
}
