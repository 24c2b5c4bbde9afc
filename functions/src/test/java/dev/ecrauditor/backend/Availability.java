package dev.ecrauditor.backend;

import java.util.Optional;

/** Whether a backend can be started here. */
interface Availability {

    /** Why not, in one line; empty when it can. */
    Optional<String> missing();
}
