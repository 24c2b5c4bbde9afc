package dev.ecrauditor.exposure.path;

import java.util.List;
import java.util.function.Predicate;

/**
 * Who outside the owner account can obtain or alter the images of a registry.
 *
 * @param account the owner
 * @param region the Region of the registry
 * @param paths every path that is open
 * @param closed what a Deny closes
 * @param unknown what is not proven closed
 */
public record Exposure(
        String account, String region, List<AccessPath> paths, List<ClosedPath> closed, List<UnknownPath> unknown) {

    public Exposure {
        paths = List.copyOf(paths);
        closed = List.copyOf(closed);
        unknown = List.copyOf(unknown);
    }

    /** True if nothing is open and everything is known. */
    public boolean isClosed() {
        return paths.isEmpty() && unknown.isEmpty();
    }

    /** The open paths of some kinds. */
    public List<AccessPath> paths(Predicate<PathKind> kinds) {
        return paths.stream().filter(path -> kinds.test(path.kind())).toList();
    }
}
