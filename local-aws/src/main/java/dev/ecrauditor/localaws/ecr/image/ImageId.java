package dev.ecrauditor.localaws.ecr.image;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.Fields;
import dev.ecrauditor.localaws.call.Json;

/** A caller's reference to an image; a missing digest or tag is empty. */
record ImageId(String digest, String tag) {

    static ImageId read(Fields fields) {
        fields.onlyKnown("imageDigest", "imageTag");
        return new ImageId(fields.text("imageDigest", ""), fields.text("imageTag", ""));
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object();
        if (!digest.isEmpty()) {
            json.put("imageDigest", digest);
        }
        return tag.isEmpty() ? json : json.put("imageTag", tag);
    }
}
