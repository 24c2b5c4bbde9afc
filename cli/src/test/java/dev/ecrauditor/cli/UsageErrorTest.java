package dev.ecrauditor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wrong use gives one line that says what is wrong, where and how to fix it, and exit status 2. */
class UsageErrorTest {

    @Test
    void noCommandIsWrongUse() {
        assertOneErrorLine(CommandRun.of(), "demo");
    }

    @Test
    void anUnknownCommandIsWrongUse() {
        assertOneErrorLine(CommandRun.of("audti"), "--help");
    }

    @Test
    void anUnknownOptionIsWrongUse() {
        assertOneErrorLine(CommandRun.of("demo", "--seeed", "3"), "--seeed");
    }

    @Test
    void replayWithoutEventsIsWrongUse() {
        assertOneErrorLine(CommandRun.of("replay"), "EVENT");
    }

    @Test
    void aMissingEventFileIsNamed() {
        assertOneErrorLine(CommandRun.of("replay", "no/such/event.json"), "no/such/event.json");
    }

    @Test
    void anEventFileThatIsNotJsonIsNamedWithTheLine(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("event.json"), "{\n  \"source\": oops\n}");

        assertOneErrorLine(CommandRun.of("replay", file.toString()), "line 2");
    }

    @Test
    void aDirectoryWithoutEventsIsNamed(@TempDir Path folder) {
        assertOneErrorLine(CommandRun.of("replay", folder.toString()), "no events");
    }

    @Test
    void anUnknownRemediationModeNamesTheModes() {
        assertOneErrorLine(CommandRun.of("replay", "x.json", "--remediation", "maybe"), "off, dry-run or on");
    }

    @Test
    void aWrongEndpointUrlGetsAnExample(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("event.json"), "{}");

        assertOneErrorLine(
                CommandRun.of("replay", file.toString(), "--endpoint-url", "localhost"), "http://127.0.0.1:5000");
    }

    @Test
    void aWrongTopicArnGetsAnExample(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("event.json"), "{}");

        assertOneErrorLine(
                CommandRun.of("replay", file.toString(), "--read-role", "x", "--topic-arn", "alerts"), "arn:aws:sns:");
    }

    @Test
    void aWrongTrustedIdGetsAnExample(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("policy.json"), "{\"Statement\": []}");

        assertOneErrorLine(
                CommandRun.of("policy", file.toString(), "--owner", "111122223333", "--trusted-account", "4444"),
                "4444");
        assertOneErrorLine(
                CommandRun.of("policy", file.toString(), "--owner", "111122223333", "--trusted-organization", "o-*"),
                "o-a1b2c3d4e5");
    }

    @Test
    void theOldNameOfATrustedOrganizationTellsTheNewOne() {
        for (String command : List.of("audit", "policy", "replay")) {
            for (List<String> value : List.of(List.of("o-a1b2c3d4e5"), List.<String>of())) {
                List<String> line = new ArrayList<>(List.of(command, "--organization"));
                line.addAll(value);
                assertOneErrorLine(
                        CommandRun.of(line.toArray(String[]::new)),
                        "--organization is now called --trusted-organization; write that");
            }
            assertThat(CommandRun.of(command, "--help").out())
                    .contains("--trusted-organization")
                    .doesNotContainPattern("--organization[ =\\[]");
        }
    }

    @Test
    void aMissingStateFileOfLocalAwsIsNamed() {
        assertOneErrorLine(CommandRun.of("local-aws", "--state", "no/such/account.json"), "no/such/account.json");
    }

    @Test
    void aWrongStateFileOfLocalAwsIsReportedWithItsLocation(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("account.json"), "{\"accounts\": {\"12\": {}}}");

        assertOneErrorLine(CommandRun.of("local-aws", "--state", file.toString()), "12");
    }

    private static void assertOneErrorLine(CommandRun run, String hint) {
        assertThat(run.status()).as(run.err()).isEqualTo(2);
        assertThat(run.err().strip()).doesNotContain("\n").contains(hint).doesNotContain("Exception");
        assertThat(run.out()).isEmpty();
    }
}
