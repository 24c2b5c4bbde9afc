package dev.ecrauditor.delivery;

import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import java.time.Instant;

/** Writes the tag on the canary repository. */
public interface CanaryTagger {

    /**
     * Writes the tag; absent where the repository does not exist.
     *
     * @param at the value of the tag
     * @throws RuntimeException when AWS does not answer now
     */
    Reading<Instant> tag(RepositoryArn repository, Instant at);
}
