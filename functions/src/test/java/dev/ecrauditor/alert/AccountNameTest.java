package dev.ecrauditor.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How alerts show the name of the account, which a person of the organization writes. */
class AccountNameTest {

    static List<String> payloads() {
        return HostilePayloads.all();
    }

    private static AlertMessage alertOf(String name) {
        return AlertRenderer.render(AlertBuilder.opened()
                .publicAccess()
                .built()
                .withAccount(new AccountDetails(Optional.of(name), Optional.empty())));
    }

    private static String placeInEmail(AlertMessage message) {
        return Unwrapped.of(message.email())
                .lines()
                .filter(line -> line.startsWith("Account "))
                .findFirst()
                .orElseThrow();
    }

    private static String placeInChat(AlertMessage message) throws Exception {
        return JsonReader.read(message.chat())
                .text("content", "description")
                .orElseThrow()
                .lines()
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theNameStandsBesideTheId() throws Exception {
        AlertMessage message = alertOf("payments-prod");
        assertThat(placeInEmail(message)).isEqualTo("Account 111122223333 (payments-prod), Region us-east-1.");
        assertThat(placeInChat(message)).startsWith("Account 111122223333 (`payments-prod`), us-east-1, ");
        assertThat(JsonReader.read(message.json()).text("resource", "accountName"))
                .hasValue("payments-prod");
        assertThat(message.subject()).endsWith(" (111122223333 us-east-1)");
    }

    @Test
    void withoutANameTheIdStandsAlone() throws Exception {
        AlertMessage message = AlertBuilder.opened().publicAccess().rendered();
        assertThat(placeInEmail(message)).isEqualTo("Account 111122223333, Region us-east-1.");
        assertThat(placeInChat(message)).startsWith("Account 111122223333, us-east-1, ");
        assertThat(message.json()).doesNotContain("accountName");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u200b", " ", "\u202e\u2066"})
    void aNameThatNobodySeesIsNotShown(String name) throws Exception {
        assertThat(placeInEmail(alertOf(name))).isEqualTo("Account 111122223333, Region us-east-1.");
        assertThat(placeInChat(alertOf(name))).startsWith("Account 111122223333, us-east-1, ");
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void aHostileNameIsShownAndDoesNothing(String payload) throws Exception {
        AlertMessage message = alertOf(payload);
        String email = placeInEmail(message);
        assertThat(email).startsWith("Account 111122223333").endsWith(", Region us-east-1.");
        assertThat(ActiveContentDetector.findActive(email)).isEmpty();
        assertThat(ActiveContentDetector.findInvisible(email)).isEmpty();
        String chat = placeInChat(message);
        assertThat(chat)
                .startsWith("Account 111122223333")
                .endsWith("2026-11-20 10:05:00 UTC.")
                .doesNotContain("<", ">");
        assertThat(chat.replaceAll("&(amp|lt|gt);", "")).doesNotContain("&");
        assertThat(chat.replaceAll("`[^`]+`", "")).doesNotContain("`");
        assertThat(ActiveContentDetector.findActive(chat)).isEmpty();
        assertThat(ActiveContentDetector.findInvisible(chat)).isEmpty();
        assertThat(MessageSchema.CUSTOM_NOTIFICATION.faults(message.chat())).isEmpty();
        assertThat(MessageSchema.ALERT.faults(message.json())).isEmpty();
        Json alert = JsonReader.read(message.json());
        assertThat(alert.text("resource", "accountName")).as("unchanged").isPresent();
    }
}
