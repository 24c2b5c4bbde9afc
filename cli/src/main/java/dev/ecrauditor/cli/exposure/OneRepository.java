package dev.ecrauditor.cli.exposure;

import dev.ecrauditor.exposure.path.AccessPath;
import dev.ecrauditor.exposure.path.ClosedPath;
import dev.ecrauditor.exposure.path.Exposure;
import dev.ecrauditor.exposure.path.PathKind;
import dev.ecrauditor.exposure.path.UnknownPath;
import java.util.List;
import java.util.Set;

/** The share of a registry's exposure that is about one repository. */
final class OneRepository {

    /** Paths about repositories to come. */
    private static final Set<PathKind> OF_NAMES_TO_COME = Set.of(PathKind.CREATION_TEMPLATE, PathKind.CREATE_ON_PUSH);

    private OneRepository() {}

    static Exposure of(Exposure whole, String name) {
        return new Exposure(
                whole.account(),
                whole.region(),
                whole.paths().stream()
                        .filter(path -> path.repositories().contains(name))
                        .map(path -> about(path, name))
                        .toList(),
                whole.closed().stream()
                        .filter(path -> path.repositories().contains(name))
                        .map(path -> new ClosedPath(
                                path.origin(), path.outsider(), path.actions(), List.of(name), path.closedBy()))
                        .toList(),
                whole.unknown().stream().filter(path -> concerns(path, name)).toList());
    }

    private static AccessPath about(AccessPath path, String name) {
        return new AccessPath(
                path.origin(), path.outsider(), path.actions(), List.of(name), path.examples(), path.assessment());
    }

    private static boolean concerns(UnknownPath path, String name) {
        return !OF_NAMES_TO_COME.contains(path.kind())
                && (path.repositories().isEmpty() || path.repositories().contains(name));
    }
}
