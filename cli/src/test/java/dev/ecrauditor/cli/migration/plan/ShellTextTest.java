package dev.ecrauditor.cli.migration.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostile values reach the shell as they are, and nothing of them runs. */
class ShellTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "it's",
                "''",
                "'; touch owned; '",
                "$(touch owned)",
                "`touch owned`",
                "\\",
                "\"",
                "a b",
                "*",
                "-n",
                "é",
                ""
            })
    void aQuotedWordIsTheValue(String value) throws Exception {
        assertThat(shell("printf '%s|' " + ShellText.quoted(value))).isEqualTo(value + "|");
    }

    @Test
    void aQuotedWordAndACommentHaveNoLineBreakOrControlCharacter() {
        assertThat(ShellText.quoted("a\nb\u001b[2J\u202e")).isEqualTo("'a?b?[2J?'");
        assertThat(ShellText.comment("a\n; touch owned\r")).isEqualTo("# a?; touch owned?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"END", "END\nEND_1\n$(touch owned)\nEND_2", "`touch owned` 'it' \"$HOME\" \\", "a\n\nb"})
    void aHereDocumentIsTheText(String text) throws Exception {
        List<String> lines = ShellText.hereDocument("cat", text);

        assertThat(shell(String.join("\n", lines))).isEqualTo(text + "\n");
    }

    @Test
    void jsonMeansTheSameWithoutCharactersThatATerminalHides() throws Exception {
        String policy = "{\r\"Sid\": \"a\u202e\u2028b\u0085\u007f\ud83d\ude00é\",\r\n\t\"n\": 1}";

        String safe = ShellText.json(policy);

        assertThat(safe).contains("\\u202e\\u2028b\\u0085\\u007f").doesNotContain("\r", "\u202e", "\u2028");
        assertThat(JsonReader.read(safe)).isEqualTo(JsonReader.read(policy));
    }

    private static String shell(String script) throws Exception {
        Process process = new ProcessBuilder("sh", "-c", script).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return out;
    }
}
