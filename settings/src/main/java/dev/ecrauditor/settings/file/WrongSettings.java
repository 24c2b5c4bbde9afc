package dev.ecrauditor.settings.file;

/** Something in a settings file that its writer can mend; the message says in one line where, what is wrong and how to mend it. */
public final class WrongSettings extends RuntimeException {

    WrongSettings(String message) {
        super(message);
    }
}
