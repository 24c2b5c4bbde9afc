package dev.ecrauditor.alert;

import dev.ecrauditor.event.MalformedEvent;
import dev.ecrauditor.finding.record.RemediationState;
import dev.ecrauditor.finding.store.InMemoryFindingStore;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.LocalAwsOptions;
import dev.ecrauditor.settings.AccountOwner;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.settings.Settings;
import dev.ecrauditor.testing.Auditor;
import dev.ecrauditor.testing.CloudTrailEvents;
import dev.ecrauditor.testing.LocalAccounts;
import dev.ecrauditor.testing.MutableClock;
import dev.ecrauditor.testing.SampleRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every message that the stories of {@code events/} and the outcomes of remediation publish, as the real code renders
 * them.
 */
final class StoryMessages {

    private static final Path EVENTS = Path.of("..", "events");
    private static final Path SWITCHED_OFF =
            EVENTS.resolve("PutImageScanningConfiguration").resolve("switched-off-by-a-person");
    private static List<PublishedMessage> all = List.of();

    /**
     * A message and where it comes from.
     *
     * @param story the folder of the story, or what remediation did
     * @param message what was published
     */
    record PublishedMessage(String story, AlertMessage message) {
        @Override
        public String toString() {
            return story;
        }
    }

    private StoryMessages() {}

    /** All messages; published once per test run. */
    static synchronized List<PublishedMessage> all() throws IOException, MalformedJson, MalformedEvent {
        if (all.isEmpty()) {
            List<PublishedMessage> messages = new ArrayList<>();
            for (Path story : stories()) {
                String name = EVENTS.relativize(story).toString().replace('\\', '/');
                replay(story, RemediationMode.OFF, List.of())
                        .forEach(message -> messages.add(new PublishedMessage(name, message)));
            }
            replay(SWITCHED_OFF, RemediationMode.ON, List.of())
                    .forEach(message -> messages.add(new PublishedMessage("remediation that works", message)));
            replay(SWITCHED_OFF, RemediationMode.DRY_RUN, List.of())
                    .forEach(message -> messages.add(new PublishedMessage("remediation in a dry run", message)));
            replay(SWITCHED_OFF, RemediationMode.ON, List.of("ecr:PutImageScanningConfiguration"))
                    .forEach(message -> messages.add(new PublishedMessage("remediation that is denied", message)));
            reverted().forEach(message -> messages.add(new PublishedMessage("remediation that is reverted", message)));
            all = List.copyOf(messages);
        }
        return all;
    }

    private static List<AlertMessage> replay(Path story, RemediationMode mode, List<String> denied)
            throws IOException, MalformedJson, MalformedEvent {
        String text = Files.readString(story.resolve("event.json"));
        Json event = JsonReader.read(text);
        Json expected = JsonReader.read(Files.readString(story.resolve("expected.json")));
        List<AlertMessage> messages = new ArrayList<>();
        if (expected.text("outcome").orElseThrow().equals("FAILED")) {
            return messages;
        }
        Instant called = Instant.parse(
                event.text("detail", "eventTime").or(() -> event.text("time")).orElseThrow());
        MutableClock clock = new MutableClock(called.minus(Duration.ofHours(1)));
        InMemoryFindingStore store = new InMemoryFindingStore();
        if (Files.exists(story.resolve("before.json"))) {
            try (LocalAws aws = LocalAws.start(LocalAwsOptions.defaults().withClock(clock))) {
                aws.load(story.resolve("before.json"));
                Auditor auditor = named(new Auditor(aws, store, clock, configuration(expected, mode)));
                auditor.evaluateAll(JsonReader.read(Files.readString(story.resolve("before.json"))));
                auditor.alerts();
                // Registries and keys that a sweep sees first are published in a digest, which has its own tests.
                auditor.published.stream()
                        .filter(message -> !"DIGEST".equals(message.labels().get("status")))
                        .forEach(messages::add);
            }
        }
        clock.set(called.plusSeconds(60));
        try (LocalAws aws = LocalAws.start(LocalAwsOptions.defaults().withClock(clock))) {
            if (Files.exists(story.resolve("account.json"))) {
                aws.load(story.resolve("account.json"));
            }
            denied.forEach(action -> aws.deny("111122223333", action));
            Auditor auditor = named(new Auditor(aws, store, clock, configuration(expected, mode)));
            auditor.handle(text);
            auditor.alerts();
            messages.addAll(auditor.published);
            clock.advance(Duration.ofSeconds(20));
            auditor.remediate();
            auditor.alerts();
            messages.addAll(auditor.published);
        }
        return messages;
    }

    private static Auditor.Configuration configuration(Json expected, RemediationMode mode) {
        return new Auditor.Configuration(
                owned(Settings.of(mode)), Auditor.Configuration.of(expected).rulesOn());
    }

    /** One of the accounts of the stories has a name. */
    private static Auditor named(Auditor auditor) {
        auditor.accountNames =
                account -> account.equals("111122223333") ? Optional.of("payments-prod") : Optional.empty();
        return auditor;
    }

    /** One of the accounts of the stories has an owner. */
    private static Settings owned(Settings settings) {
        return new Settings(
                settings.remediation(),
                settings.exclusions(),
                settings.waivers(),
                settings.rules(),
                settings.trust(),
                settings.watch(),
                settings.sweepEvery(),
                settings.reminders(),
                settings.quietActors(),
                List.of(new AccountOwner(List.of("1111*"), "payments", "payments@example.org")));
    }

    /** Somebody switches scanning off again after every attempt. */
    private static List<AlertMessage> reverted() {
        List<AlertMessage> messages = new ArrayList<>();
        MutableClock clock = new MutableClock(Instant.parse("2026-11-20T10:00:00Z"));
        try (LocalAws aws = LocalAws.start(LocalAwsOptions.defaults().withClock(clock))) {
            Auditor auditor = named(new Auditor(aws, new InMemoryFindingStore(), clock, RemediationMode.ON));
            for (int i = 0; i <= RemediationState.CAP; i++) {
                new LocalAccounts(aws).repository(SampleRepository.ARN, false);
                clock.advance(Duration.ofMinutes(10));
                auditor.handle(CloudTrailEvents.scanningSet(SampleRepository.ARN, false, clock.instant(), "terraform"));
                auditor.alerts();
                messages.addAll(auditor.published);
                auditor.remediate();
                auditor.alerts();
                messages.addAll(auditor.published);
            }
        }
        return messages;
    }

    private static List<Path> stories() throws IOException {
        try (Stream<Path> files = Files.walk(EVENTS)) {
            return files.filter(file -> file.getFileName().toString().equals("event.json"))
                    .map(Path::getParent)
                    .sorted()
                    .toList();
        }
    }
}
