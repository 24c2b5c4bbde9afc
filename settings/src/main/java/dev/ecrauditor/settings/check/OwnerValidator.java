package dev.ecrauditor.settings.check;

import dev.ecrauditor.settings.yaml.NodeLocation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Checks that Amazon SNS can select the alerts of each owner who receives alerts. */
record OwnerValidator(SemanticValidator validator, NodeLocation root) {

    /**
     * A topic has at most so many subscriptions with a filter policy, which each address of the settings has.
     *
     * <p>Source: "Filter policy constraints", Amazon SNS Developer Guide.
     */
    private static final int MOST_FILTERS = 200;

    static void check(SemanticValidator validator, NodeLocation root) {
        new OwnerValidator(validator, root).check(root.items("owners"));
    }

    private void check(List<NodeLocation> owners) {
        List<NodeLocation> everything =
                root.find("alerts").map(alerts -> alerts.items("emails")).orElse(List.of());
        Map<String, Set<Integer>> byEmail = new LinkedHashMap<>();
        for (int i = 0; i < owners.size(); i++) {
            NodeLocation owner = owners.get(i);
            if (receivesAlerts(owner)) {
                NodeLocation email = owner.at("email");
                refuseWhoReceivesEverything(email, everything);
                byEmail.computeIfAbsent(email.text(), address -> new TreeSet<>())
                        .add(i);
                refuseTooMany(owner, everything.size() + byEmail.size());
            }
        }
        List<List<String>> entries = new ArrayList<>();
        owners.forEach(owner -> entries.add(
                owner.items("accounts").stream().map(NodeLocation::text).toList()));
        byEmail.values().forEach(wanted -> refuseWhatNoFilterMatches(owners, entries, wanted));
    }

    static boolean receivesAlerts(NodeLocation owner) {
        return owner.find("alerts")
                .filter(alerts -> alerts.text().equalsIgnoreCase("true"))
                .isPresent();
    }

    private void refuseWhoReceivesEverything(NodeLocation email, List<NodeLocation> everything) {
        everything.stream()
                .filter(other -> other.text().equalsIgnoreCase(email.text()))
                .findFirst()
                .ifPresent(other -> {
                    throw validator.wrong(
                            email,
                            "'%s' receives every alert already, by alerts.emails in line %d; remove it there, or alerts here"
                                    .formatted(email.text(), other.line()));
                });
    }

    private void refuseTooMany(NodeLocation owner, int filters) {
        if (filters > MOST_FILTERS) {
            throw validator.wrong(
                    owner.at("alerts"),
                    "more than %d addresses in alerts.emails and of owners with alerts; a topic of Amazon SNS has no more filters; subscribe a mailing list"
                            .formatted(MOST_FILTERS));
        }
    }

    private void refuseWhatNoFilterMatches(List<NodeLocation> owners, List<List<String>> entries, Set<Integer> wanted) {
        if (DecidedAccounts.of(entries, wanted).isEmpty()) {
            NodeLocation last =
                    owners.get(wanted.stream().reduce((one, next) -> next).orElseThrow());
            throw validator.wrong(
                    last.at("accounts"),
                    "the accounts of '%s' without those of entries above are more than %d account ids and prefixes, which a filter of Amazon SNS has at most; name fewer, or write the address into alerts.emails, which receive every alert"
                            .formatted(last.at("email").text(), DecidedAccounts.MOST_VALUES));
        }
    }
}
