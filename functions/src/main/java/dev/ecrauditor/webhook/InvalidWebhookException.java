package dev.ecrauditor.webhook;

/** The secret cannot be used; only a person can change that. The message never contains the secret. */
public final class InvalidWebhookException extends Exception {

    public InvalidWebhookException(String message) {
        super(message);
    }
}
