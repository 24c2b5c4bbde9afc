package dev.ecrauditor.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.s3.S3Object;
import dev.ecrauditor.aws.s3.S3Objects;
import dev.ecrauditor.aws.s3.S3PublishedObjects;
import dev.ecrauditor.cli.CommandRun;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.settings.Settings;
import dev.ecrauditor.settings.file.PublishedSettings;
import dev.ecrauditor.settings.file.SettingsFile;
import dev.ecrauditor.settings.published.CurrentSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Changed settings of a deployed auditor on local-aws. */
class SettingsCommandTest {

    private static final String BUCKET = "ecrauditor-settings-bucket";
    private static final String DEPLOYED = "remediation: [{accounts: ['*'], mode: ON}]\n";
    private static final String CHANGED = DEPLOYED + """
            trust: {accounts: ['444455556666']}
            waivers:
              - rules: [ecr-scan-on-push]
                repositories: [payments/*]
                owner: payments@example.org
                reason: Scanned in the pipeline
                expires: 2027-01-31
            """;

    private String updated = "2026-01-02T00:00:00Z";

    @TempDir
    private Path directory;

    @AutoClose
    private final LocalAws aws = LocalAws.start();

    @AutoClose
    private final AwsClients clients = AwsClients.ofEndpoint(aws.endpoint(), "us-east-1", "111122223333");

    @Test
    void whatIsPublishedIsWhatTheFunctionsRead() throws IOException {
        deploy(DEPLOYED);
        Path file = file(CHANGED);

        CommandRun publish = run("publish", file.toString());

        assertThat(publish.status()).as(publish.err()).isZero();
        String key = PublishedSettings.key(SettingsFile.read(file(DEPLOYED)));
        S3Object written =
                new S3Objects(clients, BUCKET, Clock.systemUTC()).get(key).orElseThrow();
        assertThat(publish.out().lines())
                .containsExactly(
                        "Published as version " + written.version() + " of s3://" + BUCKET + "/" + key,
                        "1 trusted account, 0 trusted organizations, 1 waiver; in force within 5 minutes, and until the next deployment of other settings");
        SettingsFile deployed = SettingsFile.read(file(DEPLOYED));
        Reading<Settings> read = new CurrentSettings(
                        () -> new Reading.Known<>(deployed.json()),
                        Optional.of(key),
                        new S3PublishedObjects(clients, BUCKET, Clock.systemUTC()),
                        Clock.systemUTC())
                .latest();
        assertThat(read).isInstanceOfSatisfying(Reading.Known.class, known -> {
            Settings settings = (Settings) known.value();
            assertThat(settings.trust().accounts()).containsExactly("444455556666");
            assertThat(settings.waivers()).hasSize(1);
        });
        CommandRun show = run("show");
        assertThat(show.out().lines()).hasSize(2).last().isEqualTo(written.text());
        assertThat(show.out())
                .startsWith("Version " + written.version() + " of s3://" + BUCKET + "/" + key + ", written at 20");
    }

    @Test
    void anObjectThatIsOlderThanTheLastUpdateOfTheStackIsNamed() throws IOException {
        deploy(DEPLOYED);
        run("publish", file(CHANGED).toString());
        updated = "2999-01-01T00:00:00Z";
        deploy(DEPLOYED);

        assertThat(run("show").out())
                .contains("It is in force and OLDER than the last update of the stack (2999-01-01T00:00:00Z): ")
                .contains("Publish the file again, or: aws s3 rm s3://" + BUCKET + "/settings/");
    }

    @Test
    void withoutAnObjectShowSaysSo() throws IOException {
        deploy(DEPLOYED);

        CommandRun show = run("show");

        assertThat(show.status()).isZero();
        assertThat(show.out()).startsWith("Trust and waivers are as deployed: there is no object s3://" + BUCKET);
    }

    @Test
    void anyOtherChangeIsRefusedByName() throws IOException {
        deploy(DEPLOYED);
        Path file = file(CHANGED.replace("mode: ON", "mode: DRY_RUN")
                + "exclusions: [{repositories: [a], reason: r}]\nschedule: {sweepEvery: PT12H}\n");

        CommandRun publish = run("publish", file.toString());

        assertThat(publish.status()).isEqualTo(2);
        assertThat(publish.err().lines())
                .containsExactly(
                        "settings publish: " + file
                                + ": schedule, remediation, exclusions: not as deployed; only trust and waivers change without a deployment, so deploy this file or undo the change");
        assertThat(aws.requests()).noneMatch(request -> request.operation().equals("PutObject"));
    }

