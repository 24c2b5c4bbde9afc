package dev.ecrauditor.webhook;

/** Where the URL of a webhook is stored. */
public interface WebhookSecret {

    /**
     * Reads the secret.
     *
     * @throws InvalidWebhookException if only a person can make it readable
     * @throws RuntimeException if it may be readable later
     */
    String read() throws InvalidWebhookException;
}
