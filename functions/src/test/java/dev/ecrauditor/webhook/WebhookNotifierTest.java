package dev.ecrauditor.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.testing.MutableClock;
import dev.ecrauditor.webhook.WebhookNotifier.QueuedAlert;
import dev.ecrauditor.webhook.WebhookNotifier.Result;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of one message, by the answer of an endpoint on loopback. */
class WebhookNotifierTest {

    /** Long for an endpoint that answers, also on a busy machine. */
    private Duration limit = Duration.ofSeconds(10);

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-20T10:00:00Z"));
    private final SlackServer slack = new SlackServer();
    private final List<Duration> waits = new ArrayList<>();
    private final List<String> secretReads = new ArrayList<>();
    private final Deliveries deliveries = new InMemoryDeliveries();
    private String secret = SampleAlerts.SECRET;

    @AfterEach
    void close() {
        slack.close();
    }

    @Test
    void anAlertIsPostedToThePathOfTheWebhook() {
        slack.then(SlackServer.ok());
        assertThat(send("a#1", 1)).isEqualTo(new Result.Done("SENT"));
        assertThat(slack.received()).singleElement().satisfies(received -> {
            assertThat(received.method()).isEqualTo("POST");
            assertThat(received.path()).isEqualTo("/services/T0123ABCD/B0123ABCD/abcdefghijklmnopqrstuvwx");
            assertThat(received.contentType()).isEqualTo("application/json; charset=utf-8");
            assertThat(SampleAlerts.json(received.body()).items("blocks")).isNotEmpty();
        });
    }

    @Test
    void aRepeatedAlertIsPostedOnce() {
        slack.then(SlackServer.ok());
        assertThat(send("a#1", 1)).isEqualTo(new Result.Done("SENT"));
        String later = SampleAlerts.alert("a#1").replace("2026-11-20T10:06:00Z", "2026-11-20T11:11:11Z");
        assertThat(notifier().send(new QueuedAlert(SampleAlerts.notification(later), 1), time(30)))
                .isEqualTo(new Result.Done("DUPLICATE"));
        assertThat(send("a#2", 1)).isEqualTo(new Result.Done("SENT"));
        assertThat(slack.received()).hasSize(2);
    }

    @Test
    void anAlertThatIsPublishedAgainWithItsActorIsPostedAgain() {
        slack.then(SlackServer.ok());
        assertThat(send("a#1", 1)).isEqualTo(new Result.Done("SENT"));
        String attributed = SampleAlerts.alert("a#1")
                .replace("\"alertId\":\"a#1\"", "\"alertId\":\"a#1\",\"setBy\":{\"eventId\":\"9a1b\"}");
        QueuedAlert queued = new QueuedAlert(SampleAlerts.notification(attributed), 1);
        assertThat(notifier().send(queued, time(30))).isEqualTo(new Result.Done("SENT"));
        assertThat(notifier().send(queued, time(30))).isEqualTo(new Result.Done("DUPLICATE"));
        assertThat(slack.received()).hasSize(2);
    }

    @Test
    void aMessageThatAnotherInvocationSendsIsNotPosted() {
        slack.then(SlackServer.ok());
        WebhookNotifier reentrant = new WebhookNotifier(
                new CachedWebhook(
                        () -> {
                            assertThat(send("a#1", 1)).isInstanceOf(Result.Retry.class);
                            return SampleAlerts.SECRET;
                        },
                        clock),
                new SlackClient(slack.opener(), limit),
                deliveries);
        assertThat(reentrant.send(queued("a#1", 1), time(30))).isEqualTo(new Result.Done("SENT"));
        assertThat(slack.received()).hasSize(1);
    }

