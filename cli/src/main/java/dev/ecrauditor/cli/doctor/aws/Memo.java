package dev.ecrauditor.cli.doctor.aws;

import java.util.Optional;
import java.util.function.Supplier;

/** A value that is read once, by whoever needs it first; a failure is kept as well. */
final class Memo<T> {

    private final Supplier<T> read;
    private Optional<T> value = Optional.empty();
    private Optional<RuntimeException> failure = Optional.empty();

    Memo(Supplier<T> read) {
        this.read = read;
    }

    synchronized T get() {
        if (failure.isPresent()) {
            throw failure.get();
        }
        if (value.isEmpty()) {
            try {
                value = Optional.of(read.get());
            } catch (RuntimeException fault) {
                failure = Optional.of(fault);
                throw fault;
            }
        }
        return value.get();
    }
}
