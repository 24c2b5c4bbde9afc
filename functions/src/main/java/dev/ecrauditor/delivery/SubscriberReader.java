package dev.ecrauditor.delivery;

import dev.ecrauditor.repository.Reading;

/** Reads the subscribers of the alert topic. */
public interface SubscriberReader {

    /**
     * Reads them; absent where the topic does not exist.
     *
     * @throws RuntimeException when AWS does not answer now
     */
    Reading<Subscribers> read();
}
