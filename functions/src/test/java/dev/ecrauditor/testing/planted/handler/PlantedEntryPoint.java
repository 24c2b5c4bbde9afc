package dev.ecrauditor.testing.planted.handler;

import dev.ecrauditor.testing.planted.remediation.PlantedManager;

/** An entry point, which no other class may use. */
public final class PlantedEntryPoint {

    /** Closes a cycle. */
    int calls(PlantedManager planted) {
        return planted.hashCode();
    }
}
