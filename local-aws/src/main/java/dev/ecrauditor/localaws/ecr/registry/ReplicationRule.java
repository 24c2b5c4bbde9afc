package dev.ecrauditor.localaws.ecr.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.Fields;
import dev.ecrauditor.localaws.call.Json;
import java.util.List;

/** Where the images of the repositories with one of these prefixes are replicated; without prefixes, those of all. */
record ReplicationRule(List<Destination> destinations, List<String> prefixes) {

    private static final String PREFIX_MATCH = "PREFIX_MATCH";
    private static final int MOST_FILTERS = 100;

    ReplicationRule {
        destinations = List.copyOf(destinations);
        prefixes = List.copyOf(prefixes);
    }

    static ReplicationRule read(Fields fields) {
        fields.onlyKnown("destinations", "repositoryFilters");
        List<Fields> filters = fields.objects("repositoryFilters");
        if (filters.size() > MOST_FILTERS) {
            throw fields.refuse("repositoryFilters", "must have at most " + MOST_FILTERS + " items");
        }
        return new ReplicationRule(
                fields.objects("destinations").stream().map(Destination::read).toList(),
                filters.stream().map(ReplicationRule::prefix).toList());
    }

    boolean matches(String repositoryName) {
        return prefixes.isEmpty() || prefixes.stream().anyMatch(repositoryName::startsWith);
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.set(
                "destinations",
                Json.nodes(destinations.stream().map(Destination::toJson).toList()));
        if (!prefixes.isEmpty()) {
            json.set(
                    "repositoryFilters",
                    Json.nodes(prefixes.stream()
                            .map(prefix -> Json.object().put("filter", prefix).put("filterType", PREFIX_MATCH))
                            .toList()));
        }
        return json;
    }

    private static String prefix(Fields fields) {
        fields.onlyKnown("filter", "filterType");
        var unused = fields.oneOf("filterType", List.of(PREFIX_MATCH));
        String prefix = fields.text("filter");
        if (!prefix.matches("[a-z0-9._/-]{2,256}")) {
            throw fields.refuse("filter", "must be the beginning of a repository name of at least 2 characters");
        }
        return prefix;
    }
}
