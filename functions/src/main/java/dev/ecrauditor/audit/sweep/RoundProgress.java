package dev.ecrauditor.audit.sweep;

import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.store.FindingStore;
import dev.ecrauditor.finding.store.SweepStore;
import dev.ecrauditor.finding.sweep.SweepProgress;
import dev.ecrauditor.finding.sweep.SweepRound;
import dev.ecrauditor.finding.transition.CoverageTransition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** What is complete of a round of sweeps, by the progress of each account and Region. */
final class RoundProgress {

    /** At most this many incomplete sweeps are requested again in one tick. */
    static final int MOST_REPEATED = 1_000;

    /** How long after the beginning of a round the read role of an account is awaited that was never read. */
    static final Duration ROLLOUT = Duration.ofHours(2);

    private final SweepStore sweeps;
    private final FindingStore findings;
    private final Clock clock;

    RoundProgress(SweepStore sweeps, FindingStore findings, Clock clock) {
        this.sweeps = sweeps;
        this.findings = findings;
        this.clock = clock;
    }

    /**
     * The sweeps that were requested and are not complete.
     *
     * @param completeUpTo up to where all are complete
     * @param unreadable how many of the complete ones could not be read, since the last tick
     */
    record Incomplete(List<Subject.Coverage> places, String completeUpTo, int unreadable) {}

    Incomplete of(SweepRound round, NavigableMap<String, Subject.Coverage> places) {
        List<Subject.Coverage> found = new ArrayList<>();
        String completeUpTo = round.latest().completeUpTo();
        int unreadable = 0;
        for (Subject.Coverage place : places.tailMap(completeUpTo, false).values()) {
            boolean isRequested = place.partitionKey().compareTo(round.latest().requestedUpTo()) <= 0;
            if (!isRequested || found.size() >= MOST_REPEATED) {
                break;
            }
            State state = state(place, round.startedAt().orElseThrow());
            if (state == State.INCOMPLETE) {
                found.add(place);
            } else if (found.isEmpty()) {
                completeUpTo = place.partitionKey();
                unreadable += state == State.UNREADABLE ? 1 : 0;
            }
        }
        return new Incomplete(found, completeUpTo, unreadable);
    }

    /** Every account in every Region, by partition key. */
    static NavigableMap<String, Subject.Coverage> places(Collection<String> accounts, List<String> regions) {
        NavigableMap<String, Subject.Coverage> places = new TreeMap<>();
        for (String account : accounts) {
            for (String region : regions) {
                Subject.Coverage place = new Subject.Coverage(account, region);
                places.put(place.partitionKey(), place);
            }
        }
        return places;
    }

    private enum State {
        INCOMPLETE,
        SWEPT,
        UNREADABLE
    }

    /** A place that was never swept is awaited for some time: its role may still be being created. */
    private State state(Subject.Coverage place, Instant start) {
        SweepProgress progress = sweeps.progress(place);
        if (progress.isRunning()) {
            return State.INCOMPLETE;
        }
        if (progress.startedAt().filter(at -> !at.isBefore(start)).isPresent()) {
            return State.SWEPT;
        }
        boolean isAwaited =
                progress.startedAt().isEmpty() && start.plus(ROLLOUT).isAfter(clock.instant());
        return !isAwaited && isUnreadableSince(place, start) ? State.UNREADABLE : State.INCOMPLETE;
    }

    boolean isUnreadableSince(Subject.Coverage place, Instant start) {
        return findings.load(place)
                .flatMap(record -> Optional.ofNullable(record.findings().get(CoverageTransition.FINDING)))
                .filter(state -> state.open() && !state.lastEvaluated().isBefore(start))
                .isPresent();
    }
}
