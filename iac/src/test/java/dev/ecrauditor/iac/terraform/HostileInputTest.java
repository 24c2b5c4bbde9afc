package dev.ecrauditor.iac.terraform;

import static dev.ecrauditor.iac.terraform.Sources.plain;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.iac.terraform.source.UnreadPart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inputs that are made to crash the reader, to keep it busy, or to fill the memory. */
class HostileInputTest {

    private static final long SEED = 20_261_130L;

    @TempDir
    private Path directory;

    private String evaluated(String locals, String expression) {
        return plain(new Sources(directory)
                .file("l.tf", "locals {\n" + locals + "\n}\n")
                .evaluate(expression));
    }

    private static String chain(String first, String next, int length) {
        StringBuilder locals = new StringBuilder("a0 = " + first + "\n");
        for (int i = 1; i <= length; i++) {
            locals.append("a")
                    .append(i)
                    .append(" = ")
                    .append(next.replace("PREVIOUS", "local.a" + (i - 1)))
                    .append('\n');
        }
        return locals.toString();
    }

    @Test
    void valuesDoNotGrowExponentially() {
        assertThat(evaluated(chain("[1]", "[PREVIOUS, PREVIOUS]", 60), "local.a60"))
                .contains("parts");
        assertThat(evaluated(chain("\"xxxxxxxx\"", "\"${PREVIOUS}${PREVIOUS}\"", 60), "local.a60"))
                .contains("characters");
        assertThat(evaluated(chain("{ a = 1 }", "{ a = PREVIOUS, b = PREVIOUS }", 60), "jsonencode(local.a60)"))
                .contains("parts");
        assertThat(evaluated(chain("10", "PREVIOUS * PREVIOUS", 60), "local.a60"))
                .contains("digits");
        assertThat(evaluated("", "setproduct(" + "range(100),".repeat(9) + "range(100))"))
                .contains("more work");
        assertThat(evaluated("", "indent(1000, join(\"\\n\", range(1000)))")).isNotEmpty();
    }

