package dev.ecrauditor.localaws.ecr.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.Digests;
import dev.ecrauditor.localaws.call.Fields;
import dev.ecrauditor.localaws.call.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Reads the images of a repository in an account-state file; an image without a manifest gets one of its own. */
public final class ImageState {

    private static final String OCI = "application/vnd.oci.image.manifest.v1+json";
    private static final List<String> STATUSES = List.of(Image.ACTIVE, Image.ARCHIVED, "ACTIVATING");
    private static final int SIZE = 7_023;

    private ImageState() {}

    public static Images read(List<Fields> images, Instant createdAt) {
        Images read = new Images();
        for (Fields fields : images) {
            fields.onlyKnown(
                    "imageDigest",
                    "imageTags",
                    "imageManifest",
                    "imageManifestMediaType",
                    "imagePushedAt",
                    "imageStatus",
                    "replicationStatuses");
            Image image = image(fields, createdAt, read.byDigest().size());
            if (read.withDigest(image.digest()).isPresent()) {
                throw fields.refuse("imageDigest", "must not be that of another image");
            }
            for (String tag : image.tags()) {
                if (read.withTag(tag).isPresent()) {
                    throw fields.refuse("imageTags", "must not have '" + tag + "' of another image");
                }
            }
            read.put(image);
        }
        return read;
    }

    private static Image image(Fields fields, Instant createdAt, int number) {
        Manifest manifest = manifest(fields, number);
        String status = fields.oneOf("imageStatus", Image.ACTIVE, STATUSES);
        Instant pushedAt = fields.time("imagePushedAt").orElse(createdAt);
        return new Image(
                fields.optionalText("imageDigest").map(manifest::withDigest).orElse(manifest),
                pushedAt,
                new TreeSet<>(fields.texts("imageTags")),
                new Image.Storage(status, status.equals(Image.ACTIVE) ? Optional.empty() : Optional.of(pushedAt)),
                fields.objects("replicationStatuses").stream()
                        .map(ReplicationStatus::read)
                        .toList());
    }

    private static Manifest manifest(Fields fields, int number) {
        String text = fields.value("imageManifest").map(ImageState::textOf).orElseGet(() -> madeUp(number));
        try {
            return Manifest.parse(text, fields.text("imageManifestMediaType", ""));
        } catch (JsonProcessingException e) {
            throw fields.refuse("imageManifest", "must be JSON");
        }
    }

    private static String textOf(JsonNode manifest) {
        return manifest.isTextual() ? manifest.textValue() : Json.text(manifest);
    }

    private static String madeUp(int number) {
        ObjectNode manifest = Json.object().put("schemaVersion", 2).put("mediaType", OCI);
        ObjectNode config = Json.object()
                .put("mediaType", "application/vnd.oci.image.config.v1+json")
                .put("size", SIZE)
                .put("digest", "sha256:" + Digests.sha256("image " + number));
        manifest.set("config", config);
        manifest.set("layers", Json.nodes(List.of()));
        return Json.text(manifest);
    }
}
