package dev.ecrauditor.policy.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.policy.pattern.PatternAutomaton.Places;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternAutomatonTest {

    private static final String LONG = "0123456789".repeat(7);

    @ParameterizedTest
    @CsvSource({"0, 1", "62, 1", "63, 1", "64, 2", "127, 2", "128, 3"})
    void aPatternAndItsEndNeedOneBitForEachPlace(int length, int words) {
        assertThat(new PatternAutomaton(List.of("a".repeat(length))).words()).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "'\u007F*', '\u007Fb'",
        "'\u0080*', '\u0080b'",
        "'\u0081*', '\u0081b'",
        "'a\u0080', 'a\u0080'",
        "'*\u00E9', 'caf\u00E9'"
    })
    void aCharacterOutsideAsciiIsALiteralToo(String pattern, String text) {
        PatternAutomaton automaton = new PatternAutomaton(List.of(pattern));
        assertThat(automaton.matches(text, new WorkBudget())).isTrue();
        assertThat(automaton.matches("x" + text.substring(1) + "\u0080x", new WorkBudget()))
                .isFalse();
    }

    @Test
    void aTextLeavesThePatternAtThePlaceBehindIt() {
        assertThat(new PatternAutomaton(List.of("?b*")).behind(0, "ab").first()).isEqualTo(2);
        assertThat(new PatternAutomaton(List.of("ab?d")).behind(2, "abc").first())
                .isEqualTo(3);
        assertThat(new PatternAutomaton(List.of("a?c")).behind(0, "xyz").isEmpty())
                .isTrue();
        assertThat(new PatternAutomaton(List.of("a?c")).behind(0, "abcd").isEmpty())
                .isTrue();
    }

    @Test
    void thePlacesOfSeveralPatternsKeepTheirOrder() {
        List<String> patterns = List.of(LONG + "*", "b?", LONG + "c");
        PatternAutomaton all = new PatternAutomaton(patterns);
        Places joined = all.join(
                List.of(
                        new PatternAutomaton(List.of(LONG + "*")).behind(66, LONG.substring(0, 66)),
                        new PatternAutomaton(List.of("b?")).behind(1, "b"),
                        new PatternAutomaton(List.of(LONG + "c")).behind(70, LONG)),
                patterns);
        assertThat(joined.size()).isEqualTo(3);
        assertThat(joined.first()).isEqualTo(66);
        Places later = all.after(joined, all.wanting('c'));
        assertThat(all.matched(later).size()).as("b? and %sc match", LONG).isEqualTo(2);
        assertThat(all.matched(later).first()).isEqualTo(72 + 2);
    }

    @Test
    void itMatchesAsTheMatcherForOneTextDoes() {
        long seed = 20_261_129;
        Random random = new Random(seed);
        for (int i = 0; i < 3_000; i++) {
            String pattern = Wildcard.withoutRunsOfStars(text(random, "ab\u0080*?", 90));
            String text = text(random, "ab\u0080", 90);
            assertThat(new PatternAutomaton(List.of(pattern)).matches(text, new WorkBudget()))
                    .as("seed %d: %s matches %s", seed, pattern, text)
                    .isEqualTo(Wildcard.matches(pattern, text));
        }
    }

    /** The work grows with the text and with the words of a set of places. */
    @Test
    void theChargeIsAboutTheWork() {
        String text = "a".repeat(1_000);
        assertThat(Charges.of(budget -> new PatternAutomaton(List.of("*b")).matches(text, budget)))
                .isBetween(4_000L, 4_500L);
        String pattern = "*b".repeat(640);
        assertThat(Charges.of(budget -> new PatternAutomaton(List.of(pattern)).matches(text, budget)))
                .isBetween(8_000L, 12_000L);
        assertThat(Charges.of(budget -> Wildcard.matches("*b", text, budget))).isBetween(120L, 300L);
        assertThat(Charges.of(budget -> Wildcard.matches("*a", text, budget))).isBetween(120L, 300L);
    }

    private static String text(Random random, String alphabet, int most) {
        List<String> characters = new ArrayList<>();
        int length = random.nextInt(random.nextBoolean() ? 6 : most);
        for (int i = 0; i < length; i++) {
            int at = random.nextInt(alphabet.length());
            characters.add(alphabet.substring(at, at + 1));
        }
        return String.join("", characters);
    }
}
