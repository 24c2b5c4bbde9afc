package dev.ecrauditor.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.finding.store.InMemoryFindingStore;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.LocalAwsOptions;
import dev.ecrauditor.testing.AlertSummary;
import dev.ecrauditor.testing.Auditor;
import dev.ecrauditor.testing.MutableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every story of {@code events/} ends as its {@code expected.json} says; events/README.md explains the format. */
class EventStoriesTest {

    private static final Path EVENTS = Path.of("..", "events");

    @Test
    void everyFolderWithAnEventHasAnExpectation() throws IOException {
        assertThat(stories())
                .hasSizeGreaterThan(40)
                .allSatisfy(story -> assertThat(story.resolve("expected.json")).exists());
    }

    @TestFactory
    Stream<DynamicTest> everyStoryHasItsExpectedOutcome() throws IOException {
        return stories().stream().map(story -> DynamicTest.dynamicTest(name(story), () -> replay(story)));
    }

    private static void replay(Path story) throws Exception {
        Json expected = JsonReader.read(Files.readString(story.resolve("expected.json")));
        String event = Files.readString(story.resolve("event.json"));
        Instant called = Instant.parse(JsonReader.read(event)
                .text("detail", "eventTime")
                .or(() -> text(event, "time"))
                .orElseThrow());
        MutableClock clock = new MutableClock(called);
        InMemoryFindingStore store = new InMemoryFindingStore();
        if (Files.exists(story.resolve("before.json"))) {
            clock.set(called.minus(Duration.ofHours(1)));
            audited(story, store, clock);
        }
        clock.set(called.plusSeconds(60));
        try (LocalAws aws = LocalAws.start(LocalAwsOptions.defaults().withClock(clock))) {
            if (Files.exists(story.resolve("account.json"))) {
                aws.load(story.resolve("account.json"));
            }
            Auditor auditor = new Auditor(aws, store, clock, Auditor.Configuration.of(expected));
            String outcome = expected.text("outcome").orElseThrow();
            if (outcome.equals("FAILED")) {
                assertThatThrownBy(() -> auditor.handle(event)).isInstanceOf(IllegalStateException.class);
                assertThat(auditor.context.lines()).singleElement().asString().contains("\"outcome\":\"FAILED\"");
                return;
            }
            Json answer = auditor.handle(event);
            assertThat(answer.text("outcome")).hasValue(outcome);
            assertThat(answer.text("reason")).isEqualTo(expected.text("reason"));
            assertThat(auditor.alerts().stream().map(AlertSummary::published).toList())
                    .isEqualTo(expected.items("alerts").stream()
                            .map(AlertSummary::expected)
                            .toList());
            assertThat(!auditor.reevaluations.isEmpty() || !auditor.later.isEmpty())
                    .isEqualTo(expected.bool("schedulesReevaluation").orElse(false));
            assertThat(!auditor.sweeps.isEmpty())
                    .isEqualTo(expected.bool("requestsSweep").orElse(false));
            assertThat(answersTheSameWhenRepeated(auditor, event)).isTrue();
        }
    }

    /** Whatever the first delivery published, the second publishes nothing. */
    private static boolean answersTheSameWhenRepeated(Auditor auditor, String event) {
        String outcome = auditor.handle(event).text("outcome").orElseThrow();
        return !outcome.equals("ALERTED") && auditor.alerts().isEmpty();
    }

    private static void audited(Path story, InMemoryFindingStore store, MutableClock clock) throws Exception {
        Json expected = JsonReader.read(Files.readString(story.resolve("expected.json")));
        Json before = JsonReader.read(Files.readString(story.resolve("before.json")));
        try (LocalAws aws = LocalAws.start(LocalAwsOptions.defaults().withClock(clock))) {
            aws.load(story.resolve("before.json"));
            Auditor auditor = new Auditor(aws, store, clock, Auditor.Configuration.of(expected));
            auditor.evaluateAll(before);
            auditor.alerts();
        }
    }

    private static Optional<String> text(String event, String name) {
        try {
            return JsonReader.read(event).text(name);
        } catch (dev.ecrauditor.json.MalformedJson malformed) {
            throw new AssertionError(malformed);
        }
    }

    private static List<Path> stories() throws IOException {
        try (Stream<Path> files = Files.walk(EVENTS)) {
            return files.filter(file -> file.getFileName().toString().equals("event.json"))
                    .map(Path::getParent)
                    .sorted()
                    .toList();
        }
    }

    private static String name(Path story) {
        return EVENTS.relativize(story).toString();
    }
}
