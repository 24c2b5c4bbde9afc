package dev.ecrauditor.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.cli.CommandRun;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources and plans of Terraform at the command line. */
class CheckTerraformTest {

    private static final String SOURCE = """
            variable "mutability" {}

            resource "aws_ecr_repository" "api" {
              name                 = "payments/api"
              image_tag_mutability = var.mutability
            }

            resource "aws_ecr_repository_policy" "api" {
              repository = aws_ecr_repository.api.name
              policy = jsonencode({
                Statement = [{ Effect = "Allow", Principal = { AWS = "444455556666" }, Action = "ecr:BatchGetImage" }]
              })
            }
            """;

    private static final String PLAN = """
            {"format_version": "1.2", "terraform_version": "1.9.0", "planned_values": {"root_module": {"resources": [
              {"address": "aws_ecr_repository.api", "mode": "managed", "type": "aws_ecr_repository", "name": "api",
               "values": {"name": "payments/api", "image_tag_mutability": "MUTABLE"}}]}},
             "resource_changes": [{"address": "aws_ecr_repository.api", "mode": "managed",
               "type": "aws_ecr_repository", "name": "api",
               "change": {"actions": ["create"], "after_unknown": {"arn": true}}}],
             "configuration": {"root_module": {"resources": [
              {"address": "aws_ecr_repository.api", "mode": "managed", "type": "aws_ecr_repository", "name": "api",
               "expressions": {"name": {"constant_value": "payments/api"}}}]}}}
            """;

    @TempDir
    private Path directory;

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    private static CommandRun check(String... arguments) {
        List<String> line = new ArrayList<>(List.of("check"));
        line.addAll(List.of(arguments));
        return CommandRun.of(line.toArray(String[]::new));
    }

    private static Json row(CommandRun run, String rule) throws MalformedJson {
        for (String line : run.out().lines().toList()) {
            Json row = JsonReader.read(line);
            if (row.text("rule").filter(rule::equals).isPresent()) {
                return row;
            }
        }
        throw new AssertionError(run.out());
    }

    @Test
    void aSourceIsEvaluatedWithTheLineOfTheSetting() throws Exception {
        file("main.tf", SOURCE);
        CommandRun run = check(directory.toString(), "--output", "json", "--account", "111122223333");
        Json foreign = row(run, "ecr-policy-no-foreign-account");
        assertThat(foreign.text("verdict")).hasValue("FAIL");
        assertThat(foreign.text("file")).hasValue(directory.resolve("main.tf").toString());
        assertThat(foreign.whole("line")).hasValue(8L);
        assertThat(foreign.text("resource")).hasValue("aws_ecr_repository.api");
        assertThat(run.status()).isEqualTo(1);
    }

    @Test
    void aVariableWithoutValueIsUnknownUntilAFileGivesIt() throws Exception {
        file("main.tf", SOURCE);
        assertThat(row(check(directory.toString(), "--output", "json"), "ecr-tag-immutable")
                        .text("verdict"))
                .hasValue("UNKNOWN");
        String values = file("prod.tfvars", "mutability = \"IMMUTABLE\"\n");
        assertThat(row(check(directory.toString(), "--var-file", values, "--output", "json"), "ecr-tag-immutable")
                        .text("verdict"))
                .hasValue("PASS");
        assertThat(check(
                                directory.toString(),
                                "--var-file",
                                directory.resolve("gone.tfvars").toString())
                        .err())
                .contains("gone.tfvars: no such file")
                .hasLineCount(1);
    }

    @Test
    void aPolicyThatMayNotExistPassesNoRule() throws Exception {
        String own = SOURCE.replace("444455556666", "111122223333")
                .replace("  repository = aws", "  count      = var.with_policy ? 1 : 0\n  repository = aws");
        file("main.tf", own + "variable \"with_policy\" {}\n");
        CommandRun run = check(directory.toString(), "--output", "json", "--account", "111122223333");
        for (String rule : List.of("ecr-policy-present", "ecr-policy-not-public", "ecr-policy-no-foreign-account")) {
            assertThat(row(run, rule).text("verdict")).as(rule).hasValue("UNKNOWN");
        }
        String values = file("prod.tfvars", "with_policy = true\nmutability = \"IMMUTABLE\"\n");
        assertThat(row(
                                check(
                                        directory.toString(),
                                        "--output",
                                        "json",
                                        "--account",
                                        "111122223333",
                                        "--var-file",
                                        values),
                                "ecr-policy-present")
                        .text("verdict"))
                .hasValue("PASS");
    }

    @Test
    void aPlanIsEvaluated() throws Exception {
        CommandRun run = check(file("plan.json", PLAN), "--output", "json");
        assertThat(row(run, "ecr-tag-immutable").text("verdict")).hasValue("FAIL");
        assertThat(row(run, "ecr-encryption-customer-managed-key").text("verdict"))
                .hasValue("FAIL");
    }

    @Test
    void aBrokenSourceIsReportedAndTheOthersAreEvaluated() throws Exception {
        String broken = file("broken.tf", "resource \"aws_ecr_repository\" {{\n");
        String plan = file("plan.json", PLAN);
        CommandRun run = check(broken, plan);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).contains(broken + ":1", "aws_ecr_repository.api");
    }

    @Test
    void aCommentWaivesBesideAResource() throws Exception {
        file(
                "main.tf",
                SOURCE.replace(
                        "  image_tag",
                        "  # ecr-auditor:waive ecr-tag-immutable until 2199-01-31: moves to immutable tags\n  image_tag"));
        String values = file("prod.tfvars", "mutability = \"MUTABLE\"\n");
        CommandRun run = check(directory.toString(), "--var-file", values, "--output", "json");
        assertThat(row(run, "ecr-tag-immutable").text("verdict")).hasValue("WAIVED");
    }

    @Test
    void sarifNamesTheFileAndTheLine() throws Exception {
        CommandRun run = check(file("plan.json", PLAN), "--output", "sarif");
        Json log = JsonReader.read(run.out());
        assertThat(log.items("runs").toString()).contains("plan.json", "startLine", "ecr-tag-immutable");
        assertThat(run.status()).isEqualTo(1);
        assertThat(check(directory.toString(), "--output", "html").out()).startsWith("<!DOCTYPE html>");
        assertThat(check(directory.toString(), "--output", "csv").out())
                .contains("plan.json", ",ACCOUNT_ID,REGION,")
                .doesNotContain("xx-unknown");
        CommandRun asff = check(directory.toString(), "--output", "asff");
        assertThat(asff.status()).isEqualTo(2);
        assertThat(asff.err()).contains("--output asff").hasLineCount(1);
    }
}
