package dev.ecrauditor.delivery;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.repository.Reading;

/** Reads how the hub takes in events: its bus, and the rule that passes them on to the change queue. */
public interface IntakeReader {

    /**
     * Reads the policy of the bus; null for a bus without one, absent where the bus does not exist.
     *
     * @throws RuntimeException when AWS does not answer now
     */
    Reading<Json> busPolicy();

    /**
     * Reads the rule.
     *
     * @throws RuntimeException when AWS does not answer now
     */
    Reading<EventRule> rule();
}
