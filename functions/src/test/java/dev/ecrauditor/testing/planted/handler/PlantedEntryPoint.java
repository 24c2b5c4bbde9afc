package dev.ecrauditor.testing.planted.handler;

import dev.ecrauditor.testing.planted.remediation.PlantedManager;

/** The rim, which nothing may reach for. */
public final class PlantedEntryPoint {

    /** Closes a cycle. */
    int calls(PlantedManager planted) {
        return planted.hashCode();
    }
}
