package dev.ecrauditor.cli.doctor.check;

/** A Region rejects credentials that are valid elsewhere: it is not enabled in their account. */
public final class RegionDisabledException extends RuntimeException {

    public RegionDisabledException(Throwable cause) {
        super("the Region is not enabled in the account", cause);
    }
}
