package dev.ecrauditor.cli.waivers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.cli.CommandRun;
import dev.ecrauditor.cli.findings.StackOnLoopback;
import dev.ecrauditor.cli.findings.StoredFinding;
import dev.ecrauditor.cli.findings.TableOnLoopback;
import dev.ecrauditor.finding.record.CoveringWaiver;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.rule.AuditRule;
import dev.ecrauditor.rule.RuleOptions;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.settings.check.WaiverValidator;
import dev.ecrauditor.settings.file.PublishedSettings;
import dev.ecrauditor.settings.file.SettingsFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Days that are long over or far away, so that the day of the test does not matter. */
class WaiversCommandTest {

    private static final String BUCKET = "ecrauditor-settings-bucket";
    private static final String SETTINGS = """
            waivers:
              - rules: [ecr-scan-on-push]
                repositories: [payments/*]
                owner: payments@example.org
                reason: Scanned in the pipeline
                expires: 9000-01-31
              - rules: [ecr-policy-no-foreign-account]
                accounts: ['1111*']
                repositories: ['*']
                grants: [{principals: ['444455556666'], actions: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]}]
                owner: shop@example.org
                reason: Our partner pulls
                expires: 2020-01-31
            """;

    @TempDir
    private Path directory;

    @Test
    void theTableShowsTheFirstToEndFirst() throws IOException {
        CommandRun run = CommandRun.of("waivers", "--settings", file(SETTINGS));

        assertThat(run.status()).as(run.err()).isZero();
        List<String> lines = run.out().lines().toList();
        assertThat(lines.get(0)).matches("EXPIRES +LEFT +RULES +ACCOUNTS +REPOSITORIES +COVERS +OWNER +REASON");
        assertThat(lines.get(1))
                .startsWith("2020-01-31  expired ")
                .contains(
                        "ecr-policy-no-foreign-account",
                        "1111*",
                        "444455556666: ecr:BatchGetImage, ecr:GetDownloadUrlForLayer")
                .endsWith("shop@example.org      Our partner pulls");
        assertThat(lines.get(2)).startsWith("9000-01-31").contains(" days", "every failure");
        assertThat(lines.get(4)).isEqualTo("2 waivers: 1 active, 0 expiring within 7 days, 1 expired");
    }

