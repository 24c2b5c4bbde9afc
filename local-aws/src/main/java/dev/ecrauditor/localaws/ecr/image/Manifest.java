package dev.ecrauditor.localaws.ecr.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ecrauditor.localaws.call.Digests;
import dev.ecrauditor.localaws.call.Json;
import java.util.List;
import java.util.stream.StreamSupport;

/** The manifest of an image, or the index of several images, with what ECR reads of it. */
record Manifest(String text, String mediaType, String digest, JsonNode content) {

    private static final String OCI = "application/vnd.oci.image.manifest.v1+json";

    /** Parses a manifest; an empty media type is taken from the manifest. */
    static Manifest parse(String text, String mediaType) throws JsonProcessingException {
        JsonNode content = Json.parse(text);
        String type = mediaType.isEmpty() ? content.path("mediaType").asText(OCI) : mediaType;
        return new Manifest(text, type, "sha256:" + Digests.sha256(text), content);
    }

    /** The same manifest under a digest that an account-state file gives it. */
    Manifest withDigest(String newDigest) {
        return new Manifest(text, mediaType, newDigest, content);
    }

    /** The sizes of config and layers. */
    long size() {
        return content.path("config").path("size").asLong()
                + StreamSupport.stream(content.path("layers").spliterator(), false)
                        .mapToLong(layer -> layer.path("size").asLong())
                        .sum();
    }

    /** The type of an artifact that is no image; else the media type of the image's configuration; else empty. */
    String artifactType() {
        return content.path("artifactType")
                .asText(content.path("config").path("mediaType").asText(""));
    }

    /** The digest of the image that this artifact refers to, or empty. */
    String subject() {
        return content.path("subject").path("digest").asText("");
    }

    /** The digests of the images that an index lists. */
    List<String> references() {
        return StreamSupport.stream(content.path("manifests").spliterator(), false)
                .map(manifest -> manifest.path("digest").asText(""))
                .toList();
    }
}
