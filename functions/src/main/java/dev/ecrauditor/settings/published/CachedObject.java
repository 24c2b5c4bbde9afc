package dev.ecrauditor.settings.published;

import dev.ecrauditor.repository.Reading;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** One published object as it was read last. */
final class CachedObject<T> {

    /** How long an answer counts before the object is read again. */
    static final Duration KNOWN = Duration.ofMinutes(5);

    /** The same for an object that could not be read. */
    static final Duration UNKNOWN = Duration.ofMinutes(1);

    private final PublishedObjects objects;
    private final String key;
    private final Function<String, T> parse;
    private final Clock clock;
    private Reading<T> latest = new Reading.Absent<>();
    private Optional<Instant> answered = Optional.empty();
    private Optional<String> fault = Optional.empty();
    private String etag = "";
    private Instant ends = Instant.MIN;

    /** @param parse throws IllegalArgumentException for a content that is not understood */
    CachedObject(PublishedObjects objects, String key, Function<String, T> parse, Clock clock) {
        this.objects = objects;
        this.key = key;
        this.parse = parse;
        this.clock = clock;
    }

    /**
     * The object, read again if the last answer is older than {@link #KNOWN}.
     *
     * @param oldest how old the last answer may be where the store does not answer now
     */
    synchronized Reading<T> read(Duration oldest) {
        Instant now = clock.instant();
        if (!now.isBefore(ends)) {
            readAgain(now);
        }
        if (fault.isEmpty()) {
            return latest;
        }
        boolean isRecent = answered.filter(at -> !at.plus(oldest).isBefore(now)).isPresent();
        return isRecent ? latest : unreadable("does not answer: " + fault.get());
    }

    private void readAgain(Instant now) {
        try {
            latest = understood(objects.read(key, etag));
            answered = Optional.of(now);
            fault = Optional.empty();
            ends = now.plus(latest instanceof Reading.Unreadable ? UNKNOWN : KNOWN);
        } catch (RuntimeException noAnswer) {
            fault = Optional.of(String.valueOf(noAnswer.getMessage()));
            ends = now.plus(UNKNOWN);
        }
    }

    private Reading<T> understood(Reading<PublishedObjects.Published> read) {
        if (read instanceof Reading.Known<PublishedObjects.Published> known) {
            etag = known.value().etag();
            return known.value().text().map(this::parsed).orElse(latest);
        }
        etag = "";
        return read instanceof Reading.Unreadable<PublishedObjects.Published> denied
                ? new Reading.Unreadable<>(denied.permission(), denied.problem(), denied.denial())
                : new Reading.Absent<>();
    }

    private Reading<T> parsed(String text) {
        try {
            return new Reading.Known<>(parse.apply(text));
        } catch (IllegalArgumentException wrong) {
            return unreadable("is invalid: " + wrong.getMessage());
        }
    }

    private Reading<T> unreadable(String problem) {
        return new Reading.Unreadable<>("s3:GetObject", "the object " + key + " " + problem);
    }
}
