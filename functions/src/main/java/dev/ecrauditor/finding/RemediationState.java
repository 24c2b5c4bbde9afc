package dev.ecrauditor.finding;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What remediation has done to a repository.
 *
 * @param done the number of the last attempt that was begun
 * @param attempts when attempts were begun, within the last day
 */
public record RemediationState(int done, List<Instant> attempts) {

    /** At most this many attempts in {@link #WINDOW}: whoever reverts them more often does it on purpose. */
    public static final int CAP = 3;

    /** The window of the cap. */
    public static final Duration WINDOW = Duration.ofHours(24);

    static final RemediationState NONE = new RemediationState(0, List.of());

    public RemediationState {
        attempts = List.copyOf(attempts);
    }

    boolean isExhausted(Instant at) {
        return attempts.stream()
                        .filter(begun -> begun.isAfter(at.minus(WINDOW)))
                        .count()
                >= CAP;
    }

    RemediationState begin(int attempt, Instant at) {
        List<Instant> recent = new ArrayList<>(attempts);
        recent.removeIf(begun -> !begun.isAfter(at.minus(WINDOW)));
        recent.add(at);
        return new RemediationState(attempt, recent);
    }
}
