package dev.ecrauditor.rule.registry;

import dev.ecrauditor.registry.RegistrySnapshot;
import dev.ecrauditor.registry.ReplicationRule;
import dev.ecrauditor.registry.ReplicationRule.Destination;
import dev.ecrauditor.rule.evidence.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where images go by replication, and how that ends. The repositories that match stand in the summary only: a repository
 * that is created or deleted is no other state of the replication.
 */
final class ReplicationEvidence {

    private static final int MOST_NAMED = 5;

    private final RegistrySnapshot registry;
    private final List<ReplicationRule> rules;
    private final List<Destination> foreign;

    ReplicationEvidence(RegistrySnapshot registry, List<ReplicationRule> rules, List<Destination> foreign) {
        this.registry = registry;
        this.rules = rules;
        this.foreign = foreign;
    }

    Evidence evidence() {
        Evidence evidence = Evidence.of(summary());
        for (Destination destination : foreign) {
            evidence = evidence.and(
                    "destination " + destination.account() + " in " + destination.region(),
                    filters(rulesTo(List.of(destination))));
        }
        return evidence.fixedBy(fix());
    }

    private String summary() {
        List<ReplicationRule> sending = rulesTo(foreign);
        String repositories =
                NameSample.of(registry.repositories(), name -> sending.stream().anyMatch(rule -> rule.mayMatch(name)));
        String more = foreign.size() > MOST_NAMED ? " and " + (foreign.size() - MOST_NAMED) + " more" : "";
        return "Every push to " + filters(sending) + " (" + repositories + ") is copied to "
                + foreign.stream()
                        .limit(MOST_NAMED)
                        .map(destination -> "account " + destination.account() + " in " + destination.region())
                        .collect(Collectors.joining(", "))
                + more + ".";
    }

    private List<ReplicationRule> rulesTo(List<Destination> destinations) {
        return rules.stream()
                .filter(rule -> rule.destinations().stream().anyMatch(destinations::contains))
                .toList();
    }

    private static String filters(List<ReplicationRule> sending) {
        if (sending.stream().anyMatch(rule -> rule.filters().isEmpty())) {
            return "every repository";
        }
        List<String> filters = sending.stream()
                .flatMap(rule -> rule.filters().stream())
                .map(filter -> filter.type().equals("PREFIX_MATCH")
                        ? "`" + filter.value() + "*`"
                        : "`" + filter.value() + "` (" + filter.type() + ")")
                .distinct()
                .toList();
        String more = filters.size() > MOST_NAMED ? " and " + (filters.size() - MOST_NAMED) + " more" : "";
        return filters.stream().limit(MOST_NAMED).collect(Collectors.joining(", ")) + more;
    }

    private List<String> fix() {
        List<String> lines = new ArrayList<>();
        boolean nothingIsLeft = rules.stream().allMatch(rule -> foreign.containsAll(rule.destinations()));
        lines.add(RegistryCommand.aws(
                registry, "describe-registry", "--query replicationConfiguration > replication.json"));
        if (nothingIsLeft) {
            lines.add("# Keep replication.json to undo the change. No destination is trusted, so no rule is left:");
            lines.add(RegistryCommand.aws(
                    registry, "put-replication-configuration", "--replication-configuration '{\"rules\":[]}'"));
        } else {
            lines.add(
                    "# In a copy of replication.json remove these destinations, and a rule that has no other. The next call replaces every rule:");
            lines.add(RegistryCommand.aws(
                    registry,
                    "put-replication-configuration",
                    "--replication-configuration file://replication-without.json"));
        }
        lines.add("# Images that were sent stay there. Stop a backfill that is still sending (needs a recent AWS CLI): "
                + RegistryCommand.aws(
                        registry, "stop-replication-backfill", "--replication-backfill-id REPLICATION_BACKFILL_ID"));
        lines.add(
                "# If the replication is intended, add the account to the settings file of the auditor: trust.accounts.");
        return lines;
    }
}
