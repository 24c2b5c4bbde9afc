package dev.ecrauditor.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.cli.CommandRun;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code policy OLD NEW --diff}. */
class PolicyDiffTest {

    private static final String CLOSED = "";
    private static final String PARTNER = policy("arn:aws:iam::444455556666:root", "Pull");

    @TempDir
    private Path folder;

    private static String policy(String principal, String sid) {
        return """
                {"Version": "2012-10-17", "Statement": [{"Sid": "%s", "Effect": "Allow", "Principal": {"AWS": "%s"},
                 "Action": ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]}]}""".formatted(sid, principal);
    }

    private CommandRun diff(String before, String after, String... more) {
        try {
            List<String> line = new ArrayList<>(List.of(
                    "policy",
                    Files.writeString(folder.resolve("old.json"), before).toString(),
                    Files.writeString(folder.resolve("new.json"), after).toString(),
                    "--diff",
                    "--owner",
                    "111122223333"));
            line.addAll(List.of(more));
            return CommandRun.of(line.toArray(String[]::new));
        } catch (IOException fault) {
            throw new AssertionError(fault);
        }
    }

    @Test
    void whatOpensIsToldWithItsExampleAndTheStatusIsOne() {
        CommandRun run = diff(CLOSED, PARTNER);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .contains(
                        "Opens",
                        "Account 444455556666 can now pull images.",
                        "By new policy, statement 1 (Sid \"Pull\"): principal arn:aws:iam::444455556666:root",
                        "Example: arn:aws:iam::444455556666:");
    }

    @Test
    void whatClosesIsToldAndTheStatusIsZero() {
        CommandRun run = diff(PARTNER, CLOSED);

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("Closes", "Account 444455556666 can no longer pull images.", "old policy");
    }

    @Test
    void anotherSidChangesNothing() {
        CommandRun run = diff(PARTNER, PARTNER.replace("\"Pull\"", "\"Renamed\""));

        assertThat(run.status()).isZero();
        assertThat(run.out()).isEqualTo("Nothing changes for outsiders." + System.lineSeparator());
    }

    @Test
    void whoIsTrustedDoesNotFail() {
        CommandRun run = diff(CLOSED, PARTNER, "--trusted-account", "444455556666");

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("Account 444455556666 (trusted) can now pull images.");
    }

    @Test
    void jsonHasTheWitness() throws MalformedJson {
        Json json = JsonReader.read(diff(CLOSED, PARTNER, "--output", "json").out());

        Json change = json.items("changes").get(0);
        assertThat(change.text("change")).contains("OPENED");
        assertThat(change.text("outsider", "id")).contains("444455556666");
        assertThat(change.items("actions")).hasSize(2);
        assertThat(change.text("example", "caller").orElseThrow()).startsWith("arn:aws:iam::444455556666:");
    }

    @Test
    void markdownIsATableWithoutMarkupFromThePolicy() {
        CommandRun run = diff(
                CLOSED,
                policy("arn:aws:iam::444455556666:root", "x|<img src=x>[a](http://b)@team"),
                "--output",
                "markdown");

        assertThat(run.out()).contains("| change | who can do what | by | example request |", "| **opens** | Account");
        assertThat(run.out()).doesNotContain("<img", "[a](", "@team");
        assertThat(run.out().lines().filter(line -> line.startsWith("| **opens**")))
                .hasSize(1)
                .allSatisfy(line -> assertThat(line.replace("\\|", "")
                                .chars()
                                .filter(c -> c == '|')
                                .count())
                        .isEqualTo(5));
    }

    @Test
    void aPolicyThatCannotBeReadIsNotCompared() {
        CommandRun run = diff("{", PARTNER);

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.out()).contains("Not compared: the old policy cannot be read");
    }

    @Test
    void aRegistryPolicyIsComparedByItsActions() {
        String create = PARTNER.replace("ecr:BatchGetImage", "ecr:ReplicateImage");

        assertThat(diff(CLOSED, create, "--registry").out()).contains("ecr:ReplicateImage");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--fix", "--output=pdf"})
    void wrongOptionsAreRefused(String option) {
        assertThat(diff(CLOSED, PARTNER, option).status()).isEqualTo(2);
    }

    @Test
    void markdownIsAFormOfTheDifferenceOnly() throws IOException {
        Path file = Files.writeString(folder.resolve("policy.json"), PARTNER);

        assertThat(CommandRun.of("policy", file.toString(), "--owner", "111122223333", "--output", "markdown")
                        .status())
                .isEqualTo(2);
        assertThat(CommandRun.of("policy", file.toString(), file.toString(), "--owner", "111122223333")
                        .status())
                .isEqualTo(2);
    }
}
