package dev.ecrauditor.cli.exposure.usage;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One CloudTrail record. Member names match in any case and JSON in a string counts as JSON, because exports of Amazon
 * Athena have lower-case names and keep {@code requestParameters} as text.
 *
 * <p>Source: "CloudTrail record contents", AWS CloudTrail User Guide; "Querying AWS CloudTrail logs", Amazon Athena User
 * Guide.
 */
record LogRecord(Json json) {

    private static final String SERVICE = "ecr.amazonaws.com";

    /** True for JSON with the members of every record. */
    boolean isRecord() {
        return text("eventSource").isPresent() && text("eventName").isPresent();
    }

    /** True for a call to Amazon ECR, or to the part of it that replicates; not for what ECR does by itself. */
    boolean isEcrCall() {
        String source = text("eventSource").orElse("");
        String type = text("eventType").orElse("");
        return (source.equals(SERVICE) || source.endsWith("." + SERVICE))
                && !type.equals("AwsServiceEvent")
                && !type.equals("AwsCloudTrailInsight");
    }

    /** Text stays as it is written, also if it is JSON such as a policy. */
    Optional<String> text(String... path) {
        return member(path) instanceof Json.Str string && !string.value().isEmpty()
                ? Optional.of(string.value())
                : Optional.empty();
    }

    List<Json> items(String... path) {
        return at(path) instanceof Json.Arr array ? array.items() : List.of();
    }

    /** A part of it, read in the same way. */
    LogRecord part(String... path) {
        return new LogRecord(at(path));
    }

    /** The event, which is the same in the logs of the caller and of the owner. */
    Optional<String> eventId() {
        return text("sharedEventID").or(() -> text("eventID"));
    }

    /** True if the call failed. */
    boolean isFailed() {
        return text("errorCode").isPresent();
    }

    Optional<Instant> time() {
        return text("eventTime").flatMap(LogRecord::instant);
    }

    /** A time as CloudTrail writes it, or as its exports do: {@code 2026-11-30 10:00:00.000}, in UTC. */
    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(
                    text.endsWith("Z")
                            ? Instant.parse(text)
                            : LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException wrong) {
            return Optional.empty();
        }
    }

    private Json at(String... path) {
        return structured(member(path));
    }

    private Json member(String... path) {
        Json here = json;
        for (String name : path) {
            here = member(structured(here), name);
        }
        return here;
    }

    private static Json member(Json here, String name) {
        Json exact = here.at(name);
        if (!exact.isAbsent() || !(here instanceof Json.Obj object)) {
            return exact;
        }
        return object.members().entrySet().stream()
                .filter(member -> member.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(exact);
    }

    private static Json structured(Json value) {
        return value instanceof Json.Str string && isStructure(string.value()) ? parsed(string) : value;
    }

    private static boolean isStructure(String text) {
        return text.startsWith("{") || text.startsWith("[");
    }

    private static Json parsed(Json.Str text) {
        try {
            return JsonReader.read(text.value());
        } catch (MalformedJson other) {
            return text;
        }
    }
}
