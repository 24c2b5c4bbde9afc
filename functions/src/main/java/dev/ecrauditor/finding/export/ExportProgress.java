package dev.ecrauditor.finding.export;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/**
 * How far the export of a day is. It continues at a cursor, so that an interrupted one writes no finding twice.
 *
 * @param version counts every write; 0 means that nothing is stored yet
 * @param date the day; empty when there was no export
 * @param isComplete whether everything is written
 * @param cursor what is written
 * @param counts how much is written
 */
public record ExportProgress(long version, Optional<LocalDate> date, boolean isComplete, Cursor cursor, Counts counts) {

    /** No export yet. */
    public static final ExportProgress NONE =
            new ExportProgress(0, Optional.empty(), true, Cursor.BEGINNING, Counts.ZERO);

    /**
     * What is written.
     *
     * @param completeUpTo the partition key up to which every account and Region is written
     * @param place the partition key of the one that is written in part; empty when there is none
     * @param after the sort key of its last record that is written
     * @param parts how many objects of it are written
     */
    public record Cursor(String completeUpTo, String place, String after, long parts) {

        /** Nothing. */
        public static final Cursor BEGINNING = new Cursor("", "", "", 0);

        /** The cursor within a place: its beginning, unless a part of it is written. */
        public Cursor in(String partitionKey) {
            return place.equals(partitionKey) ? this : new Cursor(completeUpTo, partitionKey, "", 0);
        }
    }

    /** How many objects and findings are written, and how many records this version does not understand. */
    public record Counts(long objects, long findings, long unreadable) {

        static final Counts ZERO = new Counts(0, 0, 0);

        public Counts plus(Counts more) {
            return new Counts(objects + more.objects(), findings + more.findings(), unreadable + more.unreadable());
        }
    }

    /** The export of a new day. */
    public ExportProgress begin(LocalDate day) {
        return new ExportProgress(version + 1, Optional.of(day), false, Cursor.BEGINNING, Counts.ZERO);
    }

    /** The same export, further on. */
    public ExportProgress at(Cursor further, Counts more) {
        return new ExportProgress(version + 1, date, false, further, counts.plus(more));
    }

    /** The export at its end. */
    public ExportProgress complete() {
        return new ExportProgress(version + 1, date, true, Cursor.BEGINNING, counts);
    }

    /** The stored form, which {@link #read} reads back. */
    public Json.Obj json() {
        return new JsonObject()
                .put("version", version)
                .put("date", date)
                .put("isComplete", isComplete)
                .put("completeUpTo", cursor.completeUpTo())
                .put("place", cursor.place())
                .put("after", cursor.after())
                .put("parts", cursor.parts())
                .put("objects", counts.objects())
                .put("findings", counts.findings())
                .put("recordsNotUnderstood", counts.unreadable())
                .build();
    }

    /**
     * Reads a stored form.
     *
     * @throws IllegalStateException when it is damaged
     */
    public static ExportProgress read(Json stored) {
        try {
            return new ExportProgress(
                    stored.whole("version").orElseThrow(() -> new IllegalStateException("the export has no version")),
                    stored.text("date").map(LocalDate::parse),
                    stored.bool("isComplete").orElse(false),
                    new Cursor(
                            stored.text("completeUpTo").orElse(""),
                            stored.text("place").orElse(""),
                            stored.text("after").orElse(""),
                            stored.whole("parts").orElse(0L)),
                    new Counts(
                            stored.whole("objects").orElse(0L),
                            stored.whole("findings").orElse(0L),
                            stored.whole("recordsNotUnderstood").orElse(0L)));
        } catch (DateTimeException damage) {
            throw new IllegalStateException("the stored progress of the export is damaged", damage);
        }
    }
}
