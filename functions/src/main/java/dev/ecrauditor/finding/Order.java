package dev.ecrauditor.finding;

import java.util.Comparator;

/**
 * The place of an outbox entry: by the record's version, then by its place within that write. Never by clock.
 *
 * @param version the version of the record that brought it
 * @param index its place among the entries of that version
 */
public record Order(long version, int index) implements Comparable<Order> {

    private static final Comparator<Order> BY_VERSION =
            Comparator.comparingLong(Order::version).thenComparingInt(Order::index);

    @Override
    public int compareTo(Order other) {
        return BY_VERSION.compare(this, other);
    }
}
