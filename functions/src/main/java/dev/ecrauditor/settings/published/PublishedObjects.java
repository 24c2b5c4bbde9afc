package dev.ecrauditor.settings.published;

import dev.ecrauditor.repository.Reading;
import java.util.Optional;

/** The objects that are written beside a deployment: changed settings, and baselines. */
public interface PublishedObjects {

    /**
     * An object as it is now.
     *
     * @param text its content; empty where that is the known one
     * @param etag changes with the content
     */
    record Published(Optional<String> text, String etag) {}

    /**
     * Reads an object.
     *
     * @param known the etag of the content that is known already; empty if none is
     * @return absent where there is no such object; unreadable where it may not be read
     * @throws RuntimeException when the store does not answer
     */
    Reading<Published> read(String key, String known);

    /** Nothing is published. */
    static PublishedObjects none() {
        return (key, known) -> new Reading.Absent<>();
    }
}
