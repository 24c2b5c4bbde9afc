package dev.ecrauditor.settings.published;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.repository.Denial;
import dev.ecrauditor.repository.PolicyType;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.settings.Settings;
import dev.ecrauditor.settings.TrustSettings;
import dev.ecrauditor.testing.MutableClock;
import dev.ecrauditor.testing.SampleRepository;
import dev.ecrauditor.testing.SettingsText;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurrentSettingsTest {

    private static final String KEY = "settings/0a1b/settings.json";
    private static final SettingsText DEPLOYED = SettingsText.DEFAULTS
            .with("trust", SettingsText.trust(false, "[\"444455556666\"]", "[]"))
            .with("remediation", "[{\"accounts\":[\"*\"],\"mode\":\"ON\"}]");
    private static final String TRUST = SettingsText.trust(false, "[\"123456789012\"]", "[]");
    private static final String WAIVER =
            "{\"rules\":[\"ecr-scan-on-push\"],\"accounts\":[\"*\"],\"repositories\":[\"payments/*\"],\"owner\":\"o\",\"reason\":\"r\",\"expires\":\"2027-01-31\"}";

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-20T10:00:00Z"));
    private final List<String> asked = new ArrayList<>();
    private Reading<PublishedObjects.Published> object = new Reading.Absent<>();
    private boolean isDown;
    private int versions;
    private final CurrentSettings settings =
            new CurrentSettings(() -> new Reading.Known<>(DEPLOYED.json()), Optional.of(KEY), this::read, clock);

    @Test
    void withoutAnObjectTheDeployedSettingsAreInForce() {
        assertThat(settings.latest()).isEqualTo(settings.deployed());
        assertThat(settings.evaluating().trust().accounts()).containsExactly("444455556666");
        assertThat(settings.evaluating().mode("111122223333")).isEqualTo(RemediationMode.ON);
    }

    @Test
    void anObjectReplacesTrustAndWaiversAndNothingElse() {
        publish(TRUST, "[" + WAIVER + "]");

        Settings now = settings.evaluating();

        assertThat(now.trust().accounts()).containsExactly("123456789012");
        assertThat(now.veto("ecr-scan-on-push", SampleRepository.ARN, clock.instant()))
                .hasValue("waived by o until 2027-01-31: r");
        assertThat(now.mode("111122223333")).isEqualTo(RemediationMode.ON);
        assertThat(now.sweepEvery()).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void itIsReadAtMostEveryFiveMinutesAndNotSentTwice() {
        publish(TRUST, "[]");
        settings.evaluating();
        clock.advance(Duration.ofMinutes(5).minusMillis(1));
        publish(SettingsText.trust(false, "[]", "[]"), "[]");
        assertThat(settings.evaluating().trust().accounts()).containsExactly("123456789012");
        clock.advance(Duration.ofMillis(1));
        assertThat(settings.evaluating().trust().accounts()).isEmpty();
        clock.advance(Duration.ofMinutes(5));
        assertThat(settings.evaluating().trust().accounts()).isEmpty();

        assertThat(asked).containsExactly("", "e1", "e2");
    }

    @Test
    void aRemovedObjectLeavesTheDeployedSettings() {
        publish(TRUST, "[]");
        settings.evaluating();
        object = new Reading.Absent<>();
        clock.advance(Duration.ofMinutes(5));

        assertThat(settings.evaluating().trust().accounts()).containsExactly("444455556666");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"schema\":1,\"trust\":TRUST}",
                "{\"schema\":2,\"trust\":TRUST,\"waivers\":[]}",
                "{\"schema\":1,\"trust\":TRUST,\"waivers\":[],\"remediation\":[]}",
                "{\"schema\":1,\"trust\":TRUST,\"waivers\":{}}",
                "{\"schema\":1,\"trust\":{\"accounts\":[]},\"waivers\":[]}",
                "{\"schema\":1,\"trust\":{\"ownOrganization\":false,\"accounts\":[\"*\"],\"organizations\":[]},\"waivers\":[]}",
                "{\"schema\":1,\"trust\":{\"ownOrganization\":false,\"accounts\":[],\"organizations\":[\"o-*\"]},\"waivers\":[]}",
                "{\"schema\":1,\"trust\":TRUST,\"waivers\":[{\"rules\":[\"r\"]}]}"
            })
    void withAnInvalidObjectNobodyIsTrustedAndNothingMayBeWritten(String text) {
        object = new Reading.Known<>(new PublishedObjects.Published(Optional.of(text.replace("TRUST", TRUST)), "e"));

        assertThat(settings.evaluating().trust()).isEqualTo(TrustSettings.NOBODY);
        assertThat(settings.evaluating().mode("111122223333")).isEqualTo(RemediationMode.ON);
        for (Reading<Settings> reading : List.of(settings.latest(), settings.beforeWrite())) {
            assertThat(reading)
                    .isInstanceOfSatisfying(
                            Reading.Unreadable.class,
                            unreadable ->
                                    assertThat(unreadable.problem()).startsWith("the object " + KEY + " is invalid: "));
        }
    }

    @Test
    void anInvalidObjectIsReadAgainAfterAMinute() {
        object = new Reading.Known<>(new PublishedObjects.Published(Optional.of("{"), "e"));
        assertThat(settings.latest()).isInstanceOf(Reading.Unreadable.class);
        clock.advance(Duration.ofMinutes(1));
        object = new Reading.Known<>(new PublishedObjects.Published(Optional.empty(), "e"));
        assertThat(settings.latest()).isInstanceOf(Reading.Unreadable.class);
        clock.advance(Duration.ofMinutes(1));
        publish(TRUST, "[]");
        assertThat(settings.latest()).isInstanceOf(Reading.Known.class);
    }

    @Test
    void aDeniedObjectIsUnreadable() {
        object = new Reading.Unreadable<>("s3:GetObject", "denied", new Denial(PolicyType.RESOURCE, true));

        assertThat(settings.beforeWrite()).isEqualTo(object);
        assertThat(settings.evaluating().trust()).isEqualTo(TrustSettings.NOBODY);
    }

    @Test
    void whileTheStoreDoesNotAnswerTheLastAnswerCountsForEvaluationsAndNotForWrites() {
        publish(TRUST, "[]");
        settings.evaluating();
        isDown = true;
        clock.advance(Duration.ofMinutes(5));

        assertThat(settings.evaluating().trust().accounts()).containsExactly("123456789012");
        assertThat(settings.beforeWrite()).isInstanceOf(Reading.Unreadable.class);
        clock.advance(Duration.ofMinutes(56));
        assertThat(settings.evaluating().trust()).isEqualTo(TrustSettings.NOBODY);
        assertThat(settings.latest()).isInstanceOf(Reading.Unreadable.class);
        isDown = false;
        clock.advance(Duration.ofMinutes(1));
        assertThat(settings.evaluating().trust().accounts()).containsExactly("123456789012");
        assertThat(settings.beforeWrite()).isInstanceOf(Reading.Known.class);
    }

    @Test
    void withoutAnyAnswerNobodyIsTrusted() {
        isDown = true;

        assertThat(settings.evaluating().trust()).isEqualTo(TrustSettings.NOBODY);
        assertThat(settings.beforeWrite()).isInstanceOf(Reading.Unreadable.class);
    }

    @Test
    void unreadableDeployedSettingsAreNotReplaced() {
        CurrentSettings broken =
                new CurrentSettings(() -> new Reading.Known<>("{"), Optional.of(KEY), this::read, clock);
        publish(TRUST, "[]");

        assertThat(broken.latest()).isInstanceOf(Reading.Unreadable.class);
        assertThat(broken.evaluating()).isEqualTo(Settings.of(RemediationMode.ON));
        assertThat(asked).isEmpty();
    }

    @Test
    void onlyAFewBaselinesAreRemembered() {
        Baselines baselines = new Baselines(
                (key, known) -> {
                    asked.add(key);
                    return new Reading.Absent<>();
                },
                clock);
        for (int i = 0; i < 9; i++) {
            baselines.of("11112222333" + i, "us-east-1");
        }
        baselines.of("111122223338", "us-east-1");
        assertThat(asked).hasSize(9);
        baselines.of("111122223330", "us-east-1");
        assertThat(asked).hasSize(10).endsWith("baseline/111122223330/us-east-1.json");
    }

    @Test
    void aBaselineIsReadAsItWasWritten() {
        Baseline baseline = new Baseline(
                "payments@example.org",
                "Known",
                LocalDate.parse("2027-01-31"),
                Instant.parse("2026-11-20T10:00:00.123Z"),
                Map.of(
                        "payments/api",
                        new Baseline.Repository(
                                SampleRepository.CREATED, Map.of("ecr-scan-on-push", "MEDIUM:0123456789abcdef"))));
        assertThat(BaselineJson.read(BaselineJson.write(baseline))).isEqualTo(baseline);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"schema\":2}",
                "{\"schema\":1,\"owner\":\"o\",\"reason\":\"r\",\"expires\":\"2027-02-30\",\"createdAt\":\"2026-11-20T10:00:00Z\",\"repositories\":{}}",
                "{\"schema\":1,\"owner\":\"o\",\"reason\":\"r\",\"expires\":\"2027-01-31\",\"createdAt\":\"2026-11-20T10:00:00Z\",\"repositories\":{\"a\":{}}}",
                "{\"schema\":1,\"owner\":\"o\",\"reason\":\"r\",\"expires\":\"2027-01-31\",\"createdAt\":\"2026-11-20T10:00:00Z\",\"repositories\":{\"a\":{\"createdAt\":\"2026-11-20T10:00:00Z\",\"evidence\":{\"r\":1}}}}"
            })
    void aBaselineThatIsNotUnderstoodIsUnreadable(String text) {
        Baselines baselines = new Baselines(
                (key, known) -> new Reading.Known<>(new PublishedObjects.Published(Optional.of(text), "e")), clock);
        assertThat(baselines.of("111122223333", "us-east-1")).isInstanceOf(Reading.Unreadable.class);
    }

    private void publish(String trust, String waivers) {
        object = new Reading.Known<>(new PublishedObjects.Published(
                Optional.of("{\"schema\":1,\"trust\":" + trust + ",\"waivers\":" + waivers + "}"), "e" + ++versions));
    }

    private Reading<PublishedObjects.Published> read(String key, String known) {
        assertThat(key).isEqualTo(KEY);
        asked.add(known);
        if (isDown) {
            throw new IllegalStateException("out of order");
        }
        return object;
    }
}
