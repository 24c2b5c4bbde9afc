package dev.ecrauditor.localaws.kms.key;

import java.time.Instant;
import java.util.Optional;

/** The automatic rotation of a key: since when it is on, if it is, and its period. */
public record KeyRotation(Optional<Instant> enabledAt, int periodInDays) {

    public static final int DEFAULT_PERIOD = 365;
    public static final KeyRotation OFF = new KeyRotation(Optional.empty(), DEFAULT_PERIOD);

    public static KeyRotation since(Instant time) {
        return new KeyRotation(Optional.of(time), DEFAULT_PERIOD);
    }
}