    @Test
    void valuesDoNotNestWithoutLimit() {
        StringBuilder resources = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            resources
                    .append("resource \"aws_kms_key\" \"k")
                    .append(i)
                    .append("\" {\n  description = local.a")
                    .append(100 * (i + 1))
                    .append("\n}\n");
        }
        Sources sources = new Sources(directory)
                .file("l.tf", "locals {\n" + chain("[1]", "[PREVIOUS]", 1_000) + "\n}\n")
                .file("r.tf", resources.toString());
        assertThat(plain(sources.at("aws_kms_key.k0").properties())).contains("[[[");
        assertThat(plain(sources.at("aws_kms_key.k3").properties())).contains("levels");
        assertThat(evaluated("", "jsondecode(\"" + "[".repeat(5_000) + "\")")).contains("is not JSON");
        assertThat(evaluated("", "yamldecode(\"" + "[".repeat(5_000) + "\")")).startsWith("?");
    }

    @Test
    void aChainOfLocalsIsFollowedToALimit() throws InterruptedException {
        String locals = chain("1", "PREVIOUS + 1", 5_000);
        assertThat(evaluated(locals, "local.a50")).isEqualTo("51");
        List<String> results = new ArrayList<>();
        Thread small = new Thread(null, () -> results.add(evaluated(locals, "local.a5000")), "small", 512 << 10);
        small.start();
        small.join();
        assertThat(results).containsExactly("?more than 400 expressions depend on each other; use the plan JSON");
    }

    @Test
    void loopsEndWhenTheWorkIsTooMuch() {
        String loops = "[for a in range(1000) : length([for b in range(1000) : length([for c in range(1000) : c])])]";
        assertThat(evaluated("", "length(" + loops + ")"))
                .isEqualTo("?the input takes more work than the evaluation is limited to; use the plan JSON");
        assertThat(evaluated("", "try(length(" + loops + "), \"hidden\")")).startsWith("?");
    }

    @Test
    void aRegularExpressionThatSearchesForeverEnds() {
        assertThat(evaluated("", "regex(\"a*a*a*a*a*a*a*a*b\", \"" + "a".repeat(900) + "\")"))
                .contains("more work");
        assertThat(evaluated("", "regex(\"a\", \"" + "a".repeat(2_000) + "\")")).contains("too long");
        assertThat(evaluated("", "regex(\"(?P<a_b>x)\", \"x\")")).contains("does not know");
    }

    @Test
    void theNumberOfInstancesIsLimited() {
        Sources sources = new Sources(directory).file("r.tf", """
                resource "aws_kms_key" "many" {
                  count = 1000000000
                }
                resource "aws_kms_key" "some" {
                  count = 20000
                }
                resource "aws_kms_key" "more" {
                  count = 20000
                }
                resource "aws_kms_key" "most" {
                  count = 20000
                }
                """);
        TerraformDeclarations read = sources.read();
        assertThat(read.resources()).hasSize(50_000);
        assertThat(plain(sources.at("aws_kms_key.many").properties())).contains("between 0 and 20000");
        assertThat(read.omitted())
                .extracting(UnreadPart::reason)
                .containsExactly("more than 50000 resources and modules are declared");
    }

    @Test
    void blocksThatGenerateBlocksAreLimited() {
        Sources sources = new Sources(directory).file("r.tf", """
                locals {
                  some = range(1000)
                  many = flatten([for x in range(20) : range(1000)])
                }
                resource "aws_kms_key" "k" {
                  dynamic "a" {
                    for_each = local.some
                    content {
                      dynamic "b" {
                        for_each = local.some
                        content {
                          dynamic "c" {
                            for_each = local.some
                            content {
                              d = 1
                            }
                          }
                        }
                      }
                    }
                  }
                  dynamic "e" {
                    for_each = local.many
                    content {}
                  }
                }
                """);
        assertThat(plain(sources.resource().properties())).contains("e=?a dynamic block has more than 10000 items");
    }

    @Test
    void modulesThatMultiplyAreLimited() {
        Sources sources = new Sources(directory);
        for (int i = 0; i < 15; i++) {
            sources.file(
                    "m" + i + "/main.tf", "module \"m\" {\n  source = \"../m" + (i + 1) + "\"\n  count = 100\n}\n");
        }
        sources.file("m15/main.tf", "resource \"aws_kms_key\" \"k\" {}\n");
        assertThat(sources.read().omitted())
                .extracting(UnreadPart::reason)
                .contains("more than 50000 resources and modules are declared");
    }

    @Test
    void oddPathsAndNamesAreNoFault() {
        Sources sources = new Sources(directory).file("main.tf", """
                        module "a" {
                          source = "./a\\u0000b"
                        }
                        module {}
                        variable {}
                        output {}
                        locals {}
                        resource "aws_ecr_repository" {}
                        resource "aws_ecr_repository" "a" "b" {}
                        data "x" {}
                        """);
        assertThat(sources.read().omitted()).isNotEmpty();
    }

    @Test
    void changedFilesAreReadOrReported() throws IOException {
        List<byte[]> originals = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src/test/resources/terraform"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".tf"))
                    .sorted()
                    .toList()) {
                originals.add(Files.readAllBytes(file));
            }
        }
        Random random = new Random(SEED);
        String interesting = "{}[]()\"$%\\~<>\n=?:.,*!-&|#/'0aE\u0000";
        for (int i = 0; i < 400; i++) {
            StringBuilder text = new StringBuilder(
                    new String(originals.get(random.nextInt(originals.size())), StandardCharsets.UTF_8));
            for (int change = random.nextInt(4); change >= 0 && text.length() > 10; change--) {
                int at = random.nextInt(text.length() - 5);
                switch (random.nextInt(4)) {
                    case 0 -> text.delete(at, at + 1 + random.nextInt(5));
                    case 1 -> text.insert(at, interesting.charAt(random.nextInt(interesting.length())));
                    case 2 -> text.setCharAt(at, interesting.charAt(random.nextInt(interesting.length())));
                    default -> text.insert(at, text.substring(random.nextInt(at + 1), at));
                }
            }
            new Sources(directory).file("main.tf", text.toString());
            TerraformDeclarations read =
                    new Sources(directory).deployedTo(Sources.FACTS).read();
            assertThat(read.files()).as("case %d of seed %d", i, SEED).isNotEmpty();
        }
    }
}
