package dev.ecrauditor.runtime;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.testing.AlertSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A story of the folder {@code ../events}, moved to another time: every instant by the same distance.
 *
 * @param name its folder below that
 * @param event what wakes the auditor
 * @param before what AWS said at the previous audit
 * @param account what AWS says when the auditor reads
 * @param expected what must come out
 */
record Story(String name, Json event, Optional<Json> before, Optional<Json> account, Json expected) {

    private static final Path EVENTS = Path.of("..", "events");

    /** Those for the rules that are on by default, without those that need a sweep or another account. */
    static List<Story> all() throws IOException {
        try (Stream<Path> files = Files.walk(EVENTS)) {
            return files.filter(file -> file.getFileName().toString().equals("event.json"))
                    .map(Path::getParent)
                    .sorted()
                    .map(folder -> named(EVENTS.relativize(folder).toString()))
                    .filter(story -> story.expected().items("rulesOn").isEmpty() && !story.needsMore())
                    .toList();
        }
    }

    static Story named(String name) {
        Path folder = EVENTS.resolve(name);
        return new Story(
                name,
                read(folder.resolve("event.json")).orElseThrow(),
                read(folder.resolve("before.json")),
                read(folder.resolve("account.json")),
                read(folder.resolve("expected.json")).orElseThrow());
    }

    /** The same story with its call made then. */
    Story movedTo(Instant then) {
        Instant called = event.text("detail", "eventTime")
                .or(() -> event.text("time"))
                .map(Instant::parse)
                .orElseThrow();
        Duration distance = Duration.between(called, then);
        Function<Json, Json> move = json -> moved(json, distance);
        return new Story(name, move.apply(event), before.map(move), account.map(move), expected);
    }

    StoryOutcome outcome() {
        return new StoryOutcome(
                expected.text("outcome").orElseThrow(),
                expected.text("reason"),
                expected.items("alerts").stream().map(AlertSummary::expected).toList(),
                expected.bool("schedulesReevaluation").orElse(false));
    }

    /** The account and the Region whose hub gets the event. */
    HubLocation place() {
        Optional<Map.Entry<String, Json>> read = account.flatMap(
                state -> state.members("accounts").entrySet().stream().findFirst());
        return read.map(entry -> new HubLocation(
                        entry.getKey(),
                        entry.getValue().members().keySet().iterator().next()))
                .orElse(HubLocation.COMMERCIAL);
    }

    /** The repositories of the previous audit. */
    List<RepositoryArn> repositoriesBefore() {
        List<RepositoryArn> repositories = new ArrayList<>();
        before.map(state -> state.members("accounts"))
                .orElse(Map.of())
                .forEach((account, regions) -> regions.members()
                        .forEach((region, content) -> content.items("repositories")
                                .forEach(repository -> RepositoryArn.of(
                                                RepositoryArn.partitionOf(region),
                                                region,
                                                account,
                                                repository
                                                        .text("repositoryName")
                                                        .orElseThrow())
                                        .ifPresent(repositories::add))));
        return repositories;
    }

    /**
     * True if its expectation depends on an earlier evaluation of a registry, which only a sweep makes without an event;
     * or on the key of an account that this deployment does not watch.
     */
    private boolean needsMore() {
        String earlier = before.map(JsonWriter::write).orElse("");
        boolean hasRegistry = Stream.of("registryPolicy", "replication", "creationTemplates", "pullThroughCacheRules")
                .anyMatch(member -> earlier.contains("\"" + member + "\""));
        boolean isResolved = expected.items("alerts").stream()
                .anyMatch(alert -> alert.text("status").equals(Optional.of("RESOLVED")));
        boolean isOfOtherKey = resourceArn()
                .filter(arn -> arn.contains(":kms:") && !arn.contains(place().account()))
                .isPresent();
        return hasRegistry
                || isOfOtherKey
                || (isResolved && expected.bool("requestsSweep").orElse(false));
    }

    /** The ARN of the repository or key as the event gives it; empty where it gives none. */
    Optional<String> resourceArn() {
        return event.items("detail", "resources").stream()
                .flatMap(resource -> resource.text("ARN").stream())
                .findFirst();
    }

    @Override
    public String toString() {
        return name;
    }

    private static Json moved(Json json, Duration distance) {
        if (json instanceof Json.Obj object) {
            Map<String, Json> members = new LinkedHashMap<>();
            object.members().forEach((name, value) -> members.put(name, moved(value, distance)));
            return new Json.Obj(members);
        }
        if (json instanceof Json.Arr array) {
            return new Json.Arr(
                    array.items().stream().map(item -> moved(item, distance)).toList());
        }
        return json instanceof Json.Str text ? moved(text, distance) : json;
    }

    private static Json moved(Json.Str text, Duration distance) {
        try {
            return Json.of(Instant.parse(text.value()).plus(distance).toString());
        } catch (DateTimeException notAnInstant) {
            return text;
        }
    }

    private static Optional<Json> read(Path file) {
        try {
            return Files.exists(file) ? Optional.of(JsonReader.read(Files.readString(file))) : Optional.empty();
        } catch (IOException | MalformedJson fault) {
            throw new AssertionError(file.toString(), fault);
        }
    }
}
