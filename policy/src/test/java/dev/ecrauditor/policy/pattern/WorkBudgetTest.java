package dev.ecrauditor.policy.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorkBudgetTest {

    private static void spendAll(WorkBudget effort) {
        while (true) {
            effort.spend(1);
        }
    }

    @Test
    void itComesToAnEnd() {
        WorkBudget effort = new WorkBudget();
        assertThatThrownBy(() -> spendAll(effort)).isInstanceOf(WorkBudget.Spent.class);
        assertThatThrownBy(() -> effort.spend(1)).isInstanceOf(WorkBudget.Spent.class);
    }

    @Test
    void whoTakesAShareLeavesTheRest() {
        WorkBudget effort = new WorkBudget();
        assertThatThrownBy(() -> effort.withShare(0.5, () -> spendAll(effort))).isInstanceOf(WorkBudget.Spent.class);
        assertThatCode(() -> effort.spend(1_000)).doesNotThrowAnyException();
    }

    @Test
    void aShareOfAShareLeavesTheRestOfThat() {
        WorkBudget effort = new WorkBudget();
        effort.withShare(0.5, () -> {
            assertThatThrownBy(() -> effort.withShare(0.5, () -> spendAll(effort)))
                    .isInstanceOf(WorkBudget.Spent.class);
            effort.spend(1_000);
        });
    }

    @Test
    void theWholeAsAShareIsTheWhole() {
        WorkBudget effort = new WorkBudget();
        assertThatThrownBy(() -> effort.withShare(1, () -> spendAll(effort))).isInstanceOf(WorkBudget.Spent.class);
        assertThatThrownBy(() -> effort.spend(1)).isInstanceOf(WorkBudget.Spent.class);
    }

    /** Patterns that can be met in more combinations than are tried, asked for twice: the second answer comes from what is known. */
    @Test
    void whatIsCutShortIsCutShortForWhoeverAsksAgain() {
        WorkBudget effort = new WorkBudget();
        Representatives.Known known = new Representatives.Known(effort);
        List<String> patterns = IntStream.range(0, 12)
                .mapToObj(i -> "*" + (char) ('a' + i) + "*" + (char) ('m' + i) + "*")
                .toList();
        assertThat(known.of("x", patterns, Representatives.Kind.ANY)).isNotEmpty();
        assertThat(effort.wasCutShort()).isTrue();
        assertThat(known.of("x", patterns, Representatives.Kind.ANY)).isNotEmpty();
        assertThat(effort.wasCutShort()).isTrue();
        assertThat(known.of("x", List.of("xa*"), Representatives.Kind.ANY)).isNotEmpty();
        assertThat(effort.wasCutShort()).isFalse();
    }
}
