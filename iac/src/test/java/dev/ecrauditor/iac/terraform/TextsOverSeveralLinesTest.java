package dev.ecrauditor.iac.terraform;

import static dev.ecrauditor.iac.terraform.Sources.plain;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The results are those of Terraform 1.11.4. */
class TextsOverSeveralLinesTest {

    @TempDir
    private Path directory;

    private String text(String heredoc) {
        return plain(new Sources(directory)
                .file("v.tf", "variable \"m\" {\n  default = { b = 1, a = 2 }\n}\n")
                .evaluate(heredoc));
    }

    @Test
    void aTextIsKeptAsItIs() {
        assertThat(text("<<EOT\na\\n$${b} \"q\" $ 100% $$x\nEOT\n")).isEqualTo("\"a\\n${b} \"q\" $ 100% $$x\n\"");
        assertThat(text("<<EOT\nEOT\n")).isEqualTo("\"\"");
    }

    @Test
    void theIndentationOfTheLeastIndentedLineIsRemoved() {
        assertThat(text("<<-EOT\n      four\n\n        six\n     ${\"x\"}  q\n   \n       l\n    EOT\n"))
                .isEqualTo("\" four\n\n   six\nx  q\n   \n  l\n\"");
    }

    @Test
    void aMarkerRemovesTheSpacesOfItsLineAndThenTheNextLineIsNotIndented() {
        assertThat(text("""
                        <<-EOT
                            start
                            %{ for k, v in var.m ~}
                              ${k} = ${v}
                            %{ endfor ~}
                            end ${~ "x" ~}  y
                          EOT
                        """)).isEqualTo("\"start\n      a = 2\n      b = 1\n    endxy\n\"");
    }

    @Test
    void lineEndsOfWindowsAreLineEnds() {
        assertThat(text("<<-EOT\r\n  a\r\n   b\r\n  EOT\r\n")).isEqualTo("\"a\n b\n\"");
    }
}
