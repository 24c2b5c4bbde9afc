package dev.ecrauditor.finding.export;

/** Where the export is written. */
public interface ExportBucket {

    /** Writes an object, or replaces the one of this key. */
    void put(String key, String text);
}
