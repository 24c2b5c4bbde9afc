package dev.ecrauditor.infra;

/** Something the person deploying can mend: the message says in one line what, where and how, and the app ends with status 2. */
final class WrongUse extends RuntimeException {

    WrongUse(String message) {
        super(message);
    }
}
