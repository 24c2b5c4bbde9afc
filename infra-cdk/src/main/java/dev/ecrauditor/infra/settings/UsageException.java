package dev.ecrauditor.infra.settings;

/**
 * A mistake the person who deploys can fix: the message names problem, place and fix in one line; the app exits with
 * status 2.
 */
public final class UsageException extends RuntimeException {

    public UsageException(String message) {
        super(message);
    }
}
