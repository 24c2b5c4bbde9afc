package dev.ecrauditor.infra.settings;

/** Something the person deploying can mend: the message says in one line what, where and how, and the app ends with status 2. */
public final class WrongUse extends RuntimeException {

    public WrongUse(String message) {
        super(message);
    }
}
