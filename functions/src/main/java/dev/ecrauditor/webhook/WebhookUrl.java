package dev.ecrauditor.webhook;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/**
 * The URL of an incoming webhook of Slack. It is a credential: whoever knows it can post into the channel. It is not
 * part of any text that this class makes.
 *
 * <p>Source: "Sending messages using incoming webhooks", Slack developer documentation.
 */
public final class WebhookUrl {

    static final String HOST = "hooks.slack.com";

    private static final int MAX_LENGTH = 256;
    private static final Pattern PATH = Pattern.compile("/services/T[A-Z0-9]{1,30}/B[A-Z0-9]{1,30}/[A-Za-z0-9]{8,64}");
    private static final String LIKE = "; store a URL like https://" + HOST + "/services/T.../B.../...";

    private final URI uri;

    private WebhookUrl(URI uri) {
        this.uri = uri;
    }

    /**
     * Reads the value of a secret; white space around it is dropped.
     *
     * @throws InvalidWebhookException if it is anything else than such a URL
     */
    public static WebhookUrl parse(String secret) throws InvalidWebhookException {
        String text = secret.strip();
        require(!text.isEmpty(), "is empty");
        require(!text.startsWith("{"), "is JSON and not a URL");
        require(text.length() <= MAX_LENGTH, "is longer than %d characters".formatted(MAX_LENGTH));
        URI uri = uri(text);
        require("https".equals(uri.getScheme()), "does not begin with https://");
        require(uri.getRawUserInfo() == null, "has a user name or password before the host");
        require(HOST.equals(uri.getHost()), "has another host than " + HOST);
        require(uri.getPort() == -1, "names a port");
        require(uri.getRawQuery() == null && uri.getRawFragment() == null, "has a query or a fragment");
        require(PATH.matcher(uri.getRawPath()).matches(), "has another path than an incoming webhook");
        return new WebhookUrl(uri);
    }

    URI uri() {
        return uri;
    }

    @Override
    public String toString() {
        return "a webhook of " + HOST;
    }

    /** The cause would quote the text. */
    private static URI uri(String text) throws InvalidWebhookException {
        try {
            return new URI(text);
        } catch (URISyntaxException quotesTheText) {
            throw new InvalidWebhookException("the secret is not a URL" + LIKE);
        }
    }

    private static void require(boolean holds, String otherwise) throws InvalidWebhookException {
        if (!holds) {
            throw new InvalidWebhookException("the secret " + otherwise + LIKE);
        }
    }
}
