package dev.ecrauditor.backend;

import java.net.URI;
import java.util.Set;

/** Something that answers AWS's calls on loopback. */
interface Backend extends AutoCloseable {

    /** Where clients are pointed. */
    URI endpoint();

    /** Where its answers are known not to be AWS's. */
    Set<Difference> differences();

    /**
     * How long a published message may be on its way to a queue, in whole seconds; 0 when it is there before Publish
     * answers.
     */
    int deliverySeconds();

    /** Forgets what a test has made, where anything could meet it again. */
    void reset();

    /** Stops what was started. */
    @Override
    void close();
}
