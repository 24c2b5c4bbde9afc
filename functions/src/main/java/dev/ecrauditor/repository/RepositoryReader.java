package dev.ecrauditor.repository;

/** Reads the current state of a repository. */
public interface RepositoryReader {

    /**
     * Reads a repository and everything the rules need about it.
     *
     * @return the snapshot; absent when the repository does not exist; unreadable when AWS denies describing it
     * @throws RuntimeException when AWS cannot answer now (throttling, outage): the caller retries later
     */
    Reading<RepositorySnapshot> read(RepositoryArn repository);
}
