package dev.ecrauditor.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {

    private static Json read(String singleQuoted) throws MalformedJson {
        return JsonReader.read(singleQuoted.replace('\'', '"'));
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("", "empty text"),
                arguments("\t \n", "empty text"),
                arguments("{} {}", "something follows the JSON value"),
                arguments("{} x", "not valid JSON"),
                arguments("{'a': 1, 'a': 2}", "duplicate member name at line 1"),
                arguments("{'x': [{'a': 1, 'b': {}, 'a': 2}]}", "duplicate member name at line 1"),
                arguments("{'a': 1, '\\u0061': 2}", "duplicate member name at line 1"),
                arguments("{'a': 1,\n 'b': }", "not valid JSON at line 2"),
                arguments("{'a': 1,}", "not valid JSON"),
                arguments("{a: 1}", "not valid JSON"),
                arguments("[1, 2", "not valid JSON"),
                arguments("01", "not valid JSON"),
                arguments("+1", "not valid JSON"),
                arguments("NaN", "not valid JSON"),
                arguments("True", "not valid JSON"),
                arguments("'a\nb'", "not valid JSON"),
                arguments("'\\x41'", "not valid JSON"),
                arguments("// none\n{}", "not valid JSON"),
                arguments("\uFEFF{}", "not valid JSON"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void textThatIsNotOneStrictJsonValueIsRefused(String text, String reason) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(MalformedJson.class).hasMessageContaining(reason);
    }

    @Test
    void theRefusalQuotesNothing() {
        assertThatThrownBy(() -> read("{'<!channel>': 1, '<!channel>': <!here>}"))
                .message()
                .doesNotContain("<", "channel", "here");
    }

    @Test
    void nestingUpToTheLimitIsReadAndDeeperNestingIsRefused() throws MalformedJson {
        int most = JsonReader.MAX_DEPTH;
        assertThat(JsonReader.read("[".repeat(most) + "]".repeat(most))).isInstanceOf(Json.Arr.class);
        assertThatThrownBy(() -> JsonReader.read("[".repeat(most + 1) + "]".repeat(most + 1)))
                .isInstanceOf(MalformedJson.class);
        assertThatThrownBy(() -> JsonReader.read("{\"a\":".repeat(200_000))).isInstanceOf(MalformedJson.class);
    }

    @Test
    void textLongerThanAnyEventIsRefused() {
        String tooLong = "\"" + "x".repeat(JsonReader.MAX_CHARACTERS) + "\"";
        assertThatThrownBy(() -> JsonReader.read(tooLong)).hasMessageContaining("longer than");
    }

    @Test
    void everyKindOfValueIsRead() throws MalformedJson {
        Json json = read("{'s': 'x', 'n': 1.50, 't': true, 'f': false, 'z': null, 'a': [1, 'b'], 'o': {'k': 'v'}}");
        assertThat(json.text("s")).hasValue("x");
        assertThat(json.at("n")).isEqualTo(new Json.Num("1.50"));
        assertThat(json.bool("t")).hasValue(true);
        assertThat(json.bool("f")).hasValue(false);
        assertThat(json.at("z").isAbsent()).isTrue();
        assertThat(json.items("a")).containsExactly(new Json.Num("1"), new Json.Str("b"));
        assertThat(json.text("o", "k")).hasValue("v");
    }

    @Test
    void escapesAreRead() throws MalformedJson {
        assertThat(read("'\\u002a\\n\\ud83d\\ude00'").text()).hasValue("*\n\uD83D\uDE00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775808", "1.0", "1e3", "'7'", "true", "null", "[]"})
    void whatIsNoWholeNumberOfSixtyFourBitsIsNone(String value) throws MalformedJson {
        assertThat(read("{'n': " + value + "}").whole("n")).isEmpty();
    }

    @Test
    void aWholeNumberOfSixtyFourBitsIsReadToTheLastDigit() throws MalformedJson {
        assertThat(read("{'n': 9223372036854775807}").whole("n")).hasValue(Long.MAX_VALUE);
    }

    @Test
    void aPathThatLeadsNowhereIsAbsentAndNeverThrows() throws MalformedJson {
        Json json = read("{'a': ['x'], 'b': 'text', 'c': 7}");
        assertThat(json.at("a", "b", "c").isAbsent()).isTrue();
        assertThat(json.text("b", "length")).isEmpty();
        assertThat(json.text("c")).isEmpty();
        assertThat(json.items("b")).isEmpty();
        assertThat(json.members("a")).isEmpty();
        assertThat(json.bool("b")).isEmpty();
    }

    @Test
    void objectsAreEqualInAnyOrderAndListsAreNot() throws MalformedJson {
        assertThat(read("{'a': 1, 'b': [1, 2]}")).isEqualTo(read("{ 'b': [1,2], 'a': 1 }"));
        assertThat(read("[1, 2]")).isNotEqualTo(read("[2, 1]"));
    }

    @Test
    void whatWasReadCannotBeChanged() throws MalformedJson {
        Map<String, Json> members = JsonReader.read("{\"z\":1,\"a\":2}").members();
        assertThat(members.keySet()).containsExactly("z", "a");
        assertThatThrownBy(() -> members.put("b", Json.of(3))).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> members.remove("z")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> members.entrySet().iterator().next().setValue(Json.of(3)))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void anObjectKeepsNoHoldOfTheMapItWasMadeOf() {
        Map<String, Json> members = new LinkedHashMap<>(Map.of("a", Json.of(1)));
        Json.Obj object = new Json.Obj(members);
        members.put("b", Json.of(2));
        assertThat(object.members()).containsOnlyKeys("a");
    }
}
