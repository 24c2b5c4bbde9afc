package dev.ecrauditor.policy.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorkBudgetTest {

    private static void spendAll(WorkBudget budget) {
        while (true) {
            budget.spend(1);
        }
    }

    @Test
    void theBudgetIsLimited() {
        WorkBudget budget = new WorkBudget();
        assertThatThrownBy(() -> spendAll(budget)).isInstanceOf(WorkBudget.Spent.class);
        assertThatThrownBy(() -> budget.spend(1)).isInstanceOf(WorkBudget.Spent.class);
    }

    @Test
    void aShareLeavesTheRest() {
        WorkBudget budget = new WorkBudget();
        assertThatThrownBy(() -> budget.withShare(0.5, () -> spendAll(budget))).isInstanceOf(WorkBudget.Spent.class);
        assertThatCode(() -> budget.spend(1_000)).doesNotThrowAnyException();
    }

    @Test
    void aShareOfAShareLeavesTheRestOfThat() {
        WorkBudget budget = new WorkBudget();
        budget.withShare(0.5, () -> {
            assertThatThrownBy(() -> budget.withShare(0.5, () -> spendAll(budget)))
                    .isInstanceOf(WorkBudget.Spent.class);
            budget.spend(1_000);
        });
    }

    @Test
    void theWholeAsAShareIsTheWhole() {
        WorkBudget budget = new WorkBudget();
        assertThatThrownBy(() -> budget.withShare(1, () -> spendAll(budget))).isInstanceOf(WorkBudget.Spent.class);
        assertThatThrownBy(() -> budget.spend(1)).isInstanceOf(WorkBudget.Spent.class);
    }

    /** Patterns with more combinations than are tried, requested twice: the second answer comes from the cache. */
    @Test
    void aCachedAnswerIsCutShortAgain() {
        WorkBudget budget = new WorkBudget();
        Representatives known = new Representatives(budget);
        List<String> patterns = IntStream.range(0, 12)
                .mapToObj(i -> "*" + (char) ('a' + i) + "*" + (char) ('m' + i) + "*")
                .toList();
        assertThat(known.of("x", patterns, Representatives.Kind.ANY)).isNotEmpty();
        assertThat(budget.wasCutShort()).isTrue();
        assertThat(known.of("x", patterns, Representatives.Kind.ANY)).isNotEmpty();
        assertThat(budget.wasCutShort()).isTrue();
        assertThat(known.of("x", List.of("xa*"), Representatives.Kind.ANY)).isNotEmpty();
        assertThat(budget.wasCutShort()).isFalse();
    }
}
