package dev.ecrauditor.settings.yaml;

/** An error in a settings file; the message says in one line where it is, what is wrong and how to fix it. */
public final class InvalidSettingsException extends RuntimeException {

    InvalidSettingsException(String message) {
        super(message);
    }
}
