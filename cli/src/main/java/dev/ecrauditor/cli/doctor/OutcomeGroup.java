package dev.ecrauditor.cli.doctor;

import dev.ecrauditor.cli.doctor.check.CheckResult;
import dev.ecrauditor.cli.doctor.check.Fix;
import dev.ecrauditor.cli.doctor.check.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Equal results of one check in several places. */
record OutcomeGroup(String check, CheckResult result, List<Place> places) {

    private record Key(String check, CheckResult result) {}

    static List<OutcomeGroup> of(List<Outcome> outcomes) {
        Map<Key, List<Place>> groups = new LinkedHashMap<>();
        outcomes.forEach(outcome -> groups.computeIfAbsent(
                        new Key(outcome.check(), outcome.result()), key -> new ArrayList<>())
                .add(outcome.place()));
        List<OutcomeGroup> all = new ArrayList<>();
        groups.forEach((key, places) -> all.add(new OutcomeGroup(key.check(), key.result(), places)));
        return all;
    }

    /** The text of one place, or the text that all of them share. */
    String text() {
        return places.size() == 1 ? places.get(0).fill(result.text()) : shared(result.text());
    }

    private static String shared(String text) {
        return text.replace("{account}", "ACCOUNT").replace("{region}", "REGION");
    }

    /** The commands of every place, each once, by the account whose credentials they need. */
    Map<String, List<String>> commands() {
        Map<String, List<String>> commands = new LinkedHashMap<>();
        Fix fix = result.fix().orElseThrow();
        for (Place place : places) {
            List<String> ofAccount =
                    commands.computeIfAbsent(place.fill(fix.account()), account -> new ArrayList<>());
            fix.commands().stream()
                    .map(place::fill)
                    .filter(command -> !ofAccount.contains(command))
                    .forEach(ofAccount::add);
        }
        return commands;
    }
}
