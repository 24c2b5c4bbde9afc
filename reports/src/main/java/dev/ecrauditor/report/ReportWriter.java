package dev.ecrauditor.report;

/** Prints results in one form as they are found, so that memory does not grow with their number. */
public interface ReportWriter {

    /** Takes the next result. */
    void add(ReportRow row);

    /** Takes what was not evaluated. */
    void notRead(ReportGap gap);

    /**
     * Ends the report.
     *
     * @param isComplete whether everything could be read and evaluated
     */
    void finish(boolean isComplete);
}
