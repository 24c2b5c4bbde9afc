package dev.ecrauditor.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.cli.CommandRun;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.localaws.LocalAws;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code audit} and {@code exposure} in every form, about the state of docs/pictures in local-aws. */
class ReportFormsTest {

    private static final Path STATE = Path.of("..", "docs", "pictures", "report-state.json");

    @TempDir
    private Path folder;

    @AutoClose
    private final LocalAws aws = LocalAws.start();

    @BeforeEach
    void load() {
        aws.load(STATE);
    }

    private CommandRun run(String command, String form, String... more) {
        List<String> line = new ArrayList<>(List.of(
                command,
                "--region",
                "us-east-1",
                "--endpoint-url",
                aws.endpoint().toString(),
                "--output",
                form));
        line.addAll(List.of(more));
        return CommandRun.of(line.toArray(String[]::new));
    }

    private static Json json(String text) {
        try {
            return JsonReader.read(text);
        } catch (MalformedJson malformed) {
            throw new AssertionError(text, malformed);
        }
    }

    private static Set<String> fingerprints(CommandRun run) {
        return json(run.out()).items("runs").get(0).items("results").stream()
                .map(result -> result.text("partialFingerprints", "ecrAuditorResult/v1")
                        .orElseThrow())
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"audit", "exposure"})
    void sarifIsValidAndItsFingerprintsAreUniqueAndStable(String command) {
        CommandRun run = run(command, "sarif");

        assertThat(run.status()).isZero();
        assertThat(PublishedSchemas.SARIF.errors(run.out())).isEmpty();
        List<Json> results = json(run.out()).items("runs").get(0).items("results");
        assertThat(results).hasSizeGreaterThan(3);
        assertThat(fingerprints(run)).hasSameSizeAs(results).isEqualTo(fingerprints(run(command, "sarif")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"audit", "exposure"})
    void asffIsValidAndItsIdsAreUnique(String command) {
        CommandRun run = run(command, "asff");

        assertThat(run.status()).isZero();
        assertThat(PublishedSchemas.ASFF.errors(run.out())).isEmpty();
        List<String> ids = json(run.out()).items().stream()
                .map(finding -> finding.text("Id").orElseThrow())
                .toList();
        assertThat(ids).hasSizeGreaterThan(3).doesNotHaveDuplicates();
    }

    @Test
    void csvHasARowForEachVerdict() {
        CommandRun csv = run("audit", "csv");
        long verdicts = run("audit", "json").out().lines().count();

        assertThat(csv.out()).startsWith("verdict,");
        assertThat(csv.out().split("\r\n")).hasSize((int) verdicts + 1);
        assertThat(csv.out()).contains("FAIL,CRITICAL,ecr-policy-not-public,111122223333,us-east-1,REPOSITORY,");
    }

    @Test
    void theWrittenPageOfAnAuditHasTheAccessPathsOfExposure() {
        String page = run("audit", "html", "--trusted-account", "222233334444").out();

        assertThat(page)
                .startsWith("<!DOCTYPE html>")
                .contains(
                        "Every AWS account can pull images and alter images in identity/scheduler.",
                        "INFORMATION: registry policy",
                        "receives every later push")
                .contains("<article>");
    }

    @Test
    void thePageOfExposureHasASectionForEachRepository() {
        assertThat(run("exposure", "html").out())
                .contains("<h3>payments/api <small>Repository in account 111122223333, us-east-1</small></h3>")
                .contains("exposure-replication");
    }

    @Test
    void aSingleRepositoryIsShownWithoutItsRegistry() {
        assertThat(run("audit", "html", "--repository", "payments/api").out())
                .contains("<h3>payments/api ")
                .doesNotContain("Access from outside");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sarif", "html", "csv"})
    void whatIsDeniedMakesTheReportIncomplete(String form) {
        aws.deny("111122223333", "ecr:DescribeRepositories");

        CommandRun run = run("audit", form);

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.out()).contains("ecr:DescribeRepositories");
        assertThat(run.err()).contains("ecr:DescribeRepositories");
    }

    @ParameterizedTest
    @ValueSource(strings = {"audit", "exposure"})
    void asffTellsOnStandardErrorWhichAccountWasNotRead(String command) throws IOException {
        Path accounts = Files.writeString(folder.resolve("accounts.txt"), "111122223333\n999988887777\n");
        aws.deny("999988887777", "sts:AssumeRole");

        CommandRun run = run(command, "asff", "--accounts", accounts.toString());

        assertThat(run.status()).isEqualTo(3);
        assertThat(PublishedSchemas.ASFF.errors(run.out())).isEmpty();
        assertThat(run.err()).contains(command + ": 999988887777");
    }

    @Test
    void aWaivedFindingIsSuppressed() throws IOException {
        Path settings = Files.writeString(folder.resolve("settings.yaml"), """
                trust: {ownOrganization: false}
                waivers:
                  - rules: [ecr-encryption-customer-managed-key]
                    repositories: ['search/*']
                    owner: search
                    reason: moves in January
                    expires: 9000-01-31
                """);

        CommandRun run = run("audit", "sarif", "--settings", settings.toString());

        assertThat(run.err()).isEmpty();
        assertThat(PublishedSchemas.SARIF.errors(run.out())).isEmpty();
        assertThat(run.out()).contains("\"justification\":\"search until 9000-01-31: moves in January\"");
    }

    @Test
    void usageOfAPathIsTextOrJsonOnly() {
        CommandRun run = CommandRun.of("exposure", "payments/api", "--used", "--output", "html");

        assertThat(run.status()).isEqualTo(2);
    }
}
