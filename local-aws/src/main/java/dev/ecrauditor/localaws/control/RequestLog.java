package dev.ecrauditor.localaws.control;

import java.util.ArrayList;
import java.util.List;

/** Records entries in order, for tests to read. */
public final class RequestLog<T> {

    private final List<T> entries = new ArrayList<>();

    public synchronized void add(T entry) {
        entries.add(entry);
    }

    public synchronized List<T> entries() {
        return List.copyOf(entries);
    }
}
