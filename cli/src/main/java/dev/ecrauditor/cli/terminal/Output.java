package dev.ecrauditor.cli.terminal;

/** The forms a command can print in. */
public enum Output {
    /** For people. */
    TEXT,
    /** One JSON object per line. */
    JSON
}
