package dev.ecrauditor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wrong use is told in one line that says what, where and how to mend it, with exit status 2. */
class WrongUseTest {

    @Test
    void noCommandIsWrongUse() {
        assertToldInOneLine(Run.of(), "demo");
    }

    @Test
    void anUnknownCommandIsWrongUse() {
        assertToldInOneLine(Run.of("audti"), "--help");
    }

    @Test
    void anUnknownOptionIsWrongUse() {
        assertToldInOneLine(Run.of("demo", "--seeed", "3"), "--seeed");
    }

    @Test
    void replayWithoutEventsIsWrongUse() {
        assertToldInOneLine(Run.of("replay"), "EVENT");
    }

    @Test
    void aMissingEventFileIsNamed() {
        assertToldInOneLine(Run.of("replay", "no/such/event.json"), "no/such/event.json");
    }

    @Test
    void anEventFileThatIsNotJsonIsNamedWithThePlace(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("event.json"), "{\n  \"source\": oops\n}");

        assertToldInOneLine(Run.of("replay", file.toString()), "line 2");
    }

    @Test
    void aDirectoryWithoutEventsIsNamed(@TempDir Path folder) {
        assertToldInOneLine(Run.of("replay", folder.toString()), "no events");
    }

    @Test
    void anUnknownRemediationModeNamesTheModes() {
        assertToldInOneLine(Run.of("replay", "x.json", "--remediation", "maybe"), "off, dry-run, on");
    }

    @Test
    void anEndpointThatIsNoUrlIsShownOne(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("event.json"), "{}");

        assertToldInOneLine(Run.of("replay", file.toString(), "--endpoint-url", "localhost"), "http://127.0.0.1:5000");
    }

    @Test
    void aTopicThatIsNoArnIsShownOne(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("event.json"), "{}");

        assertToldInOneLine(
                Run.of("replay", file.toString(), "--read-role", "x", "--topic-arn", "alerts"), "arn:aws:sns:");
    }

    @Test
    void whoIsTrustedIsNamedByAnIdThatIsOne(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("policy.json"), "{\"Statement\": []}");

        assertToldInOneLine(
                Run.of("policy", file.toString(), "--owner", "111122223333", "--trusted-account", "4444"), "4444");
        assertToldInOneLine(
                Run.of("policy", file.toString(), "--owner", "111122223333", "--organization", "o-*"), "o-a1b2c3d4e5");
    }

    @Test
    void aMissingStateFileOfLocalAwsIsNamed() {
        assertToldInOneLine(Run.of("local-aws", "--state", "no/such/account.json"), "no/such/account.json");
    }

    @Test
    void aWrongStateFileOfLocalAwsIsToldWithItsPlace(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("account.json"), "{\"accounts\": {\"12\": {}}}");

        assertToldInOneLine(Run.of("local-aws", "--state", file.toString()), "12");
    }

    private static void assertToldInOneLine(Run run, String hint) {
        assertThat(run.status()).as(run.err()).isEqualTo(2);
        assertThat(run.err().strip()).doesNotContain("\n").contains(hint).doesNotContain("Exception");
        assertThat(run.out()).isEmpty();
    }
}
