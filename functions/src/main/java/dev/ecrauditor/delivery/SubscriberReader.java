package dev.ecrauditor.delivery;

import dev.ecrauditor.repository.Reading;

/** Reads the subscribers of the alert topic. */
public interface SubscriberReader {

    /** How many have confirmed their subscription, and how many have not yet. */
    record Subscribers(int confirmed, int pending) {}

    /**
     * Reads them; absent where the topic does not exist.
     *
     * @throws RuntimeException when AWS does not answer now
     */
    Reading<Subscribers> read();
}
