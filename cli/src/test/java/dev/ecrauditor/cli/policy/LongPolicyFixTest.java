package dev.ecrauditor.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.cli.CommandRun;
import dev.ecrauditor.cli.migration.EnabledIfProgramsAvailable;
import dev.ecrauditor.localaws.LocalAws;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the corrected policy is too long for an e-mail, the printed commands make it by this command line and set it. */
@EnabledIfProgramsAvailable("aws")
@Tag("shell")
class LongPolicyFixTest {

    private static final String EVENT = "../events/SetRepositoryPolicy/made-public-through-cloudformation/event.json";
    private static final String HEADING = "What to do (commands that run as they stand)";

    @TempDir
    private Path folder;

    private LocalAws aws;

    @BeforeEach
    void aPolicyOfManyTeamsThatIsOpenToEveryone() {
        String teams = IntStream.range(0, 60)
                .mapToObj(team -> "\"arn:aws:iam::111122223333:role/teams/deployment/team-" + team + "\"")
                .collect(Collectors.joining(","));
        String state = """
                {"accounts": {"111122223333": {"us-east-1": {"repositories": [{"repositoryName": "payments/api",
                  "createdAt": "2026-03-02T09:30:00Z", "policyText": {"Version": "2012-10-17", "Statement": [
                    {"Sid": "All", "Effect": "Allow", "Principal": "*", "Action": "ecr:BatchGetImage"},
                    {"Sid": "Teams", "Effect": "Allow", "Principal": {"AWS": [TEAMS]}, "Action": "ecr:PutImage"}]}}]}}}}
                """.replace("TEAMS", teams);
        aws = LocalAws.start();
        aws.load(new ByteArrayInputStream(state.getBytes(StandardCharsets.UTF_8)));
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void theCommandsOfTheEmailCloseTheRepository() throws Exception {
        String endpoint = aws.endpoint().toString();
        List<String> email = CommandRun.of("replay", EVENT, "--endpoint-url", endpoint)
                .out()
                .lines()
                .toList();
        int start = email.indexOf(HEADING);
        assertThat(start).as("%s", email).isPositive();
        List<String> printed = email.subList(start + 1, email.size());
        Files.write(folder.resolve("fix.sh"), printed.subList(0, printed.indexOf("")));
        writeLauncher();

        String out = run(endpoint);

        assertThat(folder.resolve("fix.sh")).content().contains("./ecr-auditor policy policy-before.json --owner");
        assertThat(verdicts(endpoint)).as(out).contains("\"PASS\"").doesNotContain("FAIL", "UNKNOWN");
    }

    private static String verdicts(String endpoint) {
        return CommandRun.of("audit", "--region", "us-east-1", "--output", "json", "--endpoint-url", endpoint)
                .out()
                .lines()
                .filter(line -> line.contains("ecr-policy-not-public"))
                .collect(Collectors.joining("\n"));
    }

    /** The launcher of a checkout, with the classes of this build. */
    private void writeLauncher() throws IOException {
        Path launcher = folder.resolve("ecr-auditor");
        Files.writeString(launcher, """
                #!/bin/sh
                exec "$JAVA" -cp "$CLASSES" dev.ecrauditor.cli.EcrAuditor "$@"
                """);
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
    }

    private String run(String endpoint) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder("sh", "fix.sh").directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment()
                .putAll(Map.of(
                        "AWS_ENDPOINT_URL", endpoint,
                        "AWS_ACCESS_KEY_ID", "111122223333",
                        "AWS_SECRET_ACCESS_KEY", "not-a-secret",
                        "AWS_CONFIG_FILE", "/dev/null",
                        "AWS_SHARED_CREDENTIALS_FILE", "/dev/null",
                        "HTTPS_PROXY", "http://127.0.0.1:9",
                        "NO_PROXY", "127.0.0.1",
                        "JAVA",
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                        "CLASSES", System.getProperty("java.class.path")));
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out;
    }
}
