package dev.ecrauditor.localaws.s3;

import dev.ecrauditor.localaws.call.AwsError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The buckets of every account: their names are global. Each keeps every version of its objects. */
public final class Buckets {

    private static final int NOT_FOUND = 404;

    private final Map<String, Map<String, List<ObjectVersion>>> buckets = new HashMap<>();

    /** Creates a bucket; one that exists stays as it is. */
    public synchronized void create(String name) {
        buckets.putIfAbsent(name, new TreeMap<>());
    }

    synchronized void put(String bucket, String key, ObjectVersion version) {
        objects(bucket).computeIfAbsent(key, absent -> new ArrayList<>()).add(version);
    }

    /** The latest version. */
    synchronized Optional<ObjectVersion> latest(String bucket, String key) {
        List<ObjectVersion> versions = versions(bucket, key);
        return versions.isEmpty() ? Optional.empty() : Optional.of(versions.get(versions.size() - 1));
    }

    synchronized Optional<ObjectVersion> version(String bucket, String key, String id) {
        return versions(bucket, key).stream()
                .filter(version -> version.id().equals(id))
                .findFirst();
    }

    /** The keys that begin with a prefix, in order. */
    synchronized List<String> keys(String bucket, String prefix) {
        return objects(bucket).keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .toList();
    }

    private List<ObjectVersion> versions(String bucket, String key) {
        return objects(bucket).getOrDefault(key, List.of());
    }

    private Map<String, List<ObjectVersion>> objects(String bucket) {
        Map<String, List<ObjectVersion>> objects = buckets.get(bucket);
        if (objects == null) {
            throw new AwsError(
                    NOT_FOUND, "NoSuchBucket", "The specified bucket does not exist", Map.of("BucketName", bucket));
        }
        return objects;
    }
}
