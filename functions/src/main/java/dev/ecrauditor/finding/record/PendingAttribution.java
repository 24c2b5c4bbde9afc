package dev.ecrauditor.finding.record;

import dev.ecrauditor.event.RepositoryChange;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.repository.Setting;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A transition whose actor is not known, with the condition for a later event to be its cause: the call set the value
 * that was read, after the previous evaluation and before the one that found it.
 *
 * @param number the transition's number
 * @param setting the setting that the rule is about
 * @param valueHash the hash of the value that was read
 * @param after when the repository was last evaluated before; empty when it never was
 * @param before when the reading began that found it
 */
public record PendingAttribution(
        int number, Setting setting, String valueHash, Optional<Instant> after, Instant before) {

    /** So many transitions of a finding are kept; of more, the latest. */
    static final int MOST = 5;

    /** CloudTrail's times are in whole seconds: a call may have been made up to a second after its time. */
    private static final int SECOND = 1;

    /**
     * The condition for an event to have set the value that was read; empty where no call can be known to have set it.
     */
    public static Optional<PendingAttribution> of(
            Setting setting, RepositorySnapshot read, Optional<Instant> after, Instant before) {
        return read.comparableValue(setting)
                .map(value -> new PendingAttribution(0, setting, hash(value), after, before));
    }

    public PendingAttribution of(int transition) {
        return new PendingAttribution(transition, setting, valueHash, after, before);
    }

    /**
     * The event that certainly caused it; of several the latest.
     *
     * @param createdAt when the repository was created
     * @param now what is read now, where it can be read: a policy is shown in another way once a principal in it is
     *     deleted
     */
    public Optional<RepositoryChange> actor(
            List<RepositoryChange> events, Instant createdAt, Optional<RepositorySnapshot> now) {
        return events.stream()
                .filter(event -> isInTime(event)
                        && (event.hasSet(setting, this::isTheValue, createdAt)
                                || now.filter(read -> isTheSame(read, createdAt) && event.hasSet(setting, read))
                                        .isPresent()))
                .max(Comparator.comparing(RepositoryChange::time));
    }

    private boolean isInTime(RepositoryChange event) {
        return after.map(last -> event.time().isAfter(last)).orElse(true)
                && !event.time().plusSeconds(SECOND).isAfter(before);
    }

    private boolean isTheSame(RepositorySnapshot read, Instant createdAt) {
        return read.createdAt().equals(createdAt)
                && read.comparableValue(setting).filter(this::isTheValue).isPresent();
    }

    private boolean isTheValue(String value) {
        return hash(value).equals(valueHash);
    }

    private static String hash(String value) {
        return FindingKey.sha256(value).substring(0, 32);
    }
}
