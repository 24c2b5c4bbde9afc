package dev.ecrauditor.policy.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardTest {

    @ParameterizedTest(name = "{0} matches {1}: {2}")
    @CsvSource({
        "ecr:*, ecr:PutImage, true",
        "ecr:*, ecr:, true",
        "ecr:*, ec:PutImage, false",
        "*, '', true",
        "**, x, true",
        "'', '', true",
        "'', x, false",
        "?, '', false",
        "?, x, true",
        "?, xy, false",
        "*Image, ecr:PutImage, true",
        "*Image, ecr:PutImages, false",
        "ecr:*Image*, ecr:BatchGetImage, true",
        "a*b*c, aXbXbXc, true",
        "a*b*c, aXcXb, false",
        "a*?, a, false",
        "a.c, abc, false",
        "[a], a, false",
        "\\*, x, false"
    })
    void aStarIsAnyTextAndAQuestionMarkOneCharacter(String pattern, String text, boolean expected) {
        assertThat(Wildcard.matches(pattern, text)).isEqualTo(expected);
    }

    @Test
    void itAgreesWithANaiveRecursiveMatcher() {
        long seed = 7_319_482;
        Random random = new Random(seed);
        for (int i = 0; i < 200_000; i++) {
            String pattern = random(random, "ab*?", 8);
            String text = random(random, "ab", 10);
            assertThat(Wildcard.matches(pattern, text))
                    .as("seed %d, pattern '%s', text '%s'", seed, pattern, text)
                    .isEqualTo(naive(pattern, text));
        }
    }

    @Test
    void theAutomatonAgreesWithIt() {
        long seed = 3_482_117;
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            String pattern = Wildcard.withoutRunsOfStars(random(random, "ab*?", i % 10 == 0 ? 200 : 12));
            String text = random(random, "ab", i % 10 == 0 ? 200 : 12);
            assertThat(new PatternAutomaton(List.of(pattern)).matches(text, new WorkBudget()))
                    .as("seed %d, pattern '%s', text '%s'", seed, pattern, text)
                    .isEqualTo(Wildcard.matches(pattern, text));
            assertThat(new WildcardPattern(pattern).matches(text, new WorkBudget()))
                    .isEqualTo(Wildcard.matches(pattern, text));
        }
    }

    @Test
    void aLongPatternTakesTheAutomaton() {
        WildcardPattern pattern = new WildcardPattern("x*" + "a".repeat(2_000) + "b");
        assertThat(pattern.matches("x" + "a".repeat(5_000), new WorkBudget())).isFalse();
        assertThat(pattern.matches("x" + "a".repeat(5_000) + "b", new WorkBudget()))
                .isTrue();
        assertThat(pattern.matches("y" + "a".repeat(5_000) + "b", new WorkBudget()))
                .isFalse();
    }

    /** A matcher that backtracks over every star would not finish in practice. */
    @Test
    void aPatternMadeToBeSlowIsMatched() {
        assertThat(Wildcard.matches("a*".repeat(2_000) + "b", "a".repeat(20_000)))
                .isFalse();
        assertThat(Wildcard.matches("*a".repeat(2_000) + "*", "a".repeat(20_000)))
                .isTrue();
        assertThat(Wildcard.matches("*".repeat(20_000) + "b", "a".repeat(20_000)))
                .isFalse();
    }

    private static boolean naive(String pattern, String text) {
        if (pattern.isEmpty()) {
            return text.isEmpty();
        }
        if (pattern.charAt(0) == '*') {
            return naive(pattern.substring(1), text) || (!text.isEmpty() && naive(pattern, text.substring(1)));
        }
        return !text.isEmpty()
                && (pattern.charAt(0) == '?' || pattern.charAt(0) == text.charAt(0))
                && naive(pattern.substring(1), text.substring(1));
    }

    private static String random(Random random, String alphabet, int maxLength) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(maxLength + 1); length > 0; length--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    @Test
    void aQuestionMarkAtTheEndIsAnyCharacterWhateverTheCase() {
        assertThat(Wildcard.matchesIgnoringCase("ecr:PutImag?", "ECR:PUTIMAGE")).isTrue();
        assertThat(Wildcard.matchesIgnoringCase("ecr:PutImag?", "ecr:PutImag")).isFalse();
        assertThat(Wildcard.matchesIgnoringCase("ecr:PutImage", "ecr:PutImagy")).isFalse();
    }
}
