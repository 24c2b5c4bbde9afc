package dev.ecrauditor.cli.doctor;

import dev.ecrauditor.cli.doctor.check.AccountRegion;
import dev.ecrauditor.cli.doctor.check.CheckResult;
import dev.ecrauditor.cli.doctor.check.Fix;
import dev.ecrauditor.cli.doctor.check.Status;
import dev.ecrauditor.cli.terminal.Colours;
import dev.ecrauditor.cli.terminal.Printable;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonWriter;
import java.io.PrintWriter;
import java.util.HashMap;
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
    private final Map<List<OutcomeGroup.Commands>, String> printed = new HashMap<>();

    DoctorReport(PrintWriter out) {
        this.out = out;
    }

    /** One line for each result. The members are documented in docs/operations.md. */
    void printJson(List<Outcome> outcomes) {
        outcomes.forEach(outcome -> out.println(JsonWriter.write(json(outcome))));
    }

    private static Json json(Outcome outcome) {
        CheckResult result = outcome.result();
        AccountRegion place = outcome.place();
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

    private static List<String> commands(Fix fix, AccountRegion place) {
        return fix.commands().stream().map(place::fill).toList();
    }

    void printText(List<Outcome> outcomes) {
        List<OutcomeGroup> groups = OutcomeGroup.of(outcomes);
        for (Status status : Status.values()) {
            groups.stream().filter(group -> group.result().status() == status).forEach(this::print);
        }
        out.println(summary(outcomes));
        if (outcomes.stream().anyMatch(outcome -> outcome.result().status() == Status.FAIL)) {
            out.println("Fix the failures from the top, then run doctor again.");
        }
    }

    private void print(OutcomeGroup group) {
        String status = "%-7s".formatted(group.result().status());
        boolean failed = group.result().status() == Status.FAIL;
        boolean named = failed || group.result().status() == Status.UNKNOWN;
        out.println(Colours.ofStatus(group.result().status(), status) + "  " + group.check() + ": "
                + Printable.of(group.text()) + (named ? "" : where(group)));
        if (named) {
            out.println(INDENT + "in " + places(group.places()));
        }
        if (failed) {
            printFix(group);
            out.println();
        }
    }

    /** In brackets; nothing for what passes in one place. */
    private static String where(OutcomeGroup group) {
        if (group.places().size() > 1) {
            return " (in " + group.places().size() + " accounts and Regions)";
        }
        return group.result().status() == Status.PASS
                ? ""
                : " (in " + group.places().get(0) + ")";
    }

    private static String places(List<AccountRegion> places) {
        String named =
                places.stream().limit(MOST_PLACES).map(AccountRegion::toString).collect(Collectors.joining(", "));
        return places.size() == 1
                ? named
                : places.size() + " accounts and Regions: " + named
                        + (places.size() > MOST_PLACES ? " and " + (places.size() - MOST_PLACES) + " more" : "");
    }

    /** Commands that fix several failures are printed once. */
    private void printFix(OutcomeGroup group) {
        List<OutcomeGroup.Commands> commands = group.commands();
        String earlier = printed.putIfAbsent(commands, group.check());
        if (earlier == null) {
            printCommands(commands);
        } else {
            out.println(INDENT + "fix: the same commands as above, for " + earlier + "; run them once");
        }
    }

    private void printCommands(List<OutcomeGroup.Commands> all) {
        int lines = 0;
        for (OutcomeGroup.Commands commands : all) {
            if (lines >= MOST_COMMANDS) {
                out.println(INDENT + "and more, for other accounts: see --output json");
                return;
            }
            out.println(INDENT + "fix, with credentials of " + accounts(commands.accounts()) + ":");
            commands.lines().forEach(command -> out.println(INDENT + "  " + Printable.of(command)));
            lines += commands.lines().size();
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
