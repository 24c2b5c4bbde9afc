package dev.ecrauditor.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RegistryPolicy;
import dev.ecrauditor.repository.RepositorySnapshot.RegistryContext;
import dev.ecrauditor.repository.ScopedRegistryPolicy;
import dev.ecrauditor.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Facts of a registry are read once a minute, and again after every change. */
class RegistryContextReaderTest {

    private static final String ACCOUNT = "111122223333";

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-20T10:00:00Z"));
    private final List<String> calls = new ArrayList<>();
    private final RegistryContextReader reader = new RegistryContextReader(this::answer, clock);
    private Runnable whileReading = () -> {};

    @Test
    void aRegistryIsReadOnceForAllItsRepositories() {
        RegistryContext first = read(ACCOUNT, "us-east-1");
        for (int i = 0; i < 100; i++) {
            assertThat(read(ACCOUNT, "us-east-1")).isSameAs(first);
        }
        assertThat(calls).hasSize(1);
    }

    @Test
    void anotherRegionAndAnotherAccountAreOtherRegistries() {
        read(ACCOUNT, "us-east-1");
        read(ACCOUNT, "eu-west-1");
        read("444455556666", "us-east-1");
        read(ACCOUNT, "eu-west-1");
        assertThat(calls).containsExactly("111122223333 us-east-1", "111122223333 eu-west-1", "444455556666 us-east-1");
    }

    @Test
    void afterAMinuteItIsReadAgain() {
        read(ACCOUNT, "us-east-1");
        clock.advance(RecentAnswers.LIFETIME.minusMillis(1));
        read(ACCOUNT, "us-east-1");
        assertThat(calls).hasSize(1);
        clock.advance(RecentAnswers.LIFETIME);
        read(ACCOUNT, "us-east-1");
        assertThat(calls).hasSize(2);
    }

    @Test
    void whatWasAskedForBeforeTheWantedTimeIsReadAgainAndOtherRegistriesAreNot() {
        read(ACCOUNT, "us-east-1");
        read(ACCOUNT, "eu-west-1");
        clock.advance(Duration.ofSeconds(10));
        Instant changed = clock.instant().minusMillis(1);
        assertThat(reader.read(ACCOUNT, "us-east-1", changed)).isEqualTo(context(3));
        assertThat(reader.read(ACCOUNT, "us-east-1", changed)).isEqualTo(context(3));
        assertThat(read(ACCOUNT, "eu-west-1")).isEqualTo(context(2));
    }

    /** The answer may be older than the change that came while it was on its way. */
    @Test
    void anAnswerCountsAsOldAsItsQuestion() {
        whileReading = () -> clock.advance(Duration.ofSeconds(10));
        Instant changed = clock.instant().plusSeconds(5);
        assertThat(read(ACCOUNT, "us-east-1")).isEqualTo(context(1));
        assertThat(reader.read(ACCOUNT, "us-east-1", changed)).isEqualTo(context(2));
        assertThat(reader.read(ACCOUNT, "us-east-1", changed)).isEqualTo(context(2));
    }

    @Test
    void anAnswerThatALaterOneOvertookIsNotRemembered() {
        whileReading = () -> {
            whileReading = () -> {};
            clock.advance(Duration.ofSeconds(1));
            read(ACCOUNT, "us-east-1");
        };
        read(ACCOUNT, "us-east-1");
        assertThat(read(ACCOUNT, "us-east-1")).isEqualTo(context(2));
    }

    @Test
    void aFaultIsThrownAndNotRemembered() {
        whileReading = () -> {
            throw new IllegalStateException("throttled");
        };
        assertThatThrownBy(() -> read(ACCOUNT, "us-east-1")).hasMessage("throttled");
        whileReading = () -> {};
        assertThat(read(ACCOUNT, "us-east-1")).isEqualTo(context(2));
    }

    @Test
    void ofManyRegistriesThoseReadFirstAreForgotten() {
        for (int i = 0; i <= RecentAnswers.MOST; i++) {
            read("%012d".formatted(i), "us-east-1");
        }
        calls.clear();
        read("%012d".formatted(RecentAnswers.MOST), "us-east-1");
        read("%012d".formatted(1), "us-east-1");
        assertThat(calls).isEmpty();
        read("%012d".formatted(0), "us-east-1");
        assertThat(calls).hasSize(1);
    }

    private RegistryContext read(String account, String region) {
        return reader.read(account, region, Instant.MIN);
    }

    private RegistryContext answer(String account, String region) {
        calls.add(account + " " + region);
        int number = calls.size();
        whileReading.run();
        return context(number);
    }

    private static RegistryContext context(int number) {
        return new RegistryContext(
                new ScopedRegistryPolicy(
                        new Reading.Known<>(RegistryPolicy.of("{\"Id\":\"" + number + "\"}")),
                        new Reading.Known<>("V2")),
                RegistryContext.NOT_READ.signing());
    }
}
