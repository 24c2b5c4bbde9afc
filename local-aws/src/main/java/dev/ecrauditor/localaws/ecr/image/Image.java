package dev.ecrauditor.localaws.ecr.image;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** One image of a repository. */
record Image(
        Manifest manifest,
        Instant pushedAt,
        SortedSet<String> tags,
        Storage storage,
        List<ReplicationStatus> replicationStatuses) {

    static final String ACTIVE = "ACTIVE";
    static final String ARCHIVED = "ARCHIVED";

    /** Whether the image is archived, and since when it is or is not. */
    record Storage(String status, Optional<Instant> changedAt) {
        static final Storage PUSHED = new Storage(ACTIVE, Optional.empty());
    }

    Image {
        tags = new TreeSet<>(tags);
        replicationStatuses = List.copyOf(replicationStatuses);
    }

    Image withTags(SortedSet<String> newTags) {
        return new Image(manifest, pushedAt, newTags, storage, replicationStatuses);
    }

    Image withStorage(Storage newStorage) {
        return new Image(manifest, pushedAt, tags, newStorage, replicationStatuses);
    }

    String digest() {
        return manifest.digest();
    }

    boolean isActive() {
        return storage.status().equals(ACTIVE);
    }

    boolean isTagged() {
        return !tags.isEmpty();
    }

    /** The image as DescribeImages returns it, without registry and repository. */
    ObjectNode describe(ObjectNode json) {
        json.put("imageDigest", digest())
                .put("imageSizeInBytes", manifest.size())
                .put("imagePushedAt", Json.epochSeconds(pushedAt))
                .put("imageManifestMediaType", manifest.mediaType())
                .put("imageStatus", storage.status());
        if (isTagged()) {
            json.set("imageTags", Json.texts(tags));
        }
        if (!manifest.artifactType().isEmpty()) {
            json.put("artifactMediaType", manifest.artifactType());
        }
        if (!manifest.subject().isEmpty()) {
            json.put("subjectManifestDigest", manifest.subject());
        }
        storage.changedAt()
                .ifPresent(
                        time -> json.put(isActive() ? "lastActivatedAt" : "lastArchivedAt", Json.epochSeconds(time)));
        return json;
    }
}
