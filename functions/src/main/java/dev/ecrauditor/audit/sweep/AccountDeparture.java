package dev.ecrauditor.audit.sweep;

import dev.ecrauditor.audit.DrainRequestQueue;
import dev.ecrauditor.audit.RetryableAuditException;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.store.FindingStore;
import dev.ecrauditor.finding.store.SweepStore;
import dev.ecrauditor.finding.sweep.SweepProgress;
import dev.ecrauditor.finding.transition.DepartureTransition;
import dev.ecrauditor.finding.transition.TransitionResult;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Stream;

/** Resolves what is open of an account and Region that is no longer watched. */
final class AccountDeparture {

    private static final int TRIES = 5;

    private final FindingStore store;
    private final SweepStore sweeps;
    private final DrainRequestQueue drainRequests;
    private final Clock clock;

    AccountDeparture(FindingStore store, SweepStore sweeps, DrainRequestQueue drainRequests, Clock clock) {
        this.store = store;
        this.sweeps = sweeps;
        this.drainRequests = drainRequests;
        this.clock = clock;
    }

    /**
     * Forgets the sweeps first: the digest of what is resolved would wait for a running one, and if the account returns,
     * its next sweep is a first one again.
     */
    void record(Subject.Coverage place) {
        SweepProgress progress = sweeps.progress(place);
        if (progress.startedAt().isPresent() && !sweeps.save(progress.forgotten())) {
            throw new RetryableAuditException("a sweep of " + place + " is under way");
        }
        Stream.concat(Stream.of(place), sweeps.known(place).stream().map(Subject::of))
                .forEach(this::resolve);
    }

    private void resolve(Subject subject) {
        for (int i = 0; i < TRIES; i++) {
            Optional<TransitionResult> next =
                    store.load(subject).flatMap(record -> DepartureTransition.resolve(record, clock.instant()));
            if (next.isEmpty()) {
                return;
            }
            if (store.save(next.get().record())) {
                drainRequests.requestDrain(next.get().record());
                return;
            }
        }
        throw new RetryableAuditException(
                "the record of " + subject + " was written by others " + TRIES + " times in a row");
    }
}
