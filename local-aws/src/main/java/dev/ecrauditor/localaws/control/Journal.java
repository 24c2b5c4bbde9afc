package dev.ecrauditor.localaws.control;

import java.util.ArrayList;
import java.util.List;

/** Keeps what happened, in order, for whoever wants to look. */
public final class Journal<T> {

    private final List<T> entries = new ArrayList<>();

    public synchronized void add(T entry) {
        entries.add(entry);
    }

    public synchronized List<T> entries() {
        return List.copyOf(entries);
    }
}
