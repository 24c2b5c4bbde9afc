package dev.ecrauditor.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.policy.pattern.Charges;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every comparison is charged to the work budget of the policy, in proportion to its work. */
class ComparisonChargesTest {

    private static final String TEXT = "a".repeat(1_600);

    @Test
    void aTextIsChargedByItsLength() {
        assertThat(Charges.of(budget -> Comparisons.matches(Comparison.STRING_EQUALS, TEXT, "b".repeat(400), budget)))
                .isBetween(1_000L, 1_100L);
        assertThat(Charges.of(budget -> Comparisons.matches(Comparison.STRING_EQUALS, "a", "b", budget)))
                .isBetween(1L, 10L);
    }

    @Test
    void aNumberIsChargedForBeingRead() {
        long number = Charges.of(budget -> Comparisons.matches(Comparison.NUMERIC_LESS_THAN, "1", "2", budget));
        assertThat(number).isBetween(2 * Comparisons.READ, 3 * Comparisons.READ);
    }

    @Test
    void aPreparedConditionIsChargedForEachComparison() {
        assertThat(Charges.of(budget -> new ValueMatcher(Comparison.STRING_EQUALS, List.of("a"), budget).match(TEXT)))
                .isBetween(100L, 110L);
    }

    @Test
    void aRepeatedComparisonWithLongValuesIsChargedLess() {
        long once = Charges.of(budget -> new ValueMatcher(Comparison.STRING_EQUALS, List.of(TEXT), budget).match(TEXT));
        long twice = Charges.of(budget -> {
            ValueMatcher matcher = new ValueMatcher(Comparison.STRING_EQUALS, List.of(TEXT), budget);
            matcher.match(TEXT);
            matcher.match(TEXT);
        });
        assertThat(twice - once).isEqualTo(1);
    }

    @Test
    void numbersAreChargedOnceForThePolicyAndOnceForEachRequest() {
        List<String> values = Collections.nCopies(20, "7");
        long prepared = Charges.of(budget -> new ValueMatcher(Comparison.NUMERIC_LESS_THAN, values, budget));
        assertThat(prepared).isBetween(20 * Comparisons.READ, 21 * Comparisons.READ);
        long compared = Charges.of(budget -> new ValueMatcher(Comparison.NUMERIC_LESS_THAN, values, budget).match("8"));
        assertThat(compared - prepared).isBetween(Comparisons.READ + 80, Comparisons.READ + 100);
    }
}
