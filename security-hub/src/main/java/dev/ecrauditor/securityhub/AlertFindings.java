package dev.ecrauditor.securityhub;

import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.report.asff.AsffFinding;
import dev.ecrauditor.repository.RepositoryArn;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads the findings of an alert or of a part of a digest, as SNS puts them into a queue.
 *
 * <p>Each finding has the time of publishing as {@code UpdatedAt}. Alerts of one finding are published one after the
 * other, so that a later alert has a later time, in whatever order the queue delivers them. Only the parts of a digest
 * have one time, and differ by a millisecond each.
 */
final class AlertFindings {

    private static final long SCHEMA = 1;

    private final FindingRows rows;

    AlertFindings(FindingRows rows) {
        this.rows = rows;
    }

    /**
     * Reads the body of a message in the queue.
     *
     * @return the findings whose state the alert reports; none for other alerts
     * @throws MalformedJson if it is not JSON
     * @throws IllegalArgumentException if it is no notification with an alert
     */
    List<HubFinding> read(String body) throws MalformedJson {
        Json envelope = JsonReader.read(body);
        if (!envelope.text("Type").equals(Optional.of("Notification"))) {
            throw new IllegalArgumentException("the message is no notification of a topic");
        }
        Json alert = JsonReader.read(required(envelope, "Message"));
        if (!alert.whole("schema").equals(Optional.of(SCHEMA))) {
            throw new IllegalArgumentException("the notification has no alert of schema " + SCHEMA);
        }
        Instant publishedAt = time(alert, "publishedAt").truncatedTo(ChronoUnit.MILLIS);
        if (required(alert, "status").equals("DIGEST")) {
            long part = alert.whole("part").orElse(1L);
            return ofDigest(alert, publishedAt.plus(Duration.ofMillis(part - 1)));
        }
        Subject subject = subject(alert.at("resource"));
        List<Json> findings = nonEmpty(alert, "findings");
        return findings.stream()
                .flatMap(finding -> finding(alert, subject, finding, publishedAt))
                .toList();
    }

    private List<HubFinding> ofDigest(Json digest, Instant publishedAt) {
        return nonEmpty(digest, "alerts").stream()
                .flatMap(item -> finding(
                        item,
                        Subject.parse(required(item, "subject"))
                                .orElseThrow(() -> new IllegalArgumentException("the digest names no subject")),
                        item,
                        publishedAt))
                .toList();
    }

    /**
     * @param alert has the status
     * @param finding has the rest; in a digest the same object
     */
    private Stream<HubFinding> finding(Json alert, Subject subject, Json finding, Instant publishedAt) {
        AlertTransition transition = AlertTransition.of(required(alert, "status"), alert.text("reminderOf"));
        if (transition == AlertTransition.NONE) {
            return Stream.empty();
        }
        AsffFinding asff = new AsffFinding(
                rows.row(subject, transition, finding),
                time(finding, "openedAt"),
                publishedAt,
                transition.recordState());
        boolean hasLeft = finding.text("cause").equals(Optional.of("ACCOUNT_LEFT"));
        return Stream.of(new HubFinding(asff, !hasLeft));
    }

    /** A registry and the coverage of an account have no ARN. */
    private static Subject subject(Json resource) {
        String account = required(resource, "accountId");
        String region = required(resource, "region");
        return switch (required(resource, "type")) {
            case "registry" -> new Subject.Registry(account, region);
            case "coverage" -> new Subject.Coverage(account, region);
            case "repository" ->
                RepositoryArn.parse(required(resource, "arn"))
                        .<Subject>map(Subject::of)
                        .orElseThrow(() -> new IllegalArgumentException("the alert has no ARN of a repository"));
            case "key" ->
                Subject.parse(required(resource, "arn"))
                        .filter(Subject.Key.class::isInstance)
                        .orElseThrow(() -> new IllegalArgumentException("the alert has no ARN of a key"));
            default -> throw new IllegalArgumentException("the alert is about an unknown type of resource");
        };
    }

    private static List<Json> nonEmpty(Json json, String name) {
        List<Json> items = json.items(name);
        if (items.isEmpty()) {
            throw new IllegalArgumentException("the notification has no " + name);
        }
        return items;
    }

    static String required(Json json, String name) {
        return json.text(name)
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> new IllegalArgumentException("the notification has no " + name));
    }

    private static Instant time(Json json, String name) {
        String text = required(json, name);
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException malformed) {
            throw new IllegalArgumentException(name + " is no time", malformed);
        }
    }
}
