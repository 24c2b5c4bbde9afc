package dev.ecrauditor.audit.sweep;

import dev.ecrauditor.audit.DrainRequestQueue;
import dev.ecrauditor.audit.RetryableAuditException;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.store.FindingStore;
import dev.ecrauditor.finding.transition.SettingsTransition;
import dev.ecrauditor.finding.transition.TransitionResult;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.settings.Reminders;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Checks that the settings can be read, before anything is swept: a sweep that trusts nobody would report every access
 * that is meant to be.
 */
public final class SettingsCheck {

    private static final int TRIES = 5;

    private final Parts parts;
    private final Supplier<Reminders> reminders;

    /**
     * The ports of the check.
     *
     * @param settings as they can be read now
     * @param hub whose coverage finding says that they cannot
     */
    public record Parts(
            Supplier<? extends Reading<?>> settings,
            Subject.Coverage hub,
            FindingStore store,
            DrainRequestQueue drainRequests,
            Clock clock) {}

    /** A check without reminders. */
    public SettingsCheck(Parts parts) {
        this(parts, () -> Reminders.NONE);
    }

    /** @param reminders how often people are reminded that they still cannot be read */
    public SettingsCheck(Parts parts, Supplier<Reminders> reminders) {
        this.reminders = reminders;
        this.parts = parts;
    }

    /** Whether the settings can be read. */
    public boolean areReadable() {
        return !(parts.settings().get() instanceof Reading.Unreadable);
    }

    /**
     * Records whether they can be read.
     *
     * @return whether they can
     * @throws RetryableAuditException when other writers always win
     */
    public boolean record() {
        for (int i = 0; i < TRIES; i++) {
            SubjectRecord before = parts.store()
                    .load(parts.hub())
                    .orElseGet(() -> SubjectRecord.notEvaluated(
                            parts.hub(), parts.store().generation()));
            Reading<?> settings = parts.settings().get();
            Optional<TransitionResult> next =
                    SettingsTransition.record(before, settings, parts.clock().instant(), reminders.get());
            if (next.isEmpty() || parts.store().save(next.get().record())) {
                next.map(TransitionResult::record)
                        .filter(record -> !record.outbox().isEmpty())
                        .ifPresent(parts.drainRequests()::requestDrain);
                return !(settings instanceof Reading.Unreadable);
            }
        }
        throw new RetryableAuditException(
                "the record of " + parts.hub() + " was written by others " + TRIES + " times in a row");
    }
}
