package dev.ecrauditor.simulation.engine;

/** Thrown by a client if AWS refuses a call or does not respond in time. */
public final class Refused extends RuntimeException {

    Refused(String reason) {
        super(reason, null, false, false);
    }
}
