package dev.ecrauditor.finding.record;

import java.util.Comparator;

/**
 * The place of an outbox entry: by the record's version, then by its place within that write. Never by clock.
 *
 * @param version the version of the record that added it
 * @param index its place among the entries of that version
 */
public record OutboxPosition(long version, int index) implements Comparable<OutboxPosition> {

    private static final Comparator<OutboxPosition> BY_VERSION =
            Comparator.comparingLong(OutboxPosition::version).thenComparingInt(OutboxPosition::index);

    @Override
    public int compareTo(OutboxPosition other) {
        return BY_VERSION.compare(this, other);
    }
}
