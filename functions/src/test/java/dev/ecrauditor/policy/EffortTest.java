package dev.ecrauditor.policy;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EffortTest {

    private static void spendAll(Effort effort) {
        while (true) {
            effort.spend(1);
        }
    }

    @Test
    void itComesToAnEnd() {
        Effort effort = new Effort();
        assertThatThrownBy(() -> spendAll(effort)).isInstanceOf(Effort.Spent.class);
        assertThatThrownBy(() -> effort.spend(1)).isInstanceOf(Effort.Spent.class);
    }

    @Test
    void whoTakesAShareLeavesTheRest() {
        Effort effort = new Effort();
        assertThatThrownBy(() -> effort.withShare(0.5, () -> spendAll(effort))).isInstanceOf(Effort.Spent.class);
        assertThatCode(() -> effort.spend(1_000)).doesNotThrowAnyException();
    }

    @Test
    void aShareOfAShareLeavesTheRestOfThat() {
        Effort effort = new Effort();
        effort.withShare(0.5, () -> {
            assertThatThrownBy(() -> effort.withShare(0.5, () -> spendAll(effort)))
                    .isInstanceOf(Effort.Spent.class);
            effort.spend(1_000);
        });
    }

    @Test
    void theWholeAsAShareIsTheWhole() {
        Effort effort = new Effort();
        assertThatThrownBy(() -> effort.withShare(1, () -> spendAll(effort))).isInstanceOf(Effort.Spent.class);
        assertThatThrownBy(() -> effort.spend(1)).isInstanceOf(Effort.Spent.class);
    }
}
