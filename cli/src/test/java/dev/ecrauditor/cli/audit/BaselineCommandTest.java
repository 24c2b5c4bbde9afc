package dev.ecrauditor.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.alert.AlertMessage;
import dev.ecrauditor.audit.AlertDrain;
import dev.ecrauditor.audit.AuditOutcome;
import dev.ecrauditor.audit.RepositoryAudit;
import dev.ecrauditor.audit.RuleSource;
import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.repository.EcrRepositoryReader;
import dev.ecrauditor.aws.s3.S3PublishedObjects;
import dev.ecrauditor.cli.CommandRun;
import dev.ecrauditor.event.Reevaluation;
import dev.ecrauditor.finding.store.InMemoryFindingStore;
import dev.ecrauditor.finding.transition.Transition;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.settings.published.Baseline;
import dev.ecrauditor.settings.published.BaselineJson;
import dev.ecrauditor.settings.published.Baselines;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A baseline of accounts on local-aws, and what the auditor then reports. */
class BaselineCommandTest {

    private static final String FIRST = "222233334444";
    private static final String SECOND = "333344445555";
    private static final String BUCKET = "ecrauditor-settings-bucket";

    private final String nextMonth = LocalDate.now(ZoneOffset.UTC).plusDays(30).toString();

    @TempDir
    private Path folder;

    @AutoClose
    private final Estate estate = new Estate();

    @AutoClose
    private final AwsClients clients = AwsClients.ofEndpoint(estate.aws.endpoint(), "us-east-1", Estate.MANAGEMENT);

    @Test
    void theAuditorReportsNothingOfItAndTheNextChange() throws IOException {
        estate.account(FIRST).account(SECOND);
        estate.repositories(FIRST, "us-east-1", 3)
                .repositories(SECOND, "us-east-1", 1)
                .load();
        deploy();

        CommandRun baseline = baseline("--accounts", accounts().toString());

        assertThat(baseline.status()).as(baseline.err()).isZero();
        assertThat(baseline.out())
                .contains("s3://" + BUCKET + "/baseline/222233334444/us-east-1.json: ", " of 3 repositories")
                .contains("s3://" + BUCKET + "/baseline/333344445555/us-east-1.json: ", " of 1 repositories")
                .contains("Accepted until " + nextMonth + ": ", " findings of 4 repositories, in 2 objects");
        RepositoryAudit audit = audit();
        for (int i = 0; i < 3; i++) {
            assertThat(audit.audit(new Reevaluation(arn("of-222233334444/app-" + i))))
                    .isEqualTo(new AuditOutcome.Recorded());
        }
        String closed = """
                {"accounts": {"222233334444": {"us-east-1": {"repositories": [{"repositoryName": "of-222233334444/app-1", "createdAt": "%s", "policyText": {"Version": "2012-10-17", "Statement": [
                  {"Sid": "Other", "Effect": "Allow", "Principal": "*", "Action": "ecr:PutImage"}]}}]}}}}""".formatted(createdAt("of-222233334444/app-1"));
        estate.aws.load(new ByteArrayInputStream(closed.getBytes(StandardCharsets.UTF_8)));
        assertThat(audit.audit(new Reevaluation(arn("of-222233334444/app-1"))))
                .isInstanceOf(AuditOutcome.Alerted.class);
        assertThat(drained())
                .singleElement()
                .satisfies(alert -> assertThat(alert.labels()).containsEntry("repository", "of-222233334444/app-1"));
    }

    @Test
    void anAccountThatCannotBeReadIsNotWritten() throws IOException {
        estate.account(FIRST).account(SECOND);
        estate.repositories(FIRST, "us-east-1", 1)
                .repositories(SECOND, "us-east-1", 1)
                .load();
        deploy();
        estate.aws.deny(SECOND, "ecr:DescribeRepositories");

        CommandRun baseline = baseline("--accounts", accounts().toString());

        assertThat(baseline.status()).isEqualTo(3);
        assertThat(baseline.out()).contains("in 1 object; 1 accounts and Regions were not written");
        assertThat(baseline.err()).contains("baseline: 333344445555 us-east-1: could not be read: ");
    }

    @Test
    void whatCannotBeEvaluatedIsNotAccepted() throws IOException {
        estate.account(FIRST).repositories(FIRST, "us-east-1", 1).load();
        estate.aws.deny(FIRST, "ecr:GetRepositoryPolicy");

        CommandRun baseline = baseline(
                "--accounts",
                Files.writeString(folder.resolve("one.txt"), FIRST).toString(),
                "--directory",
                folder.resolve("out").toString());

        assertThat(baseline.status()).isEqualTo(3);
        assertThat(baseline.out()).contains("verdicts are UNKNOWN and not accepted");
        Baseline written = read("222233334444/us-east-1.json");
        assertThat(written.repositories()
                        .get("of-222233334444/app-0")
                        .evidence()
                        .keySet())
                .isNotEmpty()
                .noneMatch(rule -> rule.startsWith("ecr-policy"));
    }

    @Test
    void beforeTheDeploymentItIsWrittenIntoFiles() throws IOException {
        estate.repositories(Estate.MANAGEMENT, "us-east-1", 2).load();

        CommandRun baseline = baseline("--directory", folder.toString());

        assertThat(baseline.status()).as(baseline.err()).isZero();
        Baseline written = read("111122223333/us-east-1.json");
        assertThat(written.owner()).isEqualTo("platform@example.org");
        assertThat(written.reason()).isEqualTo("Known before the first day");
        assertThat(written.expires()).isEqualTo(nextMonth);
        assertThat(written.repositories()).hasSize(2);
        assertThat(estate.aws.requests()).noneMatch(request -> request.service().equals("cloudformation"));
    }

