package dev.ecrauditor.cli.preview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.cli.CommandRun;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

@Tag("long")
class PreviewCommandTest {

    private static final Path EVENTS = Path.of("..", "events");

    @TempDir
    private Path folder;

    @Test
    void aRepositoryIsShownByEmailChatAndJson() {
        CommandRun run = preview("SetRepositoryPolicy/made-public-through-cloudformation");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out())
                .containsSubsequence(
                        "== E-mail",
                        "Subject: [CRITICAL] ECR ",
                        "open to every AWS account",
                        "What to do",
                        "== Chat",
                        ":rotating_light:",
                        "-> ",
                        "Keywords: ecr-policy-not-public, ",
                        "== JSON",
                        "\"ecr-policy-not-public\"");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void aKeyIsShown() {
        CommandRun run = preview("DisableKey/key-of-a-repository-disabled", "--channel", "email");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("Subject: [CRITICAL] ").contains("ecr-encryption-key-usable");
        assertThat(run.out()).doesNotContain("== ");
    }

    @Test
    void aRegistryIsShown() throws MalformedJson {
        CommandRun run = preview("PutRegistryPolicy/registry-policy-open-to-everyone", "--channel", "json");

        assertThat(run.out().lines()).hasSize(1);
        assertThat(JsonReader.read(run.out().strip()).text("severity")).hasValue("CRITICAL");
    }

    @Test
    void chatIsTheBodyAsItIsPublished() throws MalformedJson {
        CommandRun run = preview("SetRepositoryPolicy/made-public-through-cloudformation", "--channel", "chat");

        assertThat(run.out().lines()).hasSize(1);
        assertThat(JsonReader.read(run.out().strip()).text("content", "textType"))
                .hasValue("client-markdown");
    }

    @Test
    void anEventWithoutAnAlertSaysSo() {
        CommandRun run = preview("SetRepositoryPolicy/same-public-policy-written-again");

        assertThat(run.status()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("no alert: RECORDED");
    }

    @Test
    void anEventThatFailsHasStatusThree() {
        CommandRun run = preview("SetRepositoryPolicy/recipient-is-not-the-account-of-the-envelope");

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err().strip()).startsWith("preview: ").doesNotContain("\n");
    }

    @Test
    void theSettingsSayWhoIsTrusted() throws IOException {
        Path settings = Files.writeString(folder.resolve("auditor.yaml"), """
                alerts:
                  emails: [security@example.org]
                operations:
                  emails: [operations@example.org]
                trust:
                  accounts: ["444455556666"]
                """);
        String story = "SetRepositoryPolicy/policy-for-one-named-account";

        assertThat(preview(story).out()).contains("ecr-policy-no-foreign-account");
        CommandRun trusted = preview(story, "--settings", settings.toString());
        assertThat(trusted.status()).as(trusted.err()).isZero();
        assertThat(trusted.out()).doesNotContain("ecr-policy-no-foreign-account");
    }

    @Test
    void aPageIsWrittenInPlaceOfTheText() throws IOException {
        Path page = folder.resolve("page.html");
        CommandRun run = preview("SetRepositoryPolicy/made-public-through-cloudformation", "--html", page.toString());

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(page).content().contains("open to every AWS account");
    }

    @TestFactory
    Stream<DynamicTest> everyStoryHasTheAlertsThatItExpects() throws IOException {
        try (Stream<Path> files = Files.walk(EVENTS)) {
            return files
                    .filter(file -> file.getFileName().toString().equals("expected.json"))
                    .map(Path::getParent)
                    .sorted()
                    .map(story -> DynamicTest.dynamicTest(
                            EVENTS.relativize(story).toString(), () -> hasTheAlertsThatItExpects(story)))
                    .toList()
                    .stream();
        }
    }

    private void hasTheAlertsThatItExpects(Path story) throws IOException, MalformedJson {
        Json expected = JsonReader.read(Files.readString(story.resolve("expected.json")));
        CommandRun run = CommandRun.of("preview", story.toString(), "--channel", "json");

        boolean fails = expected.text("outcome").orElseThrow().equals("FAILED");
        assertThat(run.status()).as(run.err()).isEqualTo(fails ? 3 : 0);
        assertThat(run.out().lines().map(PreviewCommandTest::published))
                .containsExactlyElementsOf(expected.items("alerts").stream()
                        .map(alert -> summary(alert, texts(alert.items("ruleIds"))))
                        .toList());
    }

    private static String published(String line) {
        try {
            Json alert = JsonReader.read(line);
            return summary(
                    alert,
                    alert.items("findings").stream()
                            .flatMap(finding -> finding.text("ruleId").stream())
                            .toList());
        } catch (MalformedJson malformed) {
            throw new AssertionError(malformed);
        }
    }

    private static String summary(Json alert, List<String> rules) {
        return alert.text("status").orElseThrow() + " " + alert.text("severity").orElseThrow() + " " + rules;
    }

    private static List<String> texts(List<Json> items) {
        return items.stream().flatMap(item -> item.text().stream()).toList();
    }

    private static CommandRun preview(String story, String... options) {
        String[] line = Stream.concat(Stream.of("preview", EVENTS.resolve(story).toString()), Stream.of(options))
                .toArray(String[]::new);
        return CommandRun.of(line);
    }
}
