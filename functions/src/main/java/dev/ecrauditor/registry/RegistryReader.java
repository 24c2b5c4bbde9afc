package dev.ecrauditor.registry;

import dev.ecrauditor.repository.Reading;

/** Reads the current state of a private registry. */
public interface RegistryReader {

    /**
     * Reads a registry and everything the rules need about it. A fact that AWS denies is unreadable in the snapshot.
     *
     * @return the snapshot; unreadable when the account cannot be read at all
     * @throws RuntimeException when AWS cannot answer now (throttling, outage): the caller retries later
     */
    Reading<RegistrySnapshot> read(String account, String region);
}
