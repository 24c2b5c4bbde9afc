package dev.ecrauditor.cli;

/** The forms a command can print in. */
enum Output {
    /** For people. */
    TEXT,
    /** One JSON object per line. */
    JSON
}
