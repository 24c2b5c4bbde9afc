package dev.ecrauditor.simulation.engine;

/** What a client throws when AWS refuses a call or does not answer in time. */
public final class Refused extends RuntimeException {

    Refused(String reason) {
        super(reason, null, false, false);
    }
}
