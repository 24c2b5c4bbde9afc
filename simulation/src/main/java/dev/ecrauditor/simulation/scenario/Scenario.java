package dev.ecrauditor.simulation.scenario;

/** What people and pipelines do. */
public interface Scenario {

    /**
     * Plans everything that happens.
     *
     * @return when the last of it has happened, in virtual microseconds
     */
    long play(Stage stage);
}
