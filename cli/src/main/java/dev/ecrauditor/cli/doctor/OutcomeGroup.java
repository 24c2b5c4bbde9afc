package dev.ecrauditor.cli.doctor;

import dev.ecrauditor.cli.doctor.check.CheckResult;
import dev.ecrauditor.cli.doctor.check.Fix;
import dev.ecrauditor.cli.doctor.check.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Equal results of one check in several places. */
record OutcomeGroup(String check, CheckResult result, List<Place> places) {

    private record Key(String check, CheckResult result) {}

    /** Commands, and the accounts whose credentials they need. */
    record Commands(Set<String> accounts, Set<String> lines) {}

    static List<OutcomeGroup> of(List<Outcome> outcomes) {
        Map<Key, List<Place>> groups = new LinkedHashMap<>();
        outcomes.forEach(
                outcome -> groups.computeIfAbsent(new Key(outcome.check(), outcome.result()), key -> new ArrayList<>())
                        .add(outcome.place()));
        List<OutcomeGroup> all = new ArrayList<>();
        groups.forEach((key, places) -> all.add(new OutcomeGroup(key.check(), key.result(), places)));
        return all;
    }

    /** The text of one place, or the text that all of them share. */
    String text() {
        return places.size() == 1
                ? places.get(0).fill(result.text())
                : result.text().replace("{account}", "ACCOUNT").replace("{region}", "REGION");
    }

    /** The commands of all places, each once. Accounts with the same commands are together. */
    List<Commands> commands() {
        Fix fix = result.fix().orElseThrow();
        Map<String, Set<String>> ofAccount = new LinkedHashMap<>();
        for (Place place : fix.account().equals("{account}") ? places : ofOneAccount()) {
            Set<String> lines = ofAccount.computeIfAbsent(place.fill(fix.account()), account -> new LinkedHashSet<>());
            fix.commands().stream().map(place::fill).forEach(lines::add);
        }
        Map<Set<String>, Set<String>> together = new LinkedHashMap<>();
        ofAccount.forEach((account, lines) ->
                together.computeIfAbsent(lines, key -> new LinkedHashSet<>()).add(account));
        return together.entrySet().stream()
                .map(entry -> new Commands(entry.getValue(), entry.getKey()))
                .toList();
    }

    /** A command of one account for others takes their list: {@code Accounts=111122223333,444455556666}. */
    private List<Place> ofOneAccount() {
        Map<String, String> accountsByRegion = places.stream()
                .collect(Collectors.groupingBy(
                        Place::region,
                        LinkedHashMap::new,
                        Collectors.mapping(Place::account, Collectors.joining(","))));
        return accountsByRegion.entrySet().stream()
                .map(entry -> new Place(entry.getValue(), entry.getKey()))
                .toList();
    }
}
