package dev.ecrauditor.cli.doctor.check;

/** Something that a check needs is missing; another check reports it. */
public final class PrerequisiteException extends RuntimeException {

    public PrerequisiteException(String reason) {
        super(reason);
    }
}
