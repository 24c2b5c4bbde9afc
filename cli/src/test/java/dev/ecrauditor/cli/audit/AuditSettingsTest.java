package dev.ecrauditor.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.cli.CommandRun;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.localaws.LocalAws;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit at a terminal by the settings file of a deployment. */
class AuditSettingsTest {

    private static final String FOREIGN = "ecr-policy-no-foreign-account";
    private static final String WITHOUT_ORGANIZATION = "trust: {ownOrganization: false}\n";
    private static final String WAIVER = WITHOUT_ORGANIZATION + """
            waivers:
              - rules: [ecr-policy-no-foreign-account]
                repositories: ['*']
                grants: [{principals: ['444455556666'], actions: ['ecr:BatchGetImage']}]
                owner: payments@example.org
                reason: Our partner pulls
                expires: 9000-01-31
            """;

    @TempDir
    private Path directory;

    @AutoClose
    private final LocalAws aws = LocalAws.start();

    AuditSettingsTest() {
        setPolicy("[\"444455556666\"]");
    }

    @Test
    void whatAWaiverCoversIsNoFinding() throws IOException {
        assertThat(audit(
                                "--fail-on",
                                "low",
                                "--settings",
                                file(WITHOUT_ORGANIZATION + "rules: {off: [ecr-scan-on-push]}\n"))
                        .status())
                .isEqualTo(1);

        Json row = row(audit("--output", "json", "--settings", file(WAIVER)), FOREIGN);
        assertThat(row.text("verdict")).hasValue("WAIVED");
        assertThat(row.items("waived").get(0).text("owner")).hasValue("payments@example.org");
        assertThat(audit("--settings", file(WAIVER)).out())
                .contains("1 waived")
                .doesNotContain("Principals that are not trusted can read");
    }

    @Test
    void whatIsLeftIsAFindingAndSaysWhatIsWaived() throws IOException {
        setPolicy("[\"444455556666\", \"123456789012\"]");

        Json row = row(audit("--output", "json", "--settings", file(WAIVER)), FOREIGN);

        assertThat(row.text("verdict")).hasValue("FAIL");
        assertThat(row.text("evidence", "summary"))
                .hasValueSatisfying(
                        summary -> assertThat(summary).contains("123456789012").doesNotContain("444455556666"));
        assertThat(row.text("evidence", "facts", "waived"))
                .hasValue("account 444455556666: ecr:BatchGetImage; by payments@example.org until 9000-01-31");
    }

    @Test
    void severitiesTrustAndSwitchedOffRulesAreThoseOfTheFile() throws IOException {
        Json row = row(
                audit(
                        "--output",
                        "json",
                        "--settings",
                        file(WITHOUT_ORGANIZATION + "rules: {severities: {" + FOREIGN + ": CRITICAL}}\n")),
                FOREIGN);
        assertThat(row.text("severity")).hasValue("CRITICAL");
        assertThat(row(
                                audit(
                                        "--output",
                                        "json",
                                        "--settings",
                                        file("trust: {ownOrganization: false, accounts: ['444455556666']}\n")),
                                FOREIGN)
                        .text("verdict"))
                .hasValue("PASS");
        assertThat(audit(
                                "--output",
                                "json",
                                "--settings",
                                file(WITHOUT_ORGANIZATION + "rules: {off: [" + FOREIGN + "]}\n"))
                        .out())
                .doesNotContain(FOREIGN);
    }

    @Test
    void optionsForTrustBesideAFileAreRefused() throws IOException {
        CommandRun audit = audit("--settings", file(WAIVER), "--trusted-account", "444455556666");
        assertThat(audit.status()).isEqualTo(2);
        assertThat(audit.err()).contains("cannot be combined with --settings");
    }

    private void setPolicy(String accounts) {
        aws.load(new ByteArrayInputStream("""
                {"accounts": {"111122223333": {"us-east-1": {"repositories": [
                  {"repositoryName": "payments/api", "createdAt": "2026-03-02T09:30:00Z",
                   "policyText": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                     "Principal": {"AWS": %s}, "Action": "ecr:BatchGetImage"}]}}]}}}}""".formatted(accounts).getBytes(StandardCharsets.UTF_8)));
    }

    private CommandRun audit(String... arguments) {
        List<String> line = new ArrayList<>(List.of(
                "audit",
                "--region",
                "us-east-1",
                "--endpoint-url",
                aws.endpoint().toString()));
        line.addAll(List.of(arguments));
        return CommandRun.of(line.toArray(String[]::new));
    }

    private String file(String yaml) throws IOException {
        return Files.writeString(Files.createTempFile(directory, "auditor", ".yaml"), yaml)
                .toString();
    }

    private static Json row(CommandRun run, String rule) {
        return run.out()
                .lines()
                .map(AuditSettingsTest::read)
                .filter(row -> row.text("rule").orElse("").equals(rule))
                .findFirst()
                .orElseThrow(() -> new AssertionError(run.err()));
    }

    private static Json read(String line) {
        try {
            return JsonReader.read(line);
        } catch (MalformedJson malformed) {
            throw new AssertionError(malformed);
        }
    }
}
