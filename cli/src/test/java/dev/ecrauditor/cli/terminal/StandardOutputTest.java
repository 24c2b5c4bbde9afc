package dev.ecrauditor.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.cli.CommandRun;
import dev.ecrauditor.cli.EcrAuditor;
import dev.ecrauditor.cli.demo.DemoInbox;
import dev.ecrauditor.localaws.LocalAws;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Output that cannot be written gives one error line and exit status 3; no alert is lost or published twice. */
class StandardOutputTest {

    private static final Path STORY = Path.of("../events/SetRepositoryPolicy/made-public-through-cloudformation");

    @TempDir
    private Path folder;

    private LocalAws aws;

    /** Fails like a full disk or a pipe whose reader has ended. */
    private static final class Full extends OutputStream {
        @Override
        public void write(int character) throws IOException {
            throw new IOException("No space left on device");
        }
    }

    @BeforeEach
    void start() {
        aws = LocalAws.start();
        aws.load(STORY.resolve("account.json"));
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rules",
                "rules --output json",
                "rules --help",
                "--help",
                "--version",
                "audit",
                "audit --output json"
            })
    void everyCommandReportsAFullDisk(String line) {
        String[] words = line.startsWith("audit")
                ? Stream.concat(
                                Stream.of(line.split(" ")),
                                Stream.of(
                                        "--region",
                                        "us-east-1",
                                        "--endpoint-url",
                                        aws.endpoint().toString()))
                        .toArray(String[]::new)
                : line.split(" ");

        assertOneErrorLine(full(words));
    }

    @Test
    void aPolicyThatCannotBePrintedIsReported() throws IOException {
        Path policy = Files.writeString(folder.resolve("policy.json"), "{\"Statement\": []}");

        assertOneErrorLine(full("policy", policy.toString(), "--owner", "111122223333"));
    }

    @Test
    void anAlertThatCannotBePrintedIsPrintedByTheNextReplay() {
        String state = folder.resolve("state.json").toString();

        assertOneErrorLine(full(replay("--state", state)));

        assertThat(CommandRun.of(replay("--state", state)).out()).contains("[CRITICAL]");
    }

    @Test
    void anAlertThatWasPublishedAndCouldNotBePrintedIsNotPublishedAgain() {
        String topic = DemoInbox.topic(aws.endpoint(), "111122223333", "us-east-1");
        String state = folder.resolve("state.json").toString();

        assertOneErrorLine(full(replay("--state", state, "--topic-arn", topic)));
        CommandRun.of(replay("--state", state, "--topic-arn", topic));

        assertThat(aws.deliveries())
                .filteredOn(delivery -> delivery.protocol().equals("email"))
                .hasSize(1);
    }

    private String[] replay(String... more) {
        return Stream.concat(
                        Stream.of(
                                "replay",
                                STORY.resolve("event.json").toString(),
                                "--endpoint-url",
                                aws.endpoint().toString()),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    private static CommandRun full(String... line) {
        StringWriter err = new StringWriter();
        int status = EcrAuditor.run(StandardOutput.to(new Full()), new PrintWriter(err, true), line);
        return new CommandRun(status, "", err.toString());
    }

    private static void assertOneErrorLine(CommandRun run) {
        List<String> said = run.err()
                .lines()
                .filter(line -> line.contains("standard output cannot be written"))
                .toList();
        assertThat(said).as(run.err()).hasSize(1);
        assertThat(run.err()).doesNotContain("Exception");
        assertThat(run.status()).isEqualTo(3);
    }
}