    @Test
    void theSuffixOfTheSettingsNamesTheStack() throws IOException {
        deploy();
        Path staging = Files.writeString(folder.resolve("staging.yaml"), "deployment: {suffix: staging}\n");

        CommandRun baseline = baseline("--settings", staging.toString());

        assertThat(baseline.status()).isEqualTo(2);
        assertThat(baseline.err()).startsWith("baseline: there is no stack EcrAuditor-staging in us-east-1");
    }

    @Test
    void withoutSettingsTheOwnOrganizationIsTrustedAsByTheirDefaults() {
        estate.repositories(Estate.MANAGEMENT, "us-east-1", 1).load();

        CommandRun baseline = baseline("--directory", folder.toString());

        assertThat(baseline.status()).as(baseline.err()).isZero();
        assertThat(estate.aws.requests())
                .anyMatch(request -> request.operation().equals("DescribeOrganization"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--expires|2027-02-30|--expires 2027-02-30: not a day of the calendar; write it like 2027-01-31",
                "--expires|2020-01-31|--expires 2020-01-31: not between tomorrow and ",
                "--expires|2999-01-31|--expires 2999-01-31: not between tomorrow and ",
                "--owner|' '|--owner: not one line of at most 100 characters",
                "--stack|-x|--stack -x: not the name of a stack; write it like EcrAuditor",
                "--settings|no/such/file|no/such/file",
            })
    void wrongUseIsOneLine(String option, String value, String message) {
        List<String> line = new ArrayList<>(List.of(
                "baseline",
                "--region",
                "us-east-1",
                "--endpoint-url",
                estate.aws.endpoint().toString()));
        for (String[] usual : new String[][] {{"--expires", nextMonth}, {"--owner", "o"}, {"--reason", "r"}}) {
            if (!usual[0].equals(option)) {
                line.addAll(List.of(usual));
            }
        }
        line.addAll(List.of(option + "=" + value));

        CommandRun run = CommandRun.of(line.toArray(String[]::new));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err().lines()).singleElement().asString().startsWith("baseline: " + message);
        assertThat(estate.aws.requests()).isEmpty();
    }

    private Baseline read(String path) throws IOException {
        Path out = folder.resolve("out");
        Path base = Files.exists(out) ? out : folder;
        return BaselineJson.read(Files.readString(base.resolve("baseline").resolve(path)));
    }

    private Path accounts() throws IOException {
        return Files.writeString(folder.resolve("accounts.txt"), FIRST + "\n" + SECOND + "\n");
    }

    private void deploy() {
        estate.aws.createBucket(BUCKET);
        String state = """
                {"accounts": {"111122223333": {"us-east-1": {"stacks": [
                  {"StackName": "EcrAuditor", "StackStatus": "CREATE_COMPLETE", "Outputs": [
                    {"OutputKey": "SettingsBucketName", "OutputValue": "%s"},
                    {"OutputKey": "DeployedSettings", "OutputValue": "settings/0a/settings.json"}]}]}}}}""".formatted(BUCKET);
        estate.aws.load(new ByteArrayInputStream(state.getBytes(StandardCharsets.UTF_8)));
    }

    private CommandRun baseline(String... arguments) {
        List<String> line = new ArrayList<>(List.of(
                "baseline",
                "--region",
                "us-east-1",
                "--endpoint-url",
                estate.aws.endpoint().toString(),
                "--calls-per-second",
                "1000000",
                "--expires",
                nextMonth,
                "--owner",
                "platform@example.org",
                "--reason",
                "Known before the first day"));
        line.addAll(List.of(arguments));
        return CommandRun.of(line.toArray(String[]::new));
    }

    private final InMemoryFindingStore store = new InMemoryFindingStore();

    /** The deployed auditor, which reads with its own role what the command line has written. */
    private RepositoryAudit audit() {
        Clock clock = Clock.systemUTC();
        Baselines baselines = new Baselines(new S3PublishedObjects(clients, BUCKET, clock), clock);
        return new RepositoryAudit(new RepositoryAudit.Parts(
                reader(clock),
                repository -> new RuleSource.RuleSet(
                        () -> RuleCatalog.standard(Duration.ofMinutes(15)),
                        new Transition(RemediationMode.OFF, "")
                                .accepting(baselines.of(repository.account(), repository.region()), true)),
                store,
                record -> {},
                (reevaluation, delay) -> {},
                clock));
    }

    private EcrRepositoryReader reader(Clock clock) {
        return new EcrRepositoryReader(
                clients, new AccountCredentials(clients, Optional.of("ecr-auditor-read"), clock), clock);
    }

    private String createdAt(String name) {
        return reader(Clock.systemUTC()).read(arn(name)) instanceof Reading.Known<?> known
                        && known.value() instanceof dev.ecrauditor.repository.RepositorySnapshot repository
                ? repository.createdAt().toString()
                : "";
    }

    private List<AlertMessage> drained() {
        List<AlertMessage> published = new ArrayList<>();
        new AlertDrain(new AlertDrain.Parts(
                        store,
                        RuleCatalog.standard(Duration.ofMinutes(15)),
                        published::add,
                        request -> {},
                        record -> false,
                        Clock.systemUTC()))
                .drain(List.of(), () -> true, line -> {});
        return published;
    }

    private static RepositoryArn arn(String name) {
        return new RepositoryArn("aws", "us-east-1", FIRST, name);
    }
}
