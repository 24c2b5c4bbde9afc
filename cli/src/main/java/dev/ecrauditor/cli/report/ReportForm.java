package dev.ecrauditor.cli.report;

/** The forms of a report. */
public enum ReportForm {
    /** A text for a terminal. */
    TEXT,
    /** One JSON object per line. */
    JSON,
    /** RFC 4180, with a header row. */
    CSV,
    /** A SARIF 2.1.0 log. */
    SARIF,
    /** An array in the AWS Security Finding Format. */
    ASFF,
    /** One page that loads nothing. */
    HTML
}
