package dev.ecrauditor.iac.resource;

import dev.ecrauditor.iac.declaration.DeclaredValue;
import dev.ecrauditor.iac.declaration.SourcePosition;
import dev.ecrauditor.repository.Reading;
import java.util.function.Supplier;

/** A fact consists of a value that is not known before the deployment. It ends in {@link #reading} of the fact. */
public final class UnresolvedException extends RuntimeException {

    public UnresolvedException(String reason, SourcePosition position) {
        super(reason + " (" + position + ")");
    }

    UnresolvedException(DeclaredValue.Unresolved value) {
        this(value.reason(), value.position());
    }

    public String reason() {
        return String.valueOf(getMessage());
    }

    /** A fact as it is declared; unreadable, with the reason, where a part of it is not known. */
    public static <T> Reading<T> reading(Supplier<Reading<T>> fact) {
        try {
            return fact.get();
        } catch (UnresolvedException unknown) {
            return unreadable(unknown.reason());
        }
    }

    /** A fact that no call could read: it does not exist yet. */
    public static <T> Reading<T> unreadable(String reason) {
        return new Reading.Unreadable<>("", reason);
    }
}
