package dev.ecrauditor.infra.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.infra.ResolvedTemplate;
import dev.ecrauditor.infra.SynthesizedOrganization;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The module of {@code infra-terraform/member} against the member templates. */
class TerraformModuleTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path MODULE = Path.of("..", "infra-terraform", "member");
    private static final ResolvedTemplate.Place MEMBER = new ResolvedTemplate.Place("222233334444", "us-east-1");
    private static final String QUEUE = "arn of the queue";

    @ParameterizedTest
    @ValueSource(strings = {"", "test"})
    void theRolesHaveTheNamesTheTrustAndThePermissionsOfTheTemplate(String suffix) throws IOException {
        assertThat(module(suffix).roles()).hasSize(4).isEqualTo(rolesOf(template(suffix, "ecr-auditor-member-roles")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "test"})
    void theRuleHasTheNameThePatternAndTheTargetOfTheTemplate(String suffix) throws IOException {
        TerraformModule module = module(suffix);
        JsonNode rule = module.resource("aws_cloudwatch_event_rule", "forward");
        JsonNode target = module.resource("aws_cloudwatch_event_target", "hub_bus");
        JsonNode expected = template(suffix, "ecr-auditor-member-events")
                .all("AWS::Events::Rule")
                .get(0);
        assertThat(module.text(rule.path("name")))
                .isEqualTo(expected.path("Name").asText());
        assertThat(module.json().at("/locals/pattern")).isEqualTo(expected.path("EventPattern"));
        assertThat(rule.path("event_pattern").asText()).isEqualTo("${jsonencode(local.pattern)}");
        assertThat(module.text(target.path("arn")))
                .isEqualTo(expected.at("/Targets/0/Arn").asText());
        assertThat(module.text(target.path("role_arn")))
                .isEqualTo(expected.at("/Targets/0/RoleArn").asText());
        assertThat(module.text(target.at("/dead_letter_config/arn"))).isEqualTo(QUEUE);
        assertThat(target.path("depends_on").toString()).contains("aws_sqs_queue_policy.undelivered");
    }

    @Test
    void theQueueIsEncryptedAndClosedAsInTheTemplate() throws IOException {
        TerraformModule module = module("");
        JsonNode queue = module.resource("aws_sqs_queue", "undelivered");
        ResolvedTemplate events = template("", "ecr-auditor-member-events");
        JsonNode expected = events.all("AWS::SQS::Queue").get(0);
        assertThat(queue.path("sqs_managed_sse_enabled")).isEqualTo(expected.path("SqsManagedSseEnabled"));
        assertThat(queue.path("message_retention_seconds")).isEqualTo(expected.path("MessageRetentionPeriod"));
        assertThat(module.document("undelivered"))
                .hasSize(3)
                .containsExactlyInAnyOrderElementsOf(events.all("AWS::SQS::QueuePolicy").stream()
                        .flatMap(policy -> ResolvedTemplate.statements(policy.at("/PolicyDocument/Statement")).stream())
                        .map(statement ->
                                TerraformModule.line(((ObjectNode) statement.deepCopy()).put("Resource", QUEUE)))
                        .toList());
    }

    @Test
    void aRoleIsCreatedOnlyOnceAnAccountAndForRemediationOnlyWhenItIsOn() throws IOException {
        TerraformModule module = module("");
        assertThat(module.resource("aws_iam_role", "read").path("count").asText())
                .isEqualTo("${var.create_roles ? 1 : 0}");
        assertThat(module.json().at("/locals/remediates").asText())
                .isEqualTo("${var.create_roles && var.remediation != \"OFF\"}");
        assertThat(module.resource("aws_iam_role", "remediate").path("count").asText())
                .isEqualTo("${local.remediates ? 1 : 0}");
        for (String type : List.of("aws_iam_role", "aws_iam_role_policy")) {
            assertThat(module.resource(type, "import_findings").path("count").asText())
                    .isEqualTo("${var.create_roles && var.security_hub ? 1 : 0}");
        }
        assertThat(module.resource("aws_iam_role_policy", "remediate")
                        .path("count")
                        .asText())
                .isEqualTo("${local.remediates && var.remediation == \"ON\" ? 1 : 0}");
    }

    /** What the comparison is for: one more action, or one condition less, is a difference. */
    @ParameterizedTest
    @ValueSource(strings = {"action", "condition"})
    void aModuleThatAllowsMoreIsNoticed(String planted) throws IOException {
        TerraformModule module = module("");
        JsonNode changed = module.json().deepCopy();
        if (planted.equals("action")) {
            ((ArrayNode) changed.at("/data/aws_iam_policy_document/read/statement/0/actions")).add("ecr:ListImages");
        } else {
            ((ArrayNode) changed.at("/data/aws_iam_policy_document/read_trust/statement/0/condition")).remove(1);
        }
        assertThat(new TerraformModule(changed, module.values()).roles())
                .isNotEqualTo(rolesOf(template("", "ecr-auditor-member-roles")));
    }

    /** Without a network Terraform cannot load its provider; it has read the module before it says so. */
    @Test
    void terraformAcceptsTheModule() throws Exception {
        assumeTrue(isInstalled("terraform"), "terraform is not installed");
        Path out =
                Files.createTempFile(Files.createDirectories(Path.of("target", "synthesized")), "terraform", ".json");
        Process validate = new ProcessBuilder("terraform", "validate", "-json")
                .directory(MODULE.toFile())
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(validate.waitFor(1, TimeUnit.MINUTES)).isTrue();
        String answer = Files.readString(out);
        JsonNode report = JSON.readTree(answer.substring(answer.indexOf('{')));
        assertThat(report.path("diagnostics"))
                .allSatisfy(diagnostic ->
                        assertThat(diagnostic.path("summary").asText()).isEqualTo("Missing required provider"));
    }

    private static boolean isInstalled(String command) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, command)));
    }

    private static TerraformModule module(String suffix) throws IOException {
        String dashed = suffix.isEmpty() ? "" : "-" + suffix;
        Map<String, String> values = new TreeMap<>(Map.of(
                "local.partition",
                "aws",
                "local.account",
                MEMBER.account(),
                "local.region",
                MEMBER.region(),
                "local.suffix",
                dashed,
                "var.hub_account",
                "111122223333",
                "var.hub_region",
                "eu-west-1",
                "var.organization",
                SynthesizedOrganization.ORGANIZATION,
                "aws_sqs_queue.undelivered.arn",
                QUEUE));
        JsonNode json = JSON.readTree(MODULE.resolve("main.tf.json").toFile());
        values.put("local.hub_bus", new TerraformModule(json, values).text(json.at("/locals/hub_bus")));
        return new TerraformModule(json, values);
    }

    private static ResolvedTemplate template(String suffix, String stack) {
        SynthesizedOrganization made = SynthesizedOrganization.withSecurityHub(suffix);
        return ResolvedTemplate.of(
                made.named(suffix.isEmpty() ? stack : stack + "-" + suffix).json(),
                MEMBER,
                Map.of("HubAccount", "111122223333", "HubRegion", "eu-west-1"));
    }

    private static Map<String, List<String>> rolesOf(ResolvedTemplate template) {
        Map<String, List<String>> roles = new TreeMap<>();
        for (JsonNode role : template.all("AWS::IAM::Role")) {
            String name = role.path("RoleName").asText();
            roles.put(
                    name,
                    Stream.concat(
                                    ResolvedTemplate.statements(role.at("/AssumeRolePolicyDocument/Statement"))
                                            .stream(),
                                    template.permissionsOf(name).stream())
                            .map(TerraformModule::line)
                            .sorted()
                            .toList());
        }
        return roles;
    }
}
