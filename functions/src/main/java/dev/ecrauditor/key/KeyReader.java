package dev.ecrauditor.key;

/**
 * Reads the current state of a key through the account whose repositories it encrypts. What AWS denies makes only that
 * fact unreadable.
 */
public interface KeyReader {

    /**
     * Reads everything about a key but its grants.
     *
     * @throws RuntimeException when AWS cannot answer now (throttling, outage): the caller retries later
     */
    EncryptionKey read(KeyArn key, EncryptedRepositories repositories);

    /**
     * Reads a key with its grants: a call for each hundred of them, and one for each repository whose grants may be
     * wrong.
     *
     * @throws RuntimeException when AWS cannot answer now (throttling, outage): the caller retries later
     */
    EncryptionKey readWithGrants(KeyArn key, EncryptedRepositories repositories);
}
