package dev.ecrauditor.localaws.ecr.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.AccountRegion;
import dev.ecrauditor.localaws.call.Fields;
import dev.ecrauditor.localaws.call.Json;

/** A registry to which images are replicated. */
public record Destination(String region, String registryId) {

    static Destination read(Fields fields) {
        fields.onlyKnown("region", "registryId");
        String region = fields.text("region");
        if (!region.matches("[0-9a-z-]{2,25}")) {
            throw fields.refuse("region", "must satisfy regular expression '[0-9a-z-]{2,25}'");
        }
        String registryId = fields.text("registryId");
        if (!AccountRegion.isAccount(registryId)) {
            throw fields.refuse("registryId", "must satisfy regular expression '[0-9]{12}'");
        }
        return new Destination(region, registryId);
    }

    ObjectNode toJson() {
        return Json.object().put("region", region).put("registryId", registryId);
    }
}
