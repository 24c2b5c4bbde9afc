package dev.ecrauditor.cli.remediation;

import dev.ecrauditor.cli.terminal.Colours;
import dev.ecrauditor.cli.terminal.Printable;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.RemediationState;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.repository.RepositoryArn;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The remediation history in the record of one repository. */
record History(RepositoryArn repository, RemediationState state) {

    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** Empty if the record does not belong to a repository. */
    static Optional<History> of(SubjectRecord record) {
        return record.subject() instanceof Subject.Repository subject
                ? Optional.of(new History(subject.repository(), record.remediation()))
                : Optional.empty();
    }

    boolean isEmpty() {
        return state.history().isEmpty() && state.reverts().isEmpty() && !state.suspended();
    }

    /** The documented line: {@code repositoryArn}, {@code suspended}, {@code attempts}, {@code reverts}. */
    Json json() {
        List<Json> attempts = state.history().stream()
                .<Json>map(attempt -> new JsonObject()
                        .put("number", attempt.number())
                        .put("begunAt", attempt.begunAt().toString())
                        .put("outcome", attempt.outcome())
                        .build())
                .toList();
        List<Json> reverts = state.reverts().stream()
                .<Json>map(revert -> new JsonObject()
                        .put("who", revert.who())
                        .put("at", revert.at().toString())
                        .put("attempt", revert.attempt())
                        .build())
                .toList();
        return new JsonObject()
                .put("repositoryArn", repository.toString())
                .put("suspended", state.suspended())
                .put("attempts", new Json.Arr(attempts))
                .put("reverts", new Json.Arr(reverts))
                .build();
    }

    /** Prints the attempts and reverts in the order in which they occurred. */
    void print(PrintWriter out) {
        out.println(Colours.strong(repository.toString()));
        record Line(Instant at, String what) {}
        Stream<Line> attempts = state.history().stream()
                .map(attempt ->
                        new Line(attempt.begunAt(), "attempt " + attempt.number() + ": " + words(attempt.outcome())));
        Stream<Line> reverts = state.reverts().stream()
                .map(revert -> new Line(
                        revert.at(),
                        "switched off again by " + Printable.of(revert.who().orElse("an unknown actor"))));
        Stream.concat(attempts, reverts)
                .sorted(Comparator.comparing(Line::at))
                .forEach(line -> out.println("  " + WHEN.format(line.at()) + "  " + line.what()));
        if (state.suspended()) {
            out.println("  SUSPENDED: "
                    + (state.reverts().isEmpty()
                            ? "no attempt succeeded; there is one attempt a day"
                            : "nothing is written until scanning has been on for 24 hours"));
        }
        out.println();
    }

    private static String words(Optional<AlertStatus> outcome) {
        return outcome.map(AlertStatus::name).orElse("no outcome; it is running or was interrupted");
    }
}
