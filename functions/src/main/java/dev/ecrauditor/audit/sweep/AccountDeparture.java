package dev.ecrauditor.audit.sweep;

import dev.ecrauditor.audit.RetryableAuditException;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.sweep.SweepProgress;
import dev.ecrauditor.finding.transition.DepartureTransition;
import dev.ecrauditor.finding.transition.TransitionResult;
import java.util.Optional;
import java.util.stream.Stream;

/** Resolves what is open of an account and Region that is no longer watched. */
final class AccountDeparture {

    private static final int TRIES = 5;

    private final Sweep.Parts parts;

    AccountDeparture(Sweep.Parts parts) {
        this.parts = parts;
    }

    /**
     * Forgets the sweeps first: the digest of what is resolved would wait for a running one, and if the account returns,
     * its next sweep is a first one again. The keys come before the repositories, by whose records they are found.
     */
    void record(Subject.Coverage place) {
        SweepProgress progress = parts.sweeps().progress(place);
        if (progress.startedAt().isPresent() && !parts.sweeps().save(progress.forgotten())) {
            throw new RetryableAuditException("a sweep of " + place + " is under way");
        }
        Stream.concat(Stream.of(place), parts.subjects().onlyOf(place).stream()).forEach(this::resolve);
        parts.sweeps().known(place).stream().map(Subject::of).forEach(this::resolve);
    }

    private void resolve(Subject subject) {
        for (int i = 0; i < TRIES; i++) {
            Optional<TransitionResult> next = parts.store()
                    .load(subject)
                    .flatMap(record ->
                            DepartureTransition.resolve(record, parts.clock().instant()));
            if (next.isEmpty()) {
                return;
            }
            if (parts.store().save(next.get().record())) {
                parts.drainRequests().requestDrain(next.get().record());
                return;
            }
        }
        throw new RetryableAuditException(
                "the record of " + subject + " was written by others " + TRIES + " times in a row");
    }
}
