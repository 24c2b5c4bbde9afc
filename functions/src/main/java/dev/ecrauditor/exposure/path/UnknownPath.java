package dev.ecrauditor.exposure.path;

import dev.ecrauditor.repository.DeniedCall;
import dev.ecrauditor.repository.Reading;
import java.util.List;
import java.util.Optional;

/**
 * An access path that is not proven closed, because something could not be read or evaluated.
 *
 * @param reason what
 * @param denied the call that AWS denied, where that is the cause
 * @param repositories the repositories concerned, where it is not the whole registry
 */
public record UnknownPath(PathKind kind, String reason, Optional<DeniedCall> denied, List<String> repositories) {

    public UnknownPath {
        repositories = List.copyOf(repositories);
    }

    /** Of the whole registry, because of a text or a value. */
    public static UnknownPath of(PathKind kind, String reason) {
        return new UnknownPath(kind, reason, Optional.empty(), List.of());
    }

    /** Of the whole registry, because of a call. */
    public static UnknownPath of(PathKind kind, Reading.Unreadable<?> unreadable) {
        return new UnknownPath(kind, unreadable.problem(), Optional.of(DeniedCall.of(unreadable)), List.of());
    }

    /** The same, of some repositories. */
    public UnknownPath ofRepositories(List<String> names) {
        return new UnknownPath(kind, reason, denied, names);
    }
}
