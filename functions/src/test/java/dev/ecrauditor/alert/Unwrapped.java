package dev.ecrauditor.alert;

/** An e-mail whose wrapped lines are whole again, for tests of its sentences. */
final class Unwrapped {

    private Unwrapped() {}

    static String of(String email) {
        return email.replaceAll("\n {6,}|(?<=\n  # [^\n]{1,80})\n  # ", " ");
    }
}
