package dev.ecrauditor.repository;

import java.time.Instant;
import java.util.Optional;

/** Reads the current state of a repository. */
public interface RepositoryReader {

    /**
     * Reads a repository and everything the rules need about it, all of it now.
     *
     * @return the snapshot; absent when the repository does not exist; unreadable when AWS denies describing it
     * @throws RuntimeException when AWS cannot answer now (throttling, outage): the caller retries later
     */
    Reading<RepositorySnapshot> read(RepositoryArn repository);

    /**
     * The same, where what several repositories share may have been read before. A reader that remembers nothing needs no
     * other method.
     *
     * @param since whatever is used was asked for at this time or later
     */
    default Reading<RepositorySnapshot> read(RepositoryArn repository, Instant since) {
        return read(repository);
    }

    /**
     * The same as a listing has described the repository, with its policy as it is now: the two are of different times.
     *
     * @param since whatever is used was asked for at this time or later
     * @return empty where no listing since then has described it, or where it cannot be read
     */
    default Optional<RepositorySnapshot> readListed(RepositoryArn repository, Instant since) {
        return Optional.empty();
    }
}
