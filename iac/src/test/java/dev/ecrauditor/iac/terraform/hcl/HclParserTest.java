package dev.ecrauditor.iac.terraform.hcl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HclParserTest {

    private static Body parse(String text) throws HclSyntaxException {
        return HclParser.file(text, "main.tf");
    }

    private static HclSyntaxException refused(String text) {
        return catchThrowableOfType(HclSyntaxException.class, () -> parse(text));
    }

    @Test
    void blocksHaveLabelsAndTheLineOfTheirBeginning() throws HclSyntaxException {
        Body file = parse("# comment\n\nresource \"aws_kms_key\" key {\n  a = 1\n\n  b { c = 2 }\n}\n");
        Block block = file.blocks().get(0);
        assertThat(block.labels()).containsExactly("aws_kms_key", "key");
        assertThat(block.position()).hasToString("main.tf:3");
        assertThat(block.body().attribute("a").orElseThrow().position()).hasToString("main.tf:4");
        assertThat(block.body().blocks("b").findFirst().orElseThrow().position())
                .hasToString("main.tf:6");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\uFEFFa = 1",
                "a = 1 # c\nb = 2 // d\n/* e\nf */ g = 3",
                "a = [\n1,\n2,\n]\n",
                "a = {\n b = 1, c = 2\n d : 3\n}\n",
                "a = { if = 1, in = 2, for = 3, null = 4 }\n",
                "a = f(\n1,\n2\n)\n",
                "a = (\n1 +\n2\n)\n",
                "a = b ? {\n c = 1 } : {}\n",
                "a = <<EOF\r\nx\r\nEOF\r\nb = 1\r\n",
                "a = [<<EOF\nx\nEOF\n, 1]\n",
                "a = <<EOF\nnot the end: EOF\nEOF\nb = 1\n",
                "a = \"${jsonencode({ for k, v in var.m : k => v })}x\"\n",
                "a = \"${~ b ~}\"\n",
                "a = provider::aws::arn_parse(b)\n",
                "a = b.c[0].*.d[*].e[f.g].0.h\n",
                "a-b = c-d\n",
                "a = !!b && -c < d\n",
                "a = \"\\u00e9\\U0001F600\"\n",
                "a = 1.5e-3\n",
                "a = {\n b = c\n (d) = e\n}\n",
                "a = b == c ? d : e ? f : g\n",
                "bé = \"x\"\n"
            })
    void everySyntaxThatTerraformAcceptsIsRead(String text) throws HclSyntaxException {
        assertThat(parse(text)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a =",
                "a = [1, 2",
                "a = [1 2]",
                "a = {b = 1",
                "a = {b = 1 c = 2}",
                "a = {b}",
                "a = \"x\nb = 1",
                "a = \"x",
                "a = \"\\q\"",
                "a = \"\\u12\"",
                "a = \"\\UFFFFFFFF\"",
                "a = 'x'",
                "a 1",
                "a = b c = d",
                "x {",
                "x {\n a = 1\n",
                "a = 1 }\nresource b c {}",
                "a = <<EOF\nx\n",
                "a = << EOF\nx\nEOF\n",
                "a = <<EOF x\nx\nEOF\n",
                "a = \"${b\"",
                "a = \"${b c}\"",
                "a = \"%{ if b }c\"",
                "a = \"%{ endif }\"",
                "a = \"%{ for x in y }%{ endif }\"",
                "a = \"%{ while b }\"",
                "a = 1\na = 2\n",
                "/* a",
                "x \"${b}\" {}",
                "a = b ? c",
                "a = b.",
                "a = b.*.",
                "a = [for x in y]",
                "a = [for in y : x]",
                "a = {for x in y : x}",
                "a = f(1",
                "a = (1",
                "a = b[1",
                "a = ...",
                "a = 1e999999999",
                "a = $",
                "= 1",
                "\u0000"
            })
    void whatTerraformRefusesIsRefused(String text) {
        assertThat(refused(text)).isNotNull();
    }

    @Test
    void aRefusalNamesItsLineAndWhatWasExpected() {
        HclSyntaxException refusal = refused("a = 1\n\nb = [1, 2\n\n}\n");
        assertThat(refusal.line()).isEqualTo(5);
        assertThat(refusal.reason()).isEqualTo("expected \",\" or \"]\", found \"}\"");
        assertThat(refused("x {\n  a = 1\n").reason())
                .isEqualTo("expected the end of the block x that begins in line 1, found the end of the file");
        assertThat(refused("a = \n").reason()).isEqualTo("expected an expression, found the end of the line");
        assertThat(refused("a = \"b\n\"").reason()).contains("does not end in its line");
    }

    @Test
    void theLineInsideATextOverSeveralLinesIsKnown() {
        assertThat(refused("a = <<EOF\nx\n${b c}\nEOF\n").line()).isEqualTo(3);
    }

    @Test
    void nestingIsLimitedWhereverItOccurs() {
        for (List<String> pair : List.of(
                List.of("(", ")"),
                List.of("[", "]"),
                List.of("{a=", "}"),
                List.of("f(", ")"),
                List.of("!", ""),
                List.of("-", ""),
                List.of("\"${", "}\""),
                List.of("true ? 1 : ", ""),
                List.of("a[", "]"),
                List.of("[for x in ", " : x]"))) {
            String text = "a = " + pair.get(0).repeat(5_000) + "1" + pair.get(1).repeat(5_000);
            assertThat(refused(text)).as(pair.get(0)).isNotNull();
        }
        assertThat(refused("b {\n".repeat(5_000) + "}\n".repeat(5_000)).reason())
                .contains("50 blocks");
        assertThat(refused("a = b" + ".c".repeat(5_000)).reason()).contains("100 attributes");
        assertThat(refused("a = \"" + "%{ if true }".repeat(5_000) + "\"").reason())
                .contains("50 directives");
        StringBuilder heredocs = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            heredocs.append("a = <<E").append(i).append("\n${<<F").append(i).append('\n');
        }
        assertThat(refused(heredocs.toString())).isNotNull();
    }
}
