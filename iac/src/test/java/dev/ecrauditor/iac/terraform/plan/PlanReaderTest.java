package dev.ecrauditor.iac.terraform.plan;

import static dev.ecrauditor.iac.terraform.Sources.plain;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.iac.declaration.DeclaredResource;
import dev.ecrauditor.iac.terraform.Sources;
import dev.ecrauditor.iac.terraform.TerraformDeclarations;
import dev.ecrauditor.iac.terraform.TerraformPlanReader;
import dev.ecrauditor.iac.terraform.json.JsonDocument;
import dev.ecrauditor.iac.terraform.json.JsonSyntaxException;
import dev.ecrauditor.iac.terraform.source.UnreadPart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanReaderTest {

    private static final long SEED = 20_261_130L;

    @TempDir
    private Path directory;

    private TerraformDeclarations read(String plan) {
        new Sources(directory).file("plan.json", plan);
        return new TerraformPlanReader().read(directory.resolve("plan.json"));
    }

    /** A plan of one repository in a module, and of what else is given. */
    private static String plan(String values, String change, String expressions, String more) {
        return """
                {"format_version": "1.2",
                 "planned_values": {"root_module": {
                  "resources": [{"address": "aws_kms_key.k[0]", "mode": "managed", "type": "aws_kms_key", "name": "k",
                                 "values": {}},
                                {"address": "data.aws_kms_key.d", "mode": "data", "type": "aws_kms_key", "name": "d"},
                                {"address": "aws_iam_role.r", "mode": "managed", "type": "aws_iam_role", "name": "r"}],
                  "child_modules": [{"address": "module.m[\\"a.b\\"]", "resources": [
                   {"address": "module.m[\\"a.b\\"].aws_ecr_repository.r", "mode": "managed",
                    "type": "aws_ecr_repository", "name": "r", "values": VALUES}]}]}},
                 "resource_changes": [{"address": "module.m[\\"a.b\\"].aws_ecr_repository.r", "change": CHANGE}],
                 "configuration": {"root_module": {
                  "module_calls": {"m": {"expressions": {"key": {"references": ["aws_kms_key.k[0].arn", "aws_kms_key.k[0]",
                                                                               "aws_kms_key.k"]},
                                                         "passed": {"references": ["var.nothing"]}},
                   "module": {"resources": [{"address": "aws_ecr_repository.r", "expressions": EXPRESSIONS}],
                              "variables": {"key": {}, "passed": {}, "unset": {}, "set": {"default": "x"}}}}},
                  "variables": {"nothing": {}} MORE}}}
                """.replace("VALUES", values)
                .replace("CHANGE", change)
                .replace("EXPRESSIONS", expressions)
                .replace("MORE", more);
    }

    private String repository(String values, String change, String expressions) {
        List<DeclaredResource> resources =
                read(plan(values, change, expressions, "")).resources();
        assertThat(resources)
                .extracting(DeclaredResource::address)
                .containsExactly("aws_kms_key.k[0]", "module.m[\"a.b\"].aws_ecr_repository.r");
        return plain(resources.get(1).properties());
    }

    private static String keyFrom(String... references) {
        return "{\"encryption_configuration\": [{\"kms_key\": {\"references\": ["
                + String.join(
                        ", ",
                        List.of(references).stream()
                                .map(name -> "\"" + name + "\"")
                                .toList())
                + "]}}]}";
    }

    private String key(String... references) {
        return repository(
                "{\"encryption_configuration\": [{}]}",
                "{\"after_unknown\": {\"arn\": true, \"encryption_configuration\": [{\"kms_key\": true}]}}",
                keyFrom(references));
    }

    @Test
    void plannedValuesAreReadWithTheirLines() {
        TerraformDeclarations read =
                read(plan("{\n\"name\": \"n\", \"force_delete\": null,\n\"tags\": {\"a\": 1}}", "{}", "{}", ""));
        DeclaredResource repository = read.resources().get(1);
        assertThat(plain(repository.properties())).isEqualTo("{name=\"n\", force_delete=null, tags={a=1}}");
        assertThat(repository.position()).hasToString(directory.resolve("plan.json") + ":8");
        assertThat(Sources.property(repository, "tags").position().line()).isEqualTo(11);
        assertThat(read.files()).containsExactly(directory.resolve("plan.json").toString());
    }

    @Test
    void whatIsUnknownRefersToTheResourceThatDecidesIt() {
        assertThat(key("var.key")).isEqualTo("{encryption_configuration=[{kms_key=aws_kms_key.k[0]#arn}]}");
    }

    @Test
    void whatNoConfigurationDeclaresIsDecidedByAws() {
        assertThat(repository(
                        "{\"encryption_configuration\": [{}]}",
                        "{\"after_unknown\": {\"arn\": true, \"encryption_configuration\": [{\"kms_key\": true}]}}",
                        "{\"encryption_configuration\": [{\"encryption_type\": {\"constant_value\": \"KMS\"}}]}"))
                .isEqualTo("{encryption_configuration=[{}]}");
        assertThat(key("var.unset")).isEqualTo("{encryption_configuration=[{}]}");
        assertThat(key("var.passed")).isEqualTo("{encryption_configuration=[{}]}");
    }

    @Test
    void whatCannotBeFollowedIsKnownAfterApply() {
        String unknown = "{encryption_configuration=[{kms_key=?known after apply}]}";
        assertThat(key("var.set")).isEqualTo(unknown);
        assertThat(key("var.gone")).isEqualTo(unknown);
        assertThat(key("local.key")).isEqualTo(unknown);
        assertThat(key("each.value.key", "each.value")).isEqualTo(unknown);
        assertThat(key("var.key", "aws_kms_key.other.arn", "aws_kms_key.other")).isEqualTo(unknown);
        assertThat(key("data.aws_kms_key.d.arn", "data.aws_kms_key.d")).isEqualTo(unknown);
        assertThat(key("module.gone.arn", "module.gone")).isEqualTo(unknown);
        assertThat(key("aws_kms_key")).isEqualTo(unknown);
        assertThat(key()).isEqualTo(unknown);
        assertThat(repository(
                        "{\"encryption_configuration\": [{}, {}]}",
                        "{\"after_unknown\": {\"encryption_configuration\": [{\"kms_key\": true}, {\"kms_key\": true}]}}",
                        keyFrom("var.key")))
                .contains("[{kms_key=?known after apply}, {kms_key=?known after apply}]");
    }

    @Test
    void aSensitiveValueIsNotRead() {
        assertThat(repository(
                        "{\"name\": \"secret\", \"tags\": {\"a\": \"secret\"}}",
                        "{\"after_sensitive\": {\"name\": true, \"tags\": {\"a\": true}}}",
                        "{}"))
                .isEqualTo("{name=?the value is sensitive and is not read,"
                        + " tags={a=?the value is sensitive and is not read}}");
    }

    @Test
    void aReferenceThroughAnOutputIsFollowed() {
        Map<String, String> expected = Map.of(
                "module.keys[\\\"x\\\"].arn", "module.keys[\"x\"].aws_kms_key.inner#arn",
                "module.keys.arn", "?known after apply");
        expected.forEach((reference, result) -> {
            String plan = """
                    {"format_version": "1.2",
                     "planned_values": {"root_module": {
                      "resources": [{"address": "aws_ecr_repository.r", "mode": "managed", "type": "aws_ecr_repository",
                                     "name": "r", "values": {}}],
                      "child_modules": [{"address": "module.keys[\\"x\\"]", "resources": [
                       {"address": "module.keys[\\"x\\"].aws_kms_key.inner", "mode": "managed", "type": "aws_kms_key",
                        "name": "inner", "values": {}}]}]}},
                     "resource_changes": [{"address": "aws_ecr_repository.r",
                                           "change": {"after_unknown": {"kms": true}}}],
                     "configuration": {"root_module": {
                      "resources": [{"address": "aws_ecr_repository.r",
                                     "expressions": {"kms": {"references": ["REFERENCE"]}}}],
                      "module_calls": {"keys": {"module": {"outputs": {"arn": {"expression":
                       {"references": ["aws_kms_key.inner.arn", "aws_kms_key.inner"]}}}}}}}}}
                    """.replace("REFERENCE", reference);
            assertThat(plain(read(plan).resources().get(0).properties())).isEqualTo("{kms=" + result + "}");
        });
    }

    @Test
    void aResourceOfTheSameKeyIsMeant() {
        String plan = """
                {"format_version": "1.2",
                 "planned_values": {"root_module": {"resources": [
                  {"address": "aws_kms_alias.a[\\"x\\"]", "mode": "managed", "type": "aws_kms_alias", "name": "a", "values": {}},
                  {"address": "aws_kms_alias.b", "mode": "managed", "type": "aws_kms_alias", "name": "b", "values": {}},
                  {"address": "aws_kms_key.k[\\"x\\"]", "mode": "managed", "type": "aws_kms_key", "name": "k", "values": {}},
                  {"address": "aws_kms_key.k[\\"y\\"]", "mode": "managed", "type": "aws_kms_key", "name": "k", "values": {}}]}},
                 "resource_changes": [
                  {"address": "aws_kms_alias.a[\\"x\\"]", "change": {"after_unknown": {"target_key_id": true}}},
                  {"address": "aws_kms_alias.b", "change": {"after_unknown": {"target_key_id": true}}}],
                 "configuration": {"root_module": {"resources": [
                  {"address": "aws_kms_alias.a", "expressions": {"target_key_id":
                   {"references": ["aws_kms_key.k.arn", "aws_kms_key.k", "each.key"]}}},
                  {"address": "aws_kms_alias.b", "expressions": {"target_key_id":
                   {"references": ["aws_kms_key.k.arn", "aws_kms_key.k"]}}}]}}}
                """;
        List<DeclaredResource> resources = read(plan).resources();
        assertThat(plain(resources.get(0).properties())).isEqualTo("{target_key_id=aws_kms_key.k[\"x\"]#arn}");
        assertThat(plain(resources.get(1).properties())).isEqualTo("{target_key_id=?known after apply}");
    }

    @Test
    void whatIsNoPlanIsReported() throws IOException {
        assertThat(read("{\"format_version\": \"1.0\", \"values\": {}}").unread())
                .extracting(UnreadPart::reason)
                .containsExactly("the file is not a plan: it has no planned_values; write it by terraform show -json");
        assertThat(read("{\n\"a\": \n").unread())
                .extracting(part -> part.position().line())
                .containsExactly(3);
        assertThat(read("").unread()).extracting(UnreadPart::reason).containsExactly("the JSON text ends too early");
        assertThat(read("{} {}").unread())
                .extracting(UnreadPart::reason)
                .containsExactly("something follows the end of the JSON text");
        assertThat(read("[".repeat(10_000)).unread()).hasSize(1);
        assertThat(new TerraformPlanReader()
                        .read(directory.resolve("none.json"))
                        .unread())
                .hasSize(1);
        Files.write(directory.resolve("latin.json"), new byte[] {'"', (byte) 0xe9, '"'});
        assertThat(new TerraformPlanReader()
                        .read(directory.resolve("latin.json"))
                        .unread())
                .hasSize(1);
    }

    @Test
    void aFileThatIsNoPlanIsLeftAlone() {
        new Sources(directory).file("template.json", "{\"Resources\": {}}").file("broken.json", "{");
        assertThat(new TerraformPlanReader().readIfPlan(directory.resolve("template.json")))
                .isEmpty();
        assertThat(new TerraformPlanReader().readIfPlan(directory.resolve("broken.json")))
                .isEmpty();
        assertThat(new TerraformPlanReader().readIfPlan(Path.of("src/test/resources/terraform/plans/label.json")))
                .isPresent();
    }

    @Test
    void aPlanIsToldFromOtherJson() throws JsonSyntaxException {
        assertThat(TerraformPlanReader.isPlan(JsonDocument.read("{\"Resources\": {}}", "f")))
                .isFalse();
        assertThat(TerraformPlanReader.isPlan(JsonDocument.read("[]", "f"))).isFalse();
        assertThat(TerraformPlanReader.isPlan(
                        JsonDocument.read("{\"format_version\": \"1.2\", \"planned_values\": {}}", "f")))
                .isTrue();
    }

    @Test
    void changedPlansAreReadOrReported() throws IOException {
        String original = Files.readString(
                Path.of("src/test/resources/terraform/plans/registry-module.json"), StandardCharsets.UTF_8);
        Random random = new Random(SEED);
        List<String> members = List.of("null", "[]", "{}", "true", "\"x\"", "1");
        for (int i = 0; i < 300; i++) {
            StringBuilder text = new StringBuilder(original);
            for (int change = random.nextInt(6); change >= 0; change--) {
                int colon = text.indexOf(": ", random.nextInt(text.length() - 100));
                int end = text.indexOf("\n", Math.max(0, colon));
                if (colon > 0 && end > 0 && text.charAt(end - 1) != '{' && text.charAt(end - 1) != '[') {
                    boolean hasComma = text.charAt(end - 1) == ',';
                    text.replace(colon + 2, end, members.get(random.nextInt(members.size())) + (hasComma ? "," : ""));
                }
            }
            TerraformDeclarations read = read(text.toString());
            assertThat(read.modules().size() + read.unread().size())
                    .as("case %d of seed %d", i, SEED)
                    .isEqualTo(1);
        }
    }
}
