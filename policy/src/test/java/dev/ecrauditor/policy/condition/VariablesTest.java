package dev.ecrauditor.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The text of variables, to the last character. */
class VariablesTest {

    @Test
    void theKeysOfAllVariablesAreFoundOnce() {
        assertThat(Variables.in(List.of("${aws:userid}", "a${aws:userid}b${aws:SourceIp, '*'}", "${a:}")))
                .containsExactly(ConditionKey.of("aws:userid"), ConditionKey.of("aws:sourceip"), ConditionKey.of("a:"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "${", "}${", "${*}", "${?}", "${$}", "${}", "$ {aws:userid}", "${aws:userid"})
    void literalsAndWhatDoesNotEndHaveNoKey(String value) {
        assertThat(Variables.in(List.of(value))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "?", "*a", "?a", "a*", "a?"})
    void anEscapedWildcardIsMarkedWhereverItIs(String text) {
        String literal = Variables.literal(text);
        assertThat(Variables.isMarked(literal)).isTrue();
        assertThat(Variables.hasWildcard(literal)).isTrue();
        assertThat(Variables.plain(literal)).isEqualTo(text);
    }

    @Test
    void textWithoutWildcardStaysAsItIs() {
        assertThat(Variables.literal("role/a")).isEqualTo("role/a");
        assertThat(Variables.isMarked("role/a")).isFalse();
        assertThat(Variables.hasWildcard("role/a")).isFalse();
        assertThat(Variables.plain("role/a*")).isEqualTo("role/a*");
    }

    @Test
    void aDefaultMayBeQuotedAndMayBeEmpty() {
        assertThat(otherwise("${aws:userid, 'a b'}")).hasValue("a b");
        assertThat(otherwise("${aws:userid,''}")).hasValue("");
        assertThat(otherwise("${aws:userid,'}")).hasValue("'");
        assertThat(otherwise("${aws:userid,'a}")).hasValue("'a");
        assertThat(otherwise("${aws:userid,a'}")).hasValue("a'");
        assertThat(otherwise("${aws:userid,}")).hasValue("");
        assertThat(otherwise("${aws:userid}")).isEmpty();
    }

    @Test
    void textsStandBetweenTheVariables() {
        Variables.Template template = Variables.template("${aws:userid}-${aws:SourceIp}/");
        assertThat(template.texts()).containsExactly("", "-", "/");
        assertThat(template.variables())
                .extracting(Variables.Variable::key)
                .containsExactly(ConditionKey.of("aws:userid"), ConditionKey.of("aws:sourceip"));
        assertThat(Variables.template("${aws:userid").texts()).containsExactly("${aws:userid");
    }

    private static Optional<String> otherwise(String value) {
        return Variables.template(value).variables().get(0).otherwise();
    }
}
