package dev.ecrauditor.cli.findings;

/** Prints findings in one format, so that memory does not grow with their number. */
interface FindingReport {

    /** Takes the next finding. */
    void add(OwnedFinding finding);

    /** Ends the report; it prints what was held back. */
    void finish();
}
