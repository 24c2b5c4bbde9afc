package dev.ecrauditor.localaws.ecr;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.Json;
import java.util.List;

/** The scan frequency of the repositories that match its filters. */
record ScanRule(String frequency, List<ScanFilter> filters) {

    ScanRule {
        filters = List.copyOf(filters);
    }

    List<ScanFilter> matching(String repositoryName) {
        return filters.stream().filter(filter -> filter.matches(repositoryName)).toList();
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object().put("scanFrequency", frequency);
        json.set(
                "repositoryFilters",
                Json.nodes(filters.stream().map(ScanFilter::toJson).toList()));
        return json;
    }
}
