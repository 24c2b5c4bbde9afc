package dev.ecrauditor.rule.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EvidenceTest {

    private static final String MARK = " [cut: more than fits an alert]";

    @Test
    void factsKeepTheirOrder() {
        assertThat(Evidence.of("x")
                        .and("b", "1")
                        .and("a", "2")
                        .and("c", "3")
                        .facts()
                        .keySet())
                .containsExactly("b", "a", "c");
    }

    @Test
    void evidenceThatFitsIsLeftAsItIs() {
        Evidence small = Evidence.of("x").and("policy", "a".repeat(7_994));
        assertThat(small.capped()).isEqualTo(small);
    }

    @Test
    void evidenceThatDoesNotFitIsCutWithAVisibleMark() {
        Evidence cut = Evidence.of("x")
                .and("policy", "a".repeat(7_995))
                .and("more", "b")
                .capped();
        assertThat(cut.facts()).isEqualTo(Map.of("policy", "a".repeat(7_994) + MARK));
    }

    @Test
    void hundredsOfFactsAreCutToTheCapAndTheLastOneIsMarked() {
        Map<String, String> facts = new LinkedHashMap<>();
        for (int i = 0; i < 500; i++) {
            facts.put("statement " + i, "allows principal * without condition");
        }
        Evidence cut = new Evidence("x", facts).capped();
        int characters = cut.facts().entrySet().stream()
                .mapToInt(fact -> fact.getKey().length() + fact.getValue().length())
                .sum();
        assertThat(characters).isLessThan(8_050);
        assertThat(cut.facts().values()).last().asString().endsWith(MARK);
    }

    @Test
    void whatToDoIsKeptWholeOrNotAtAllAndIsNoPartOfTheProof() {
        Evidence evidence = Evidence.of("x").and("a", "b").fixedBy(List.of("# Then:", "aws ecr x"));
        assertThat(evidence.capped().fix()).containsExactly("# Then:", "aws ecr x");
        assertThat(evidence.and("c", "d").saying("y").fix()).isEqualTo(evidence.fix());
        assertThat(evidence.followedBy(Map.of("c", "d")).fix()).isEqualTo(evidence.fix());
        assertThat(evidence.facts()).containsOnlyKeys("a");
        assertThat(evidence.capped(10).fix())
                .containsExactly("# The commands do not fit an alert; the page of the rule holds them.");
    }

    @Test
    void aCutNeverSplitsACharacterOfTwoUnits() {
        String kept = Evidence.of("x")
                .and("p", "a" + "\uD83D\uDC33".repeat(5_000))
                .and("q", "b")
                .capped()
                .facts()
                .get("p")
                .replace(MARK, "");
        assertThat(kept).endsWith("\uD83D\uDC33");
        assertThat(Evidence.of("x")
                        .and("p", "\uD83D\uDC33".repeat(5_000))
                        .capped()
                        .facts()
                        .get("p"))
                .endsWith("\uD83D\uDC33" + MARK);
    }
}
