package dev.ecrauditor.finding;

import dev.ecrauditor.event.RepositoryChange;
import java.time.Instant;
import java.util.Optional;

/**
 * How a transition came to light.
 *
 * @param event the call that is known to have done it, else the one that made us look
 * @param certain true for the former
 * @param occasion why it came to light where nobody has done anything just now
 */
record Sight(Optional<RepositoryChange> event, boolean certain, Optional<Occasion> occasion) {

    /** Since when it is so, as far as is known. */
    Instant setAt(Instant seenAt) {
        return certain ? event.map(RepositoryChange::time).orElse(seenAt) : seenAt;
    }
}
