package dev.ecrauditor.delivery;

import java.util.Arrays;
import java.util.Optional;

/** A check whether events arrive and alerts are received; each is one finding of the coverage of an account and Region. */
public enum DeliveryCheck {
    FORWARDING("event-forwarding", "does not forward its events", "forwards its events again"),
    TRAIL("event-trail", "has no trail that records its changes", "has a trail that records its changes again"),
    SILENCE("event-silence", "changes, but no event arrives", "sends events again"),
    SUBSCRIBERS(
            "alert-subscribers",
            "has alerts that not every subscriber receives",
            "has confirmed subscribers of alerts again"),
    BUS(
            "event-bus",
            "has a bus that does not take the events of every watched account",
            "has a bus that takes the events of every watched account again"),
    INTAKE("event-intake", "does not pass the events of its bus on", "passes the events of its bus on again"),
    CANARY("event-canary", "does not deliver the event of the canary", "delivers the event of the canary again");

    private final String id;
    private final String problem;
    private final String solved;

    DeliveryCheck(String id, String problem, String solved) {
        this.id = id;
        this.problem = problem;
        this.solved = solved;
    }

    /** The id in findings, in place of a rule's. */
    public String id() {
        return id;
    }

    /** What is wrong, after the name of the account. */
    public String problem() {
        return problem;
    }

    /** The same once it is solved. */
    public String solved() {
        return solved;
    }

    /** The check of a finding; empty for every other finding. */
    public static Optional<DeliveryCheck> of(String id) {
        return Arrays.stream(values()).filter(check -> check.id.equals(id)).findFirst();
    }
}
