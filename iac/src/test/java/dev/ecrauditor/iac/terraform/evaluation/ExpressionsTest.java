package dev.ecrauditor.iac.terraform.evaluation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.iac.terraform.Unreadable;
import dev.ecrauditor.iac.terraform.hcl.HclParser;
import dev.ecrauditor.iac.terraform.hcl.HclSyntaxException;
import dev.ecrauditor.iac.terraform.value.Value;
import dev.ecrauditor.iac.terraform.value.WorkBudget;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares with what Terraform 1.11.4 makes of the same expressions; README.md of the resources says how. */
class ExpressionsTest {

    static Stream<String> expressions() throws IOException {
        try (InputStream in = ExpressionsTest.class.getResourceAsStream("/terraform/expressions.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8).lines().toList().stream();
        }
    }

    private static Value evaluate(String expression) throws HclSyntaxException {
        return new Evaluator(new WorkBudget())
                .evaluateSafely(HclParser.expression(expression, 1), Scope.of(Map.of(), Unreadable.FILES));
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void anExpressionHasTheValueThatTerraformGivesIt(String line) throws HclSyntaxException {
        int end = line.lastIndexOf(" => ");
        String expression = line.substring(0, end);
        Value value = evaluate("try(jsonencode(" + expression + "), \"ERROR\")");
        assertThat(value).isEqualTo(Value.of(line.substring(end + 4)));
    }

    @Test
    void whatTerraformRefusesIsUnknownWithTheReason() throws HclSyntaxException {
        assertThat(evaluate("[1][5]")).isEqualTo(Value.Unknown.untilPlan("a list with 1 items has no item 5"));
        assertThat(evaluate("nothing"))
                .isInstanceOfSatisfying(
                        Value.Unknown.class,
                        unknown -> assertThat(unknown.reason()).startsWith("nothing is named"));
        assertThat(evaluate("1 / 0")).isEqualTo(Value.Unknown.untilPlan("a division by zero"));
        assertThat(evaluate("upper([])"))
                .isEqualTo(Value.Unknown.untilPlan("the function upper fails: a text is required, not a list"));
    }

    @Test
    void aFunctionThatIsNotEvaluatedIsNamed() throws HclSyntaxException {
        assertThat(evaluate("cidrsubnet(\"10.0.0.0/8\", 8, 1)"))
                .isEqualTo(Value.Unknown.untilPlan("the function cidrsubnet is not evaluated"));
    }

    @Test
    void tryDoesNotHideWhatIsNotEvaluated() throws HclSyntaxException {
        assertThat(evaluate("try(timestamp(), \"now\")")).isInstanceOf(Value.Unknown.class);
        assertThat(evaluate("try(format(\"%x\", 255), \"now\")")).isInstanceOf(Value.Unknown.class);
        assertThat(evaluate("can(timestamp())")).isInstanceOf(Value.Unknown.class);
        assertThat(evaluate("can()")).isInstanceOf(Value.Unknown.class);
    }

    @Test
    void whatIsUnknownStaysUnknownWhereItDecides() throws HclSyntaxException {
        for (String expression : List.of(
                "timestamp() == \"x\"",
                "!timestamp()",
                "-timestamp()",
                "1 + timestamp()",
                "timestamp() < 1",
                "timestamp() ? 1 : 2",
                "\"a${timestamp()}\"",
                "[1][timestamp()]",
                "timestamp()[0]",
                "timestamp().a",
                "timestamp()[*].a",
                "[for x in timestamp() : x]",
                "[for x in [1] : x if timestamp()]",
                "{for x in [1] : timestamp() => x}",
                "{ (timestamp()) = 1 }",
                "upper(timestamp())",
                "jsonencode([timestamp()])",
                "merge({}, timestamp())",
                "lookup(timestamp(), \"a\", 1)",
                "lookup({}, timestamp(), 1)",
                "join(\"\", [timestamp()])",
                "toset([timestamp()])",
                "compact(timestamp())",
                "compact([timestamp()])",
                "flatten([timestamp()])",
                "max([timestamp()]...)",
                "max(timestamp()...)",
                "\"%{ if timestamp() }a%{ endif }\"",
                "\"%{ for x in timestamp() }a%{ endfor }\"",
                "zipmap([timestamp()], [1])",
                "true && timestamp()",
                "timestamp() || false",
                "null == timestamp()",
                "[timestamp()] == [1]",
                "templatefile(timestamp(), {})",
                "templatefile(\"a\", timestamp())",
                "tostring(timestamp())")) {
            assertThat(evaluate(expression)).as(expression).isInstanceOf(Value.Unknown.class);
        }
    }

    @Test
    void whatIsUnknownDoesNotSpreadWhereItDecidesNothing() throws HclSyntaxException {
        assertThat(evaluate("timestamp() && false")).isEqualTo(Value.of(false));
        assertThat(evaluate("false && timestamp()")).isEqualTo(Value.of(false));
        assertThat(evaluate("true || timestamp()")).isEqualTo(Value.of(true));
        assertThat(evaluate("timestamp() ? 1 : 1")).isEqualTo(Value.of(1));
        assertThat(evaluate("true ? 1 : timestamp()")).isEqualTo(Value.of(1));
        assertThat(evaluate("length([timestamp()])")).isEqualTo(Value.of(1));
        assertThat(evaluate("keys({ a = timestamp() })[0]")).isEqualTo(Value.of("a"));
        assertThat(evaluate("merge({ a = 1 }, { b = timestamp() }).a")).isEqualTo(Value.of(1));
        assertThat(evaluate("lookup({ a = 1 }, \"a\", timestamp())")).isEqualTo(Value.of(1));
        assertThat(evaluate("[timestamp()] == null")).isEqualTo(Value.of(false));
        assertThat(evaluate("coalesce(\"a\", timestamp())")).isEqualTo(Value.of("a"));
    }

    @Test
    void aSensitiveValueIsNotRead() throws HclSyntaxException {
        assertThat(evaluate("sensitive(\"a\")"))
                .isEqualTo(new Value.Unknown("the value is marked as sensitive and is not read"));
    }
}
