package dev.ecrauditor.simulation.scenario;

/** The actions of people and pipelines. */
public interface Scenario {

    /**
     * Plans all actions.
     *
     * @return the time of the last action, in virtual microseconds
     */
    long schedule(ScenarioContext context);
}
