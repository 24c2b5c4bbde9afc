package dev.ecrauditor.cli.doctor;

import dev.ecrauditor.cli.doctor.check.CheckResult;
import dev.ecrauditor.cli.doctor.check.Fix;
import dev.ecrauditor.cli.doctor.check.Place;
import dev.ecrauditor.cli.doctor.check.Status;
import dev.ecrauditor.cli.terminal.Colours;
import dev.ecrauditor.cli.terminal.Printable;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonWriter;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Prints what was found, failures first. */
final class DoctorReport {

    /** More places of one result are counted; the JSON has every one. */
    private static final int MOST_PLACES = 10;

    /** More commands of one result are left to the JSON. */
    private static final int MOST_COMMANDS = 12;

    private static final String INDENT = " ".repeat(9);

    private final PrintWriter out;

    DoctorReport(PrintWriter out) {
        this.out = out;
    }

    /** One line for each result. The members are documented in docs/operations.md. */
    void printJson(List<Outcome> outcomes) {
        outcomes.forEach(outcome -> out.println(JsonWriter.write(json(outcome))));
    }

    private static Json json(Outcome outcome) {
        CheckResult result = outcome.result();
        Place place = outcome.place();
        JsonObject line = new JsonObject()
                .put("check", outcome.check())
                .put("status", result.status().name())
                .put("account", place.account())
                .put("region", place.region())
                .put("text", place.fill(result.text()));
        result.fix()
                .ifPresent(fix -> line.put(
                        "fix",
                        new JsonObject()
                                .put("account", place.fill(fix.account()))
                                .put("commands", Json.of(commands(fix, place)))
                                .build()));
        return line.build();
    }

    private static List<String> commands(Fix fix, Place place) {
        return fix.commands().stream().map(place::fill).toList();
    }

    void printText(List<Outcome> outcomes) {
        List<OutcomeGroup> groups = OutcomeGroup.of(outcomes);
        for (Status status : Status.values()) {
            groups.stream().filter(group -> group.result().status() == status).forEach(this::print);
        }
        out.println(summary(outcomes));
    }

    private void print(OutcomeGroup group) {
        String status = "%-7s".formatted(group.result().status());
        boolean failed = group.result().status() == Status.FAIL;
        boolean named = failed || group.result().status() == Status.UNKNOWN;
        String count = named || group.places().size() == 1
                ? ""
                : " (in " + group.places().size() + " places)";
        out.println(Colours.ofStatus(group.result().status(), status) + "  " + group.check() + ": "
                + Printable.of(group.text()) + count);
        if (named) {
            out.println(INDENT + "in " + places(group.places()));
        }
        if (failed) {
            printCommands(group.commands());
            out.println();
        }
    }

    private static String places(List<Place> places) {
        String named = places.stream().limit(MOST_PLACES).map(Place::toString).collect(Collectors.joining(", "));
        return places.size() == 1
                ? named
                : places.size() + " accounts and Regions: " + named
                        + (places.size() > MOST_PLACES ? " and " + (places.size() - MOST_PLACES) + " more" : "");
    }

    private void printCommands(List<OutcomeGroup.Commands> all) {
        int printed = 0;
        for (OutcomeGroup.Commands commands : all) {
            if (printed >= MOST_COMMANDS) {
                out.println(INDENT + "and more, for other accounts: see --output json");
                return;
            }
            out.println(INDENT + "fix, with credentials of " + accounts(commands.accounts()) + ":");
            commands.lines().forEach(command -> out.println(INDENT + "  " + Printable.of(command)));
            printed += commands.lines().size();
        }
    }

    private static String accounts(Set<String> accounts) {
        return accounts.size() == 1
                ? "account " + accounts.iterator().next()
                : accounts.size() <= MOST_PLACES
                        ? "each of the accounts " + String.join(", ", accounts)
                        : "each of these accounts";
    }

    private static String summary(List<Outcome> outcomes) {
        Map<Status, Long> counts = outcomes.stream()
                .collect(Collectors.groupingBy(outcome -> outcome.result().status(), Collectors.counting()));
        return "%d passed, %d failed, %d could not be read, %d skipped"
                .formatted(
                        counts.getOrDefault(Status.PASS, 0L),
                        counts.getOrDefault(Status.FAIL, 0L),
                        counts.getOrDefault(Status.UNKNOWN, 0L),
                        counts.getOrDefault(Status.SKIPPED, 0L));
    }
}