    @Test
    void theSuffixOfTheFileNamesTheStack() throws IOException {
        deploy(DEPLOYED);
        Path staging = file("deployment: {suffix: staging}\n" + CHANGED);

        CommandRun publish = run("publish", staging.toString());

        assertThat(publish.status()).isEqualTo(2);
        assertThat(publish.err()).startsWith("settings publish: there is no stack EcrAuditor-staging in us-east-1");
        assertThat(aws.requests()).noneMatch(request -> request.operation().equals("PutObject"));
    }

    @Test
    void aStackThatContradictsTheSuffixIsRefused() throws IOException {
        Path staging = file("deployment: {suffix: staging}\n" + CHANGED);

        CommandRun publish = run("publish", staging.toString(), "--stack", "EcrAuditor");

        assertThat(publish.status()).isEqualTo(2);
        assertThat(publish.err().lines())
                .containsExactly(
                        "settings publish: --stack EcrAuditor: the settings file belongs to the stack EcrAuditor-staging, by its deployment.suffix; give the file of that stack, or leave --stack out");
        assertThat(aws.requests()).isEmpty();
    }

    @Test
    void aWrongFileIsRefusedBeforeAnythingIsRead() throws IOException {
        Path file = file(CHANGED.replace("2027-01-31", "2027-02-30"));

        CommandRun publish = run("publish", file.toString());

        assertThat(publish.status()).isEqualTo(2);
        assertThat(publish.err().lines()).singleElement().asString().contains(":8: waivers[0].expires: ");
        assertThat(aws.requests()).isEmpty();
    }

    @Test
    void withoutTheStackTheCommandSaysWhatToName() throws IOException {
        CommandRun publish = run("publish", file(CHANGED).toString());

        assertThat(publish.status()).isEqualTo(2);
        assertThat(publish.err())
                .startsWith(
                        "settings publish: there is no stack EcrAuditor in us-east-1 of this account; use credentials");
    }

    @ParameterizedTest
    @CsvSource({"s3:PutObject, AccessDenied", "cloudformation:DescribeStacks, AccessDenied"})
    void aDeniedCallIsNamed(String action, String code) throws IOException {
        deploy(DEPLOYED);
        aws.deny("111122223333", action);

        CommandRun publish = run("publish", file(CHANGED).toString());

        assertThat(publish.status()).isEqualTo(3);
        assertThat(publish.err().lines()).singleElement().asString().contains(code);
    }

    @Test
    void anOlderStackHasNoBucket() throws IOException {
        load("{\"OutputKey\": \"AlertTopicArn\", \"OutputValue\": \"arn\"}");

        CommandRun show = run("show");

        assertThat(show.status()).isEqualTo(2);
        assertThat(show.err()).contains("has no bucket for settings: deploy this version of the auditor first");
    }

    private void deploy(String yaml) throws IOException {
        if (updated.startsWith("2026")) {
            aws.createBucket(BUCKET);
        }
        SettingsFile settings = SettingsFile.read(file(yaml));
        String deployed = PublishedSettings.key(settings)
                + PublishedSettings.marks(settings).entrySet().stream()
                        .map(mark -> " " + mark.getKey() + "=" + mark.getValue())
                        .collect(Collectors.joining());
        load("{\"OutputKey\": \"SettingsBucketName\", \"OutputValue\": \"" + BUCKET
                + "\"}, {\"OutputKey\": \"DeployedSettings\", \"OutputValue\": \"" + deployed + "\"}");
    }

    private void load(String outputs) {
        String state = """
                {"accounts": {"111122223333": {"us-east-1": {"stacks": [
                  {"StackName": "EcrAuditor", "StackStatus": "CREATE_COMPLETE", "CreationTime": "2026-01-01T00:00:00Z",
                   "LastUpdatedTime": "%s", "Outputs": [%s]}]}}}}""".formatted(updated, outputs);
        aws.load(new ByteArrayInputStream(state.getBytes(StandardCharsets.UTF_8)));
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(Files.createTempFile(directory, "auditor", ".yaml"), yaml);
    }

    private CommandRun run(String command, String... arguments) {
        List<String> line = new ArrayList<>(List.of(
                "settings",
                command,
                "--hub-region",
                "us-east-1",
                "--endpoint-url",
                aws.endpoint().toString()));
        line.addAll(List.of(arguments));
        return CommandRun.of(line.toArray(String[]::new));
    }
}
