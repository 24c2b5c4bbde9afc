package dev.ecrauditor.webhook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Remembers the URL for five minutes; a webhook that Slack refuses is read again at once, as it may be replaced. */
public final class CachedWebhook {

    static final Duration KEPT = Duration.ofMinutes(5);

    private final WebhookSecret secret;
    private final Clock clock;
    private Optional<Entry> entry = Optional.empty();

    private record Entry(WebhookUrl url, Instant readAt) {}

    public CachedWebhook(WebhookSecret secret, Clock clock) {
        this.secret = secret;
        this.clock = clock;
    }

    /** The URL, at most five minutes old. */
    synchronized WebhookUrl url() throws InvalidWebhookException {
        Instant now = clock.instant();
        Optional<WebhookUrl> known = entry.filter(
                        kept -> Duration.between(kept.readAt(), now).compareTo(KEPT) < 0)
                .map(Entry::url);
        if (known.isPresent()) {
            return known.get();
        }
        WebhookUrl url = WebhookUrl.parse(secret.read());
        entry = Optional.of(new Entry(url, now));
        return url;
    }

    synchronized void forget() {
        entry = Optional.empty();
    }
}
