package dev.ecrauditor.cli.policy;

/** The output formats of the command. */
public enum PolicyForm {
    TEXT,
    JSON,
    /** For the comment of a pull request; with {@code --diff} only. */
    MARKDOWN
}
