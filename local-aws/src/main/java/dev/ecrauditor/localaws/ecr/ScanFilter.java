package dev.ecrauditor.localaws.ecr;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.Json;
import dev.ecrauditor.localaws.call.Wildcard;

/**
 * Matches names: without a {@code *} every name that contains the text, with one every name that matches as a whole.
 */
public record ScanFilter(String filter, String filterType) {

    boolean matches(String name) {
        return filter.contains("*") ? Wildcard.matches(filter, name) : name.contains(filter);
    }

    public ObjectNode toJson() {
        return Json.object().put("filter", filter).put("filterType", filterType);
    }
}
