package dev.ecrauditor.finding.export;

/** Stores how far the export is. */
public interface ExportStore {

    /**
     * The progress of the latest export; {@link ExportProgress#NONE} when there was none.
     *
     * @throws IllegalStateException when what is stored cannot be understood
     */
    ExportProgress progress();

    /**
     * Stores the progress if the stored version is the one before it.
     *
     * @return false when somebody else wrote in between
     */
    boolean save(ExportProgress next);
}
