package dev.ecrauditor.exposure;

import dev.ecrauditor.exposure.path.AccessPath;
import dev.ecrauditor.exposure.path.AccessPath.Origin;
import dev.ecrauditor.exposure.path.ClosedPath;
import dev.ecrauditor.exposure.path.Outsider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Joins paths that differ only in their repositories. */
final class PathCollector {

    /**
     * @param text distinguishes statements of different policies with the same words
     */
    private record Key(Origin origin, String text, Outsider outsider, List<String> actions, String closedBy) {}

    private final Map<Key, List<AccessPath>> paths = new LinkedHashMap<>();
    private final Map<Key, List<ClosedPath>> closed = new LinkedHashMap<>();

    /**
     * Adds a path.
     *
     * @param text the policy that it comes from, or empty text where there is only one
     */
    void add(AccessPath path, String text) {
        Key key = new Key(path.origin(), text, path.outsider(), path.actions(), "");
        paths.computeIfAbsent(key, first -> new ArrayList<>()).add(path);
    }

    /** Adds what a Deny closes. */
    void add(ClosedPath path, String text) {
        Key key = new Key(path.origin(), text, path.outsider(), path.actions(), path.closedBy());
        closed.computeIfAbsent(key, first -> new ArrayList<>()).add(path);
    }

    List<AccessPath> paths() {
        return paths.values().stream().map(PathCollector::joined).toList();
    }

    List<ClosedPath> closed() {
        return closed.values().stream().map(PathCollector::joinedClosed).toList();
    }

    /** What exists now is worth more than what is to come. */
    private static AccessPath joined(List<AccessPath> same) {
        AccessPath first = same.get(0);
        TreeSet<String> repositories = new TreeSet<>();
        for (AccessPath path : same) {
            first = path.certainty().compareTo(first.certainty()) < 0 ? path : first;
            repositories.addAll(path.repositories());
        }
        return new AccessPath(
                first.origin(),
                first.outsider(),
                first.actions(),
                List.copyOf(repositories),
                first.examples(),
                first.assessment());
    }

    private static ClosedPath joinedClosed(List<ClosedPath> same) {
        ClosedPath first = same.get(0);
        TreeSet<String> repositories = new TreeSet<>();
        same.forEach(path -> repositories.addAll(path.repositories()));
        return new ClosedPath(
                first.origin(), first.outsider(), first.actions(), List.copyOf(repositories), first.closedBy());
    }
}
