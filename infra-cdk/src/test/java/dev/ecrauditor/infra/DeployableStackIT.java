package dev.ecrauditor.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.infra.function.FunctionJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The app as {@code cdk.json} runs it, with the real jar, the offline rules of the CDK on, and no credentials. */
class DeployableStackIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path out;

    @ParameterizedTest
    @ValueSource(strings = {"Audit", "Alert", "Remediation"})
    void theJarHoldsTheHandler(String name) throws IOException {
        try (JarFile jar =
                new JarFile(FunctionJar.in(Path.of("target", "asset")).file().toFile())) {
            assertThat(jar.getEntry("dev/ecrauditor/handler/%sHandler.class".formatted(name)))
                    .isNotNull();
        }
    }

    @Test
    void withoutAnySettingItSynthesizesAndTheRulesOfCloudFormationFindNothing() throws Exception {
        AppRun run = run(Map.of());
        assertThat(run.output()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(JSON.readTree(out.resolve("validation-report.json").toFile()).get("pluginReports"))
                .isEmpty();
        assertThat(out.resolve("EcrAuditor.template.json")).isRegularFile();
        JsonNode manifest = JSON.readTree(out.resolve("manifest.json").toFile());
        assertThat(manifest.has("missing"))
                .as("look-ups that would need credentials")
                .isFalse();
        assertThat(manifest.at("/artifacts/EcrAuditor/environment").asText())
                .isEqualTo("aws://unknown-account/unknown-region");
    }

    @Test
    void withEverythingOnTheRulesOfCloudFormationFindNothing() throws Exception {
        Path file = Files.writeString(out.resolve("auditor.yaml"), """
                alerts:
                  emails: [security@example.org]
                  slack: [{workspace: T0123ABCD, channel: C0123ABCD}]
                  teams:
                  - team: 00000000-1111-2222-3333-4444aaaa4444
                    tenant: 55555555-6666-7777-8888-9999bbbb9999
                    channel: 19%3Aexample%40thread.tacv2
                operations: {emails: [operations@example.org]}
                remediation: [{accounts: ['*'], mode: ON}]
                """);
        AppRun run = run(Map.of("settings", file.toString()));
        assertThat(run.output()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(JSON.readTree(out.resolve("validation-report.json").toFile()).get("pluginReports"))
                .isEmpty();
    }

    @Test
    void anOrganizationSynthesizesAndTheRulesOfCloudFormationFindNothing() throws Exception {
        Path settings = Files.writeString(out.resolve("auditor.yaml"), """
                watch:
                  organization: o-exampleorgid
                  organizationalUnits: [r-abcd]
                  managementAccount: "999988887777"
                  regions: [eu-west-1, us-east-1]
                remediation: [{accounts: ["*"], mode: ON}]
                """);
        AppRun run = run(Map.of("settings", settings.toString()));
        assertThat(run.output()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(JSON.readTree(out.resolve("validation-report.json").toFile()).get("pluginReports"))
                .isEmpty();
        assertThat(out.resolve("EcrAuditor.template.json")).isRegularFile();
        assertThat(out.resolve("EcrAuditorRollout.template.json")).isRegularFile();
        for (String template : List.of("ecr-auditor-member-roles", "ecr-auditor-member-events")) {
            assertThat(JSON.readTree(Path.of("target", "members", template + ".json")
                                    .toFile())
                            .path("Parameters")
                            .has("HubAccount"))
                    .as(template)
                    .isTrue();
        }
    }

    @Test
    void aWrongSettingEndsWithStatusTwoAndOneLine() throws Exception {
        Path file =
                Files.writeString(out.resolve("auditor.yaml"), "remediation:\n- accounts: ['*']\n  mode: perhaps\n");
        AppRun run = run(Map.of("settings", file.toString()));
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.output())
                .singleElement()
                .asString()
                .isEqualTo("ecr-auditor: " + file
                        + ":3: remediation[0].mode: 'perhaps' is not a mode; write OFF, DRY_RUN or ON");
    }

    @ParameterizedTest
    @CsvSource({
        "single-account.yaml, EcrAuditor.template.json, AWS::SNS::Subscription",
        "organization.yaml, EcrAuditorRollout.template.json, AWS::CloudFormation::StackSet",
        "organization-remediation.yaml, EcrAuditorRollout.template.json, ecr-auditor-remediate"
    })
    void everyShippedSettingsFileSynthesizes(String example, String template, String content) throws Exception {
        AppRun run = run(Map.of("settings", "examples/" + example));
        assertThat(run.output()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(Files.readString(out.resolve(template))).contains(content);
    }

    @Test
    void aFormerContextValueEndsWithStatusTwoAndOneLine() throws Exception {
        AppRun run = run(Map.of("alertEmails", "security@example.org"));
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.output())
                .containsExactly(
                        "ecr-auditor: context value alertEmails: is now in the settings file (docs/settings.md); write it into auditor.yaml like alerts: {emails: [security@example.org]}");
    }

    /**
     * As the CDK command line runs the app with credentials: an account, a Region, and metadata in the template. The
     * names of the functions' versions depend on what they are made of, and must not depend on who deploys.
     */
    @Test
    void withCredentialsTheResourcesAreTheSame() throws Exception {
        assertThat(run(Map.of()).status()).isZero();
        JsonNode without = resources();
        assertThat(run(
                                Map.of(
                                        "aws:cdk:enable-path-metadata", true,
                                        "aws:cdk:enable-asset-metadata", true),
                                Map.of("CDK_DEFAULT_ACCOUNT", "111122223333", "CDK_DEFAULT_REGION", "eu-west-1"))
                        .status())
                .isZero();
        JsonNode with = resources();
        assertThat(with.findValues("Metadata")).isNotEmpty();
        for (JsonNode resources : List.of(with, without)) {
            resources.forEach(resource -> ((ObjectNode) resource).remove("Metadata"));
        }
        assertThat(with.equals(without)).as("with and without credentials").isTrue();
        assertThat(with.findValuesAsText("Type")).contains("AWS::Lambda::Version");
    }

    private JsonNode resources() throws IOException {
        return JSON.readTree(out.resolve("EcrAuditor.template.json").toFile()).get("Resources");
    }

    private AppRun run(Map<String, ?> settings) throws Exception {
        return run(
                settings, Map.of("CDK_DEFAULT_REGION", "us-east-1")); // as the command line sets it without credentials
    }

    private AppRun run(Map<String, ?> settings, Map<String, String> environment) throws Exception {
        return AppRun.into(out, settings, environment);
    }
}
