package dev.ecrauditor.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpRetryException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Posts a message, with a limit on the whole exchange. It follows no redirect, uses no proxy, sends each message on a
 * connection of its own, and never repeats a request by itself.
 *
 * <p>Source: "Sending messages using incoming webhooks", Slack developer documentation (status codes and errors).
 */
public final class SlackClient {

    /** Of one exchange. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private static final int CONNECT_MILLIS = 3_000;
    private static final int MAX_RESPONSE_BYTES = 256;
    private static final Pattern ERROR = Pattern.compile("[a-z][a-z_]{2,59}");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");

    private final Opener opener;
    private final Duration longest;

    /** Opens a connection; only tests use another one than {@link #DIRECT}. */
    interface Opener {
        HttpURLConnection open(URI uri) throws IOException;
    }

    static final Opener DIRECT = uri -> (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);

    public SlackClient() {
        this(DIRECT, LONGEST);
    }

    SlackClient(Opener opener, Duration longest) {
        this.opener = opener;
        this.longest = longest;
    }

    /**
     * Posts once.
     *
     * @param body a message as JSON
     * @param available what the caller has left; the connection is closed after it, whatever the other side does
     */
    SlackResponse post(WebhookUrl url, String body, Duration available) {
        Duration limit = available.compareTo(longest) < 0 ? available : longest;
        HttpURLConnection connection;
        try {
            connection = opener.open(url.uri());
        } catch (IOException fault) {
            return new SlackResponse.Unavailable("no connection");
        }
        FutureTask<SlackResponse> exchange = new FutureTask<>(() -> exchange(connection, body, limit));
        Thread thread = new Thread(exchange, "slack");
        thread.setDaemon(true);
        thread.start();
        try {
            return exchange.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            return new SlackResponse.Unavailable("no complete answer in time");
        } catch (ExecutionException fault) {
            return new SlackResponse.Unavailable("no answer: " + nameOf(fault));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return new SlackResponse.Unavailable("interrupted");
        } finally {
            connection.disconnect();
        }
    }

    /** The message of an exception can quote the URL; its class cannot. */
    private static String nameOf(ExecutionException fault) {
        return String.valueOf(fault.getCause()).replaceAll("[:\\s].*", "").replaceAll(".*\\.", "");
    }

    private static SlackResponse exchange(HttpURLConnection connection, String body, Duration limit)
            throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        connection.setRequestMethod("POST");
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout((int) limit.toMillis());
        connection.setRequestProperty("Content-Type", "application/json; charset=utf-8");
        connection.setRequestProperty("Connection", "close");
        connection.setDoOutput(true);
        // With a fixed length, Java does not send a request again when the connection breaks.
        connection.setFixedLengthStreamingMode(bytes.length);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(bytes);
        }
        return response(connection, status(connection));
    }

    private static int status(HttpURLConnection connection) throws IOException {
        try {
            return connection.getResponseCode();
        } catch (HttpRetryException notSentAgain) {
            return notSentAgain.responseCode();
        }
    }

    private static SlackResponse response(HttpURLConnection connection, int status) {
        if (status >= 200 && status < 300) {
            return new SlackResponse.Accepted();
        }
        if (status == 429) {
            return new SlackResponse.Throttled(retryAfter(connection));
        }
        if (status < 200 || status == 408 || status >= 500) {
            return new SlackResponse.Unavailable("status " + status);
        }
        if (status < 400) {
            return new SlackResponse.Refused("status " + status + ", a redirect, which is not followed");
        }
        return new SlackResponse.Refused(
                "status " + status + error(connection).map(word -> " " + word).orElse(""));
    }

    private static Optional<Duration> retryAfter(HttpURLConnection connection) {
        return Optional.ofNullable(connection.getHeaderField("Retry-After"))
                .map(String::strip)
                .filter(text -> SECONDS.matcher(text).matches())
                .map(text -> Duration.ofSeconds(Long.parseLong(text)));
    }

    /** Slack's errors are one word, such as {@code no_service}. */
    private static Optional<String> error(HttpURLConnection connection) {
        try (InputStream body = connection.getErrorStream()) {
            return Optional.ofNullable(body == null ? null : body.readNBytes(MAX_RESPONSE_BYTES))
                    .map(bytes -> new String(bytes, StandardCharsets.UTF_8).strip())
                    .filter(text -> ERROR.matcher(text).matches());
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
