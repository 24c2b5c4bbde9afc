package dev.ecrauditor.exposure.path;

import java.util.List;

/**
 * What an Allow would open, and a Deny closes.
 *
 * @param origin the Allow
 * @param outsider whom it names
 * @param actions what it would allow
 * @param repositories where, in order
 * @param closedBy the Deny, as a reader finds it
 */
public record ClosedPath(
        AccessPath.Origin origin, Outsider outsider, List<String> actions, List<String> repositories, String closedBy) {

    public ClosedPath {
        actions = List.copyOf(actions);
        repositories = List.copyOf(repositories);
    }
}