    @Test
    void onlyThoseThatEndSoonAreShownOnRequest() throws Exception {
        CommandRun run = CommandRun.of("waivers", "--settings", file(SETTINGS), "--expiring", "30", "--output", "json");

        assertThat(run.out().lines()).singleElement().satisfies(line -> {
            assertThat(read(line).text("status")).hasValue("EXPIRED");
            assertThat(read(line).items("grants")).hasSize(1);
        });
        assertThat(CommandRun.of("waivers", "--settings", file(SETTINGS), "--expiring", "9999999", "--output", "json")
                        .out()
                        .lines())
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"expired, 30, 1", "expiring, 30, 1"})
    void anExpiredWaiverFailsOnRequest(String failOn, String days, int status) throws IOException {
        assertThat(CommandRun.of("waivers", "--settings", file(SETTINGS), "--fail-on", failOn, "--expiring", days)
                        .status())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"expired, 9999999, 0", "expiring, 30, 0", "expiring, 9999999, 1"})
    void aWaiverThatHoldsFailsOnlyIfItEndsWithinTheDays(String failOn, String days, int status) throws IOException {
        String active = SETTINGS.replace("2020-01-31", "9001-01-31");
        assertThat(CommandRun.of("waivers", "--settings", file(active), "--fail-on", failOn, "--expiring", days)
                        .status())
                .isEqualTo(status);
    }

    @Test
    void theFindingsThatEachCoversAreCounted() throws IOException {
        TableOnLoopback table = new TableOnLoopback();
        CoveringWaiver waiver = new CoveringWaiver(
                "payments@example.org", "Scanned in the pipeline", LocalDate.parse("9000-01-31"), false);
        table.save(StoredFinding.waived(
                StoredFinding.repository("111122223333", "us-east-1", "payments/api"), "ecr-scan-on-push", waiver));
        table.save(StoredFinding.coveredInPart(
                StoredFinding.repository("444455556666", "us-east-1", "payments/web"), "ecr-scan-on-push", waiver));
        table.save(StoredFinding.waived(
                StoredFinding.repository("111122223333", "us-east-1", "search/api"), "ecr-scan-on-push", waiver));
        try (StackOnLoopback stack = new StackOnLoopback(
                "EcrAuditor",
                StackOnLoopback.output("FindingTableName", table.name())
                        + StackOnLoopback.output("SettingsBucketName", BUCKET)
                        + StackOnLoopback.output("DeployedSettings", "settings/0/settings.json watch=1"),
                URI.create(table.endpoint()))) {
            CommandRun run = CommandRun.of(
                    "waivers",
                    "--settings",
                    file(SETTINGS),
                    "--count",
                    "--hub-region",
                    "us-east-1",
                    "--endpoint-url",
                    stack.endpoint());

            assertThat(run.status()).as(run.err()).isZero();
            assertThat(run.out().lines().toList().get(0)).matches("EXPIRES +LEFT +FINDINGS +RULES .*");
            assertThat(run.out().lines().toList().get(1)).matches("2020-01-31 +expired +0 .*");
            assertThat(run.out().lines().toList().get(2)).matches("9000-01-31 +[0-9]+ days +2 .*");

            table.put(
                    "111122223333#us-east-1",
                    "repository#from/tomorrow",
                    Map.of(
                            "schema",
                            AttributeValue.fromN("99"),
                            "subject",
                            AttributeValue.fromS("arn:aws:ecr:us-east-1:111122223333:repository/from/tomorrow")));
            CommandRun newer = CommandRun.of(
                    "waivers",
                    "--settings",
                    file(SETTINGS),
                    "--count",
                    "--hub-region",
                    "us-east-1",
                    "--endpoint-url",
                    stack.endpoint());
            assertThat(newer.status()).isEqualTo(3);
            assertThat(newer.err()).contains("records that are not understood, and not counted: 1");
        }
    }

    @Test
    void whatIsPublishedIsListed() throws IOException {
        try (LocalAws aws = LocalAws.start()) {
            SettingsFile deployed = SettingsFile.read(Path.of(file(SETTINGS)));
            aws.createBucket(BUCKET);
            aws.load(new ByteArrayInputStream(
                    """
                    {"accounts": {"111122223333": {"us-east-1": {"stacks": [
                      {"StackName": "EcrAuditor", "StackStatus": "CREATE_COMPLETE", "CreationTime": "2026-01-01T00:00:00Z",
                       "Outputs": [{"OutputKey": "SettingsBucketName", "OutputValue": "%s"},
                                   {"OutputKey": "DeployedSettings", "OutputValue": "%s"}]}]}}}}""".formatted(BUCKET, deployedSettings(deployed)).getBytes(StandardCharsets.UTF_8)));
            String[] published = {
                "waivers",
                "--published",
                "--hub-region",
                "us-east-1",
                "--endpoint-url",
                aws.endpoint().toString()
            };

            CommandRun none = CommandRun.of(published);
            assertThat(none.status()).isEqualTo(2);
            assertThat(none.err()).contains("there is no object", "give it with --settings");

            CommandRun publish = CommandRun.of(
                    "settings",
                    "publish",
                    file(SETTINGS),
                    "--hub-region",
                    "us-east-1",
                    "--endpoint-url",
                    aws.endpoint().toString());
            assertThat(publish.status()).as(publish.err()).isZero();

            CommandRun run = CommandRun.of(published);
            assertThat(run.status()).as(run.err()).isZero();
            assertThat(run.out()).contains("444455556666: ecr:BatchGetImage, ecr:GetDownloadUrlForLayer");
        }
    }

    @Test
    void wrongUseGivesOneErrorLine() throws IOException {
        assertThat(CommandRun.of("waivers").err()).contains("give one of --settings FILE and --published");
        assertThat(CommandRun.of("waivers", "--settings", file(SETTINGS), "--published")
                        .status())
                .isEqualTo(2);
        assertThat(CommandRun.of("waivers", "--settings", file(SETTINGS), "--expiring", "-1")
                        .err())
                .contains("--expiring -1: not a number of days");
        assertThat(CommandRun.of("waivers", "--settings", file(SETTINGS.replace("owner: shop", "ower: shop")))
                        .err())
                .contains("waivers[1].ower: unknown key");
    }

    @Test
    void theRulesWhoseWaiversNameAccessAreThoseThatReportAccess() {
        assertThat(RuleCatalog.every(RuleOptions.of(Duration.ZERO)).rules().stream()
                        .filter(AuditRule::isAboutGrants)
                        .map(rule -> rule.metadata().id()))
                .containsExactlyInAnyOrderElementsOf(WaiverValidator.RULES_ABOUT_GRANTS);
    }

    private static String deployedSettings(SettingsFile settings) {
        StringBuilder text = new StringBuilder(PublishedSettings.key(settings));
        PublishedSettings.marks(settings)
                .forEach((key, mark) -> text.append(' ').append(key).append('=').append(mark));
        return text.toString();
    }

    private String file(String yaml) throws IOException {
        return Files.writeString(Files.createTempFile(directory, "auditor", ".yaml"), yaml)
                .toString();
    }

    private static Json read(String line) {
        try {
            return JsonReader.read(line);
        } catch (MalformedJson malformed) {
            throw new AssertionError(malformed);
        }
    }
}
