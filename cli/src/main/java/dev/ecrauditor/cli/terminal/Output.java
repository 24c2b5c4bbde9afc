package dev.ecrauditor.cli.terminal;

/** The output formats of a command. */
public enum Output {
    /** Text for a terminal. */
    TEXT,
    /** One JSON object per line. */
    JSON
}
