package dev.ecrauditor.simulation.record;

/**
 * An invariant that did not hold.
 *
 * @param what what was seen instead
 */
public record Violation(Invariant invariant, String what) {

    @Override
    public String toString() {
        return invariant + " (" + invariant.sentence() + "): " + what;
    }
}
