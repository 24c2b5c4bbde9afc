package dev.ecrauditor.cli.findings;

/** The output formats of the command. */
enum ReportFormat {
    /** A table for a terminal. */
    TEXT,
    /** One JSON object per line, by {@code docs/findings.schema.json}. */
    JSON,
    /** RFC 4180, with a header row. */
    CSV
}