    @Test
    void aShortWaitThatSlackAsksForIsAwaited() {
        slack.then(SlackServer.throttle("3"), SlackServer.throttle("0"), SlackServer.ok());
        assertThat(send("a#1", 1)).isEqualTo(new Result.Done("SENT"));
        assertThat(waits).containsExactly(Duration.ofSeconds(3), Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @CsvSource({"60, 60", "7200, 3600", "21, 30", "soon, 30", "-1, 30", "99999999999999999999, 30", "' 45 ', 45"})
    void aLongerWaitIsTheDelayOfTheQueue(String retryAfter, long delay) {
        slack.then(SlackServer.throttle(retryAfter));
        assertThat(send("a#1", 1)).isEqualTo(new Result.Retry("Slack: status 429", Duration.ofSeconds(delay)));
        assertThat(waits).isEmpty();
        assertThat(slack.received()).hasSize(1);
    }

    @Test
    void anEndpointThatThrottlesForeverCannotKeepTheFunction() {
        slack.then(SlackServer.throttle("1"));
        assertThat(send("a#1", 2)).isEqualTo(new Result.Retry("Slack: status 429", Duration.ofSeconds(60)));
        assertThat(waits).hasSize(20);
    }

    @ParameterizedTest
    @CsvSource({"1, 30", "2, 60", "3, 120", "7, 1920", "8, 3600", "9, 3600", "1000000, 3600"})
    void aFaultOfSlackIsRetriedLaterEachTime(int receives, long delay) {
        slack.then(SlackServer.status(503, "rollup_error"));
        assertThat(send("a#1", receives)).isEqualTo(new Result.Retry("Slack: status 503", Duration.ofSeconds(delay)));
        slack.then(SlackServer.ok(), SlackServer.ok());
        send("a#1", receives);
        assertThat(send("a#1", receives + 1)).isInstanceOf(Result.Done.class);
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_payload, status 400 invalid_payload",
        "401, '', status 401",
        "403, action_prohibited, status 403 action_prohibited",
        "404, no_service, status 404 no_service",
        "410, channel_is_archived, status 410 channel_is_archived",
        "404, <html>, status 404",
    })
    void whatSlackRefusesComesBackSoonAndReadsTheSecretAgain(int status, String body, String reason) {
        slack.then(SlackServer.status(status, body));
        WebhookNotifier notifier = notifier();
        for (int receives = 1; receives <= 2; receives++) {
            assertThat(notifier.send(queued("a#1", receives), time(30)))
                    .isEqualTo(new Result.Retry("Slack: " + reason, Duration.ofSeconds(5)));
        }
        assertThat(secretReads).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectIsNotFollowed(int status) {
        try (SlackServer elsewhere = new SlackServer().then(SlackServer.ok())) {
            slack.then(SlackServer.redirectTo(elsewhere.address() + "/services/T0123ABCD", status));
            assertThat(send("a#1", 1))
                    .isEqualTo(new Result.Retry(
                            "Slack: status " + status + ", a redirect, which is not followed", Duration.ofSeconds(5)));
            assertThat(elsewhere.received()).isEmpty();
            assertThat(slack.received()).hasSize(1);
        }
    }

    @Test
    void anEndpointThatHangsIsLeftInTime() {
        limit = Duration.ofMillis(300);
        slack.then(slack.hang());
        assertThat(send("a#1", 1)).isInstanceOfSatisfying(Result.Retry.class, retry -> {
            assertThat(retry.reason()).matches("Slack: no (complete )?answer.*");
            assertThat(retry.delay()).isEqualTo(Duration.ofSeconds(30));
        });
        assertThat(slack.received()).hasSize(1);
    }

    @Test
    void aBodyThatNeverEndsIsLeftInTime() {
        limit = Duration.ofMillis(300);
        slack.then(slack.dripError());
        assertThat(send("a#1", 1)).isInstanceOf(Result.Retry.class);
    }

    /** Java would send a POST again by itself. */
    @Test
    void aConnectionThatBreaksIsNotUsedForASecondRequest() {
        slack.then(SlackServer.closeWithoutAnswer());
        assertThat(send("a#1", 1)).isInstanceOf(Result.Retry.class);
        assertThat(slack.received()).hasSize(1);
    }

    @Test
    void nothingIsPostedInTheLastSecondsOfAnInvocation() {
        slack.then(SlackServer.ok());
        assertThat(notifier().send(queued("a#1", 1), time(9)))
                .isEqualTo(new Result.Retry("no time left", Duration.ofSeconds(30)));
        assertThat(slack.received()).isEmpty();
        assertThat(send("a#1", 1)).isEqualTo(new Result.Done("SENT"));
    }

    @Test
    void theSecretIsReadOnceInFiveMinutes() {
        slack.then(SlackServer.ok());
        WebhookNotifier notifier = notifier();
        assertThat(notifier.send(queued("a#1", 1), time(30))).isInstanceOf(Result.Done.class);
        clock.advance(Duration.ofSeconds(299));
        assertThat(notifier.send(queued("a#2", 1), time(30))).isInstanceOf(Result.Done.class);
        assertThat(secretReads).hasSize(1);
        clock.advance(Duration.ofSeconds(1));
        assertThat(notifier.send(queued("a#3", 1), time(30))).isInstanceOf(Result.Done.class);
        assertThat(secretReads).hasSize(2);
    }

    @Test
    void aSecretThatIsNoWebhookPostsNothing() {
        secret = "https://example.org/services/T0123ABCD/B0123ABCD/abcdefghijklmnopqrstuvwx";
        assertThat(send("a#1", 1)).isInstanceOfSatisfying(Result.Retry.class, retry -> {
            assertThat(retry.reason()).contains("another host").doesNotContain("example.org", "abcdefgh");
            assertThat(retry.delay()).isEqualTo(Duration.ofSeconds(5));
        });
        assertThat(slack.received()).isEmpty();
        secret = SampleAlerts.SECRET;
        slack.then(SlackServer.ok());
        assertThat(send("a#1", 2)).isEqualTo(new Result.Done("SENT"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no JSON",
                "{}",
                "[]",
                "{\"Type\":\"SubscriptionConfirmation\",\"Message\":\"{}\"}",
                "{\"Type\":\"Notification\",\"Message\":\"no JSON\"}",
                "{\"Type\":\"Notification\",\"Message\":\"{\\\"status\\\":\\\"OPENED\\\",\\\"headline\\\":\\\"x\\\"}\"}"
            })
    void whatIsNoAlertIsNotPosted(String body) {
        assertThat(notifier().send(new QueuedAlert(body, 1), time(30)))
                .isInstanceOfSatisfying(
                        Result.Retry.class, retry -> assertThat(retry.delay()).isEqualTo(Duration.ofSeconds(5)));
        assertThat(slack.received()).isEmpty();
    }

    @Test
    void whereNobodyListensTheMessageStays() throws IOException {
        slack.close();
        assertThat(send("a#1", 1))
                .isEqualTo(new Result.Retry("Slack: no answer: ConnectException", Duration.ofSeconds(30)));
    }

    private Result send(String alertId, int receives) {
        return notifier().send(queued(alertId, receives), time(30));
    }

    private static QueuedAlert queued(String alertId, int receives) {
        return new QueuedAlert(SampleAlerts.notification(SampleAlerts.alert(alertId)), receives);
    }

    private WebhookNotifier notifier() {
        CachedWebhook webhook = new CachedWebhook(
                () -> {
                    secretReads.add(secret);
                    return secret;
                },
                clock);
        return new WebhookNotifier(webhook, new SlackClient(slack.opener(), limit), deliveries);
    }

    /** An invocation whose time passes only while it waits. */
    private WebhookNotifier.TimeLeft time(long seconds) {
        return new WebhookNotifier.TimeLeft() {
            private Duration left = Duration.ofSeconds(seconds);

            @Override
            public Duration remaining() {
                return left;
            }

            @Override
            public void await(Duration wait) {
                waits.add(wait);
                left = left.minus(wait);
            }
        };
    }
}
