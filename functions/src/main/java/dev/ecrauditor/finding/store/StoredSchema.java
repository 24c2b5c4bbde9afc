package dev.ecrauditor.finding.store;

/**
 * The version of the stored forms of records, sweeps and the round of sweeps. An item of a newer version is refused and
 * never overwritten; an older one is read, and written back in this version. Members may be added without another
 * version: a reader ignores those it does not know. See ADR 0041.
 */
public final class StoredSchema {

    /** The version that is written now. */
    public static final long CURRENT = 2;

    private StoredSchema() {}

    /**
     * Refuses what a newer version of the auditor wrote.
     *
     * @param item names the item in the message
     * @throws IllegalStateException when this version cannot know what the item means
     */
    static void requireReadable(String item, long schema) {
        if (schema < 1 || schema > CURRENT) {
            throw new IllegalStateException(
                    item + " has schema " + schema + ", this version understands 1 to " + CURRENT
                            + " and does not change it; deploy the version that wrote it, or a later one"
                            + " (docs/operations.md, Roll back)");
        }
    }
}
