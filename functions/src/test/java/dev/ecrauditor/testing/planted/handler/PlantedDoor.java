package dev.ecrauditor.testing.planted.handler;

import dev.ecrauditor.testing.planted.policy.PlantedManager;

/** The rim, which nothing may reach for. */
public final class PlantedDoor {

    /** Closes a cycle. */
    int calls(PlantedManager planted) {
        return planted.hashCode();
    }
}
