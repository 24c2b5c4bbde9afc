package dev.ecrauditor.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.HttpURLConnection;
import javax.net.ssl.HttpsURLConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookUrlTest {

    private static final String TOKEN = "s3cretT0kenAbcdefghijklm";
    private static final String PATH = "/services/T0123ABCD/B0123ABCD/" + TOKEN;

    @Test
    void aWebhookOfSlackIsAccepted() throws Exception {
        assertThat(WebhookUrl.parse(" https://hooks.slack.com" + PATH + "\n").uri())
                .hasToString("https://hooks.slack.com" + PATH);
    }

    @ParameterizedTest
    @CsvSource({
        "http://hooks.slack.com, does not begin with https://",
        "HTTPS://hooks.slack.com, does not begin with https://",
        "ftp://hooks.slack.com, does not begin with https://",
        "https://hooks.slack.com.example.org, has another host",
        "https://example.org, has another host",
        "https://HOOKS.slack.com, has another host",
        "https://hooks.slack.com., has another host",
        "https://127.0.0.1, has another host",
        "https://[::1], has another host",
        "https://169.254.169.254, has another host",
        "https://hooks_slack.com, has another host",
        "https://hooks.slack-gov.com, has another host",
        "https://user:pa55word@hooks.slack.com, has a user name",
        "https://hooks.slack.com@example.org, has a user name",
        "https://hooks.slack.com:443, names a port",
        "https://hooks.slack.com:8443, names a port",
        "hooks.slack.com, does not begin with https://",
        "'', does not begin with https://",
    })
    void anotherPlaceIsRefused(String base, String why) {
        refused(base + PATH, why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "",
                "/triggers/T0123ABCD/1/" + TOKEN,
                "/services/T0123ABCD/B0123ABCD/",
                "/services/../T0123ABCD/B0123ABCD/" + TOKEN,
                "/services/T0123ABCD/B0123ABCD/%2e%2e" + TOKEN,
                "/services/T0123ABCD/B0123ABCD/" + TOKEN + "/more",
                "//services/T0123ABCD/B0123ABCD/" + TOKEN
            })
    void anotherPathIsRefused(String path) {
        refused("https://hooks.slack.com" + path, "has another path");
    }

    @Test
    void whatIsNoUrlIsRefused() {
        refused("", "is empty");
        refused("{\"url\":\"https://hooks.slack.com" + PATH + "\"}", "is JSON");
        refused("https://hooks.slack.com" + PATH + "?a=b", "has a query");
        refused("https://hooks.slack.com" + PATH + "#a", "has a fragment", "a query or a fragment");
        refused("https://hooks.slack.com" + PATH + " " + TOKEN, "is not a URL");
        refused("https://hooks.slack.com\\" + TOKEN, "is not a URL");
        refused("https://hooks.slack.com" + PATH + "a".repeat(300), "is longer than");
        refused("mailto:" + TOKEN, "does not begin with https://");
        refused("https:" + TOKEN, "has another host");
    }

    @Test
    void theUrlIsInNoText() throws Exception {
        assertThat(WebhookUrl.parse(SampleAlerts.SECRET)).hasToString("a webhook of hooks.slack.com");
    }

    @Test
    void theConnectionOfTheFunctionIsOneOfTlsToThatHost() throws Exception {
        HttpURLConnection connection =
                SlackClient.DIRECT.open(WebhookUrl.parse(SampleAlerts.SECRET).uri());
        assertThat(connection).isInstanceOf(HttpsURLConnection.class);
        assertThat(connection.usingProxy()).isFalse();
        assertThat(connection.getURL().getHost()).isEqualTo("hooks.slack.com");
    }

    private static void refused(String secret, String... why) {
        assertThatExceptionOfType(InvalidWebhookException.class)
                .isThrownBy(() -> WebhookUrl.parse(secret))
                .satisfies(fault -> assertThat(fault.getMessage())
                        .containsAnyOf(why)
                        .contains("store a URL like https://hooks.slack.com/services/T.../B.../...")
                        .doesNotContain(TOKEN, "B0123ABCD", "pa55word"))
                .withNoCause();
    }
}
