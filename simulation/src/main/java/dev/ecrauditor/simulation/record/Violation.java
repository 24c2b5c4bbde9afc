package dev.ecrauditor.simulation.record;

/**
 * A violated invariant.
 *
 * @param what the observed behaviour
 */
public record Violation(Invariant invariant, String what) {

    @Override
    public String toString() {
        return invariant + " (" + invariant.sentence() + "): " + what;
    }
}
