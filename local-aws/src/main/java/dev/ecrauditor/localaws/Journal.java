package dev.ecrauditor.localaws;

import java.util.ArrayList;
import java.util.List;

/** Keeps what happened, in order, for whoever wants to look. */
final class Journal<T> {

    private final List<T> entries = new ArrayList<>();

    synchronized void add(T entry) {
        entries.add(entry);
    }

    synchronized List<T> entries() {
        return List.copyOf(entries);
    }
}
