package dev.ecrauditor.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
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

    /** Patterns that can be met in more combinations than are tried, asked for twice: the second answer comes from what is known. */
    @Test
    void whatIsCutShortIsCutShortForWhoeverAsksAgain() {
        Effort effort = new Effort();
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
