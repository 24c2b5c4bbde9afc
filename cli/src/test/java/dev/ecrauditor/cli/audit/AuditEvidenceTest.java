package dev.ecrauditor.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.cli.CommandRun;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.call.DenialReason;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The output of {@code audit} for denied calls and for the registry's scanning rules; inputs from public reports. */
class AuditEvidenceTest {

    @AutoClose
    private final LocalAws aws = LocalAws.start();

    private void has(String name, String scanType, String rules) {
        String state = """
                {"accounts": {"111122223333": {"us-east-1": {
                 "registryScanning": {"scanType": "%s", "rules": %s},
                 "repositories": [{"repositoryName": "%s", "imageScanningConfiguration": {"scanOnPush": true}}]}}}}""".formatted(scanType, rules, name);
        aws.load(new ByteArrayInputStream(state.getBytes(StandardCharsets.UTF_8)));
    }

    private static String rule(String frequency, String filter) {
        return "{\"scanFrequency\": \"" + frequency + "\", \"repositoryFilters\": [{\"filter\": \"" + filter
                + "\", \"filterType\": \"WILDCARD\"}]}";
    }

    private CommandRun audit(String... more) {
        List<String> line = new java.util.ArrayList<>(List.of(
                "audit",
                "--region",
                "us-east-1",
                "--endpoint-url",
                aws.endpoint().toString()));
        line.addAll(List.of(more));
        return CommandRun.of(line.toArray(String[]::new));
    }

    private Json line(String ruleId) {
        return audit("--output", "json")
                .out()
                .lines()
                .map(AuditEvidenceTest::read)
                .filter(json -> json.text("rule").orElseThrow().equals(ruleId))
                .findFirst()
                .orElseThrow();
    }

    private static Json read(String line) {
        try {
            return JsonReader.read(line);
        } catch (MalformedJson malformed) {
            throw new AssertionError(line, malformed);
        }
    }

    private static String fix(Json line) {
        return line.items("remediation").stream()
                .flatMap(item -> item.text().stream())
                .collect(Collectors.joining("\n"));
    }

    @Test
    void aLockoutIsInTheTableWithItsFix() {
        has("pol/g4", "BASIC", "[]");
        aws.deny("111122223333", "ecr:GetRepositoryPolicy", DenialReason.RESOURCE_POLICY);

        String out = audit().out();

        assertThat(out)
                .contains("the repository policy locks the auditor out, it explicitly denies ecr:GetRepositoryPolicy")
                .contains("How to fix what could not be evaluated")
                .containsOnlyOnce("aws ecr delete-repository-policy --region us-east-1 --repository-name pol/g4")
                .doesNotContain("missing permission", "# Allow");
    }

    @Test
    void aMissingPermissionIsReportedAsOne() {
        has("pol/g4", "BASIC", "[]");
        aws.deny("111122223333", "ecr:GetRepositoryPolicy");

        assertThat(audit().out())
                .contains("missing permission ecr:GetRepositoryPolicy", "# Allow ecr:GetRepositoryPolicy")
                .doesNotContain("delete-repository-policy");
    }

    @ParameterizedTest
    @EnumSource(DenialReason.class)
    void everyReasonIsUnknownInJsonWithItsKindAndAFix(DenialReason reason) {
        has("pol/g4", "BASIC", "[]");
        aws.deny("111122223333", "ecr:GetRepositoryPolicy", reason);

        Json line = line("ecr-policy-not-public");

        assertThat(line.text("verdict")).hasValue("UNKNOWN");
        assertThat(line.text("evidence", "facts", "deniedAction")).hasValue("ecr:GetRepositoryPolicy");
        assertThat(line.text("evidence", "facts", "deniedBy")).isPresent();
        assertThat(fix(line)).contains("ecr:GetRepositoryPolicy");
    }

    @Test
    void aRepositoryThatCannotBeDescribedHasAReasonAndAFix() {
        has("pol/g4", "BASIC", "[]");
        aws.deny("111122223333", "ecr:DescribeRepositories", DenialReason.RESOURCE_POLICY);

        CommandRun audit = audit("--repository", "pol/g4");

        assertThat(audit.status()).isEqualTo(3);
        assertThat(audit.err())
                .contains("the repository policy locks the auditor out", "aws ecr delete-repository-policy");
    }

    @Test
    void aManualRegistryRuleIsNamedAndTheFlagNotOffered() {
        has("pol/g8", "BASIC", "[" + rule("MANUAL", "*") + "]");

        Json line = line("ecr-scan-on-push");

        assertThat(line.text("verdict")).hasValue("FAIL");
        assertThat(line.text("evidence", "summary").orElseThrow())
                .contains("the registry rule with filter `*` that covers it scans manually only");
        assertThat(fix(line))
                .contains(
                        "put-registry-scanning-configuration", "\"scanFrequency\":\"MANUAL\"", "\"filter\":\"pol/g8\"")
                .doesNotContain("put-image-scanning-configuration");
    }

    @ParameterizedTest
    @CsvSource({
        "agents/runner, BASIC, SCAN_ON_PUSH, agent, PASS",
        "my-agent-x, BASIC, SCAN_ON_PUSH, agent, PASS",
        "agen, BASIC, SCAN_ON_PUSH, agent, FAIL",
        "agents/runner, ENHANCED, SCAN_ON_PUSH, prod-*, FAIL",
        "prod-api, ENHANCED, CONTINUOUS_SCAN, prod-*, PASS"
    })
    void filtersDecideWhatIsCoveredAndTheFlagIsNeverOffered(
            String name, String scanType, String frequency, String filter, String verdict) {
        has(name, scanType, "[" + rule(frequency, filter) + "]");

        Json line = line("ecr-scan-on-push");

        assertThat(line.text("verdict")).hasValue(verdict);
        assertThat(fix(line)).doesNotContain("put-image-scanning-configuration");
        if (verdict.equals("FAIL")) {
            assertThat(line.text("evidence", "summary").orElseThrow())
                    .contains("no scanning rule of the registry covers this repository");
            assertThat(fix(line)).contains("\"filter\":\"" + filter + "\"", "\"filter\":\"" + name + "\"");
        }
    }

    /** AWS applies the strongest of several rules that match. */
    @Test
    void aRuleThatScansTakesPrecedenceOverAManualOne() {
        has("pol/g8", "BASIC", "[" + rule("MANUAL", "*") + ", " + rule("SCAN_ON_PUSH", "pol") + "]");
        assertThat(line("ecr-scan-on-push").text("verdict")).hasValue("PASS");
    }

    @Test
    void withoutRulesTheFlagIsOffered() {
        aws.load(new ByteArrayInputStream(
                "{\"accounts\": {\"111122223333\": {\"us-east-1\": {\"repositories\": [{\"repositoryName\": \"a1\"}]}}}}"
                        .getBytes(StandardCharsets.UTF_8)));
        assertThat(fix(line("ecr-scan-on-push")))
                .contains("put-image-scanning-configuration")
                .doesNotContain("put-registry-scanning-configuration");
    }
}
