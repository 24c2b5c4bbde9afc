package dev.ecrauditor.rule.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How much of an evidence is kept, to the character. */
class EvidenceLengthTest {

    private static final String MARK = " [cut: more than fits an alert]";
    private static final String WHALE = "\uD83D\uDC33";

    @Test
    void aSummaryOfExactlyTheRoomIsLeftAsItIs() {
        assertThat(new Evidence("12345", Map.of()).capped(5).summary()).isEqualTo("12345");
        assertThat(new Evidence("123456", Map.of()).capped(5).summary()).isEqualTo("12345" + MARK);
    }

    @Test
    void withoutAnyRoomOnlyTheMarksAreLeft() {
        Evidence cut = new Evidence("summary", Map.of("name", "value")).capped(0);
        assertThat(cut).isEqualTo(new Evidence(MARK, Map.of("cut", MARK)));
    }

    @Test
    void aPairThatDoesNotFitIsLeftOutAsAWhole() {
        assertThat(new Evidence("a" + WHALE + "b", Map.of()).capped(2).summary())
                .isEqualTo("a" + MARK);
        assertThat(new Evidence("a" + WHALE + "b", Map.of()).capped(3).summary())
                .isEqualTo("a" + WHALE + MARK);
        assertThat(new Evidence(WHALE + "b", Map.of()).capped(1).summary()).isEqualTo(MARK);
    }

    @Test
    void aNameThatFitsIsWholeWhateverItEndsWith() {
        Map<String, String> facts = Map.of("n\uD83D", "a long value");
        assertThat(new Evidence("", facts).capped(4).facts()).isEqualTo(Map.of("n\uD83D", "a " + MARK));
    }

    @Test
    void whatFollowsIsKeptAndStandsBehind() {
        Evidence both = Evidence.of("s").and("a", "1").followedBy(Map.of("b", "2"));
        assertThat(both).isEqualTo(Evidence.of("s").and("a", "1").and("b", "2"));
        assertThat(both.facts().keySet()).containsExactly("a", "b");
    }

    @Test
    void beforeWhatFollowsIsCutWhatStandsBefore() {
        String name = "n";
        String follows = "f".repeat(999);
        Evidence full = Evidence.of("s").and("p", "a".repeat(6_999)).followedBy(Map.of(name, follows));
        assertThat(full.facts()).isEqualTo(Map.of("p", "a".repeat(6_999), name, follows));
        Evidence cut = Evidence.of("s").and("p", "a".repeat(7_000)).followedBy(Map.of(name, follows));
        assertThat(cut.facts()).isEqualTo(Map.of("p", "a".repeat(6_999) + MARK, name, follows));
    }

    @Test
    void whatFollowsTakesAtMostAQuarter() {
        Evidence cut = Evidence.of("s").and("p", "a".repeat(5_000)).followedBy(Map.of("n", "f".repeat(3_000)));
        assertThat(cut.facts()).isEqualTo(Map.of("p", "a".repeat(5_000), "n", "f".repeat(1_999) + MARK));
    }

    @Test
    void aFactSaidAgainTakesThePlaceOfTheFirst() {
        Map<String, String> facts = new LinkedHashMap<>(Map.of("a", "1"));
        Evidence evidence = new Evidence("s", facts);
        facts.put("b", "2");
        assertThat(evidence.facts()).isEqualTo(Map.of("a", "1"));
        assertThat(evidence.and("a", "3").facts()).isEqualTo(Map.of("a", "3"));
    }
}
