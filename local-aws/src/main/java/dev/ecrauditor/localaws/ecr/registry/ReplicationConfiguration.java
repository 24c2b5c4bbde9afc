package dev.ecrauditor.localaws.ecr.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.AccountRegion;
import dev.ecrauditor.localaws.call.Fields;
import dev.ecrauditor.localaws.call.Json;
import java.util.List;

/** The replication rules of a registry. */
public record ReplicationConfiguration(List<ReplicationRule> rules) {

    static final ReplicationConfiguration NONE = new ReplicationConfiguration(List.of());

    private static final int MOST_RULES = 10;
    private static final int MOST_DESTINATIONS = 25;

    public ReplicationConfiguration {
        rules = List.copyOf(rules);
    }

    /** Reads it as PutReplicationConfiguration and the account state write it. */
    static ReplicationConfiguration read(AccountRegion place, Fields fields) {
        fields.onlyKnown("rules");
        List<Fields> rules = fields.objects("rules");
        if (rules.size() > MOST_RULES) {
            throw fields.refuse("rules", "must have at most " + MOST_RULES + " items");
        }
        ReplicationConfiguration read = new ReplicationConfiguration(
                rules.stream().map(ReplicationRule::read).toList());
        List<Destination> destinations = read.destinations();
        if (destinations.size() > MOST_DESTINATIONS) {
            throw fields.refuse("rules", "must have at most " + MOST_DESTINATIONS + " unique destinations");
        }
        if (destinations.contains(new Destination(place.region(), place.account()))) {
            throw fields.refuse("rules", "Replication destination cannot be the same as the source registry");
        }
        return read;
    }

    List<Destination> destinations() {
        return rules.stream()
                .flatMap(rule -> rule.destinations().stream())
                .distinct()
                .toList();
    }

    /** Where the images of a repository are replicated. */
    public List<Destination> destinationsOf(String repositoryName) {
        return rules.stream()
                .filter(rule -> rule.matches(repositoryName))
                .flatMap(rule -> rule.destinations().stream())
                .distinct()
                .toList();
    }

    ObjectNode toJson() {
        return Json.object()
                .set(
                        "rules",
                        Json.nodes(rules.stream().map(ReplicationRule::toJson).toList()));
    }
}
