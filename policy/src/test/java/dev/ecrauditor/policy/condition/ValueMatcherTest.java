package dev.ecrauditor.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.policy.pattern.WorkBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Prepared values match the same texts as values compared one by one. */
class ValueMatcherTest {

    private static final int TRIES = Integer.getInteger("ecrauditor.tries", 20_000);
    private static final long SEED = 20_261_128;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stringequals",
                "stringequalsignorecase",
                "stringlike",
                "arnequals",
                "arnlike",
                "ipaddress",
                "bool",
                "binaryequals",
                "numericlessthan",
                "dategreaterthanequals"
            })
    void theyMatchTheSameAsOneByOne(String operator) {
        Comparison comparison = ConditionOperator.of(operator).comparison();
        Random random = new Random(SEED);
        Supplier<String> text = texts(operator, random);
        int matched = 0;
        for (int i = 0; i < TRIES; i++) {
            List<String> values = new ArrayList<>();
            for (int n = random.nextInt(5); n >= 0; n--) {
                values.add(text.get());
            }
            ValueMatcher ready = new ValueMatcher(comparison, values, new WorkBudget());
            for (int n = 0; n < 3; n++) {
                String actual = text.get();
                boolean expected = values.stream()
                        .anyMatch(value -> Comparisons.matches(comparison, value, actual, new WorkBudget()));
                assertThat(ready.match(actual))
                        .as("seed %d, %s %s on %s", SEED, operator, values, actual)
                        .isEqualTo(expected);
                assertThat(ready.match(actual)).as("matched again").isEqualTo(expected);
                matched += expected ? 1 : 0;
            }
        }
        assertThat(matched).isBetween(TRIES / 100, TRIES * 3 - TRIES / 100);
    }

    private static Supplier<String> texts(String operator, Random random) {
        return switch (operator) {
            case "arnequals", "arnlike" ->
                () -> "arn:" + any(random, "aws", "*", "aws-cn") + ":iam::" + any(random, "1", "2", "*", "?") + ":role/"
                        + any(random, "a", "ab", "a*", "?b", "a:b", "*", "a/b")
                        + any(random, "", "", "", ":x");
            case "ipaddress" -> () -> "10.0.0." + random.nextInt(4) + any(random, "", "", "/32", "/31", "/30", "/x");
            case "numericlessthan" -> () -> any(random, "1", "2", "3.5", "-1", "x", "", "1e2");
            case "dategreaterthanequals" ->
                () -> any(random, "2026-01-01", "2026-01-02T00:00:00Z", "1767225600", "soon", "");
            case "bool" -> () -> any(random, "true", "True", "false", "yes");
            default ->
                () -> {
                    StringBuilder made = new StringBuilder();
                    for (int n = random.nextInt(5); n > 0; n--) {
                        made.append(any(random, "a", "b", "A", "*", "?", "**"));
                    }
                    return made.toString();
                };
        };
    }

    private static String any(Random random, String... texts) {
        return texts[random.nextInt(texts.length)];
    }
}
