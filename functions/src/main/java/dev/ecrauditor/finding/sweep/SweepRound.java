package dev.ecrauditor.finding.sweep;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The latest round of sweeps over all watched accounts and Regions. Each of them has its own {@link SweepProgress}; the
 * round records which were requested and which are complete.
 *
 * @param version counts every write; 0 means that nothing is stored yet
 * @param latest the latest round
 * @param completedAt when the latest complete round ended
 * @param accounts the watched accounts when they were last listed
 * @param listedAt when they were last listed; empty when they never were
 * @param unreadable how many accounts and Regions could not be read in the latest round, or may not be readable yet;
 *     while there are some, they are requested again between rounds
 */
public record SweepRound(
        long version,
        Latest latest,
        Optional<Instant> completedAt,
        Set<String> accounts,
        Optional<Instant> listedAt,
        int unreadable) {

    /** No round yet. */
    public static final SweepRound NONE =
            new SweepRound(0, Latest.NONE, Optional.empty(), Set.of(), Optional.empty(), 0);

    /**
     * The latest round.
     *
     * @param startedAt when it began; empty when there was none
     * @param evaluatedBy the mark of its rule set fingerprint
     * @param inOneDigest whether its findings are published together, because it is the first or the rules changed
     * @param requestedUpTo the partition key of the last account and Region whose sweep was requested
     * @param completeUpTo the partition key up to which every sweep is complete
     */
    public record Latest(
            Optional<Instant> startedAt,
            String evaluatedBy,
            boolean inOneDigest,
            String requestedUpTo,
            String completeUpTo) {

        static final Latest NONE = new Latest(Optional.empty(), "", false, "", "");
    }

    public SweepRound {
        accounts = Set.copyOf(accounts);
    }

    public Optional<Instant> startedAt() {
        return latest.startedAt();
    }

    /** True from the beginning of a round to its end. */
    public boolean isRunning() {
        return startedAt()
                .map(start -> completedAt.map(end -> end.isBefore(start)).orElse(true))
                .orElse(false);
    }

    /** True while more findings of the same digest may be found. */
    public boolean holdsDigest() {
        return isRunning() && latest.inOneDigest();
    }

    /** A new round, from the first account. */
    public SweepRound begin(Instant at, String mark) {
        boolean inOneDigest = completedAt.isEmpty() || !mark.equals(latest.evaluatedBy());
        return next(new Latest(Optional.of(at), mark, inOneDigest, "", ""), completedAt)
                .withUnreadable(0);
    }

    /** The same round, further on. */
    public SweepRound at(String requestedUpTo, String completeUpTo) {
        Latest further =
                new Latest(startedAt(), latest.evaluatedBy(), latest.inOneDigest(), requestedUpTo, completeUpTo);
        return next(further, completedAt);
    }

    /** The round at its end. */
    public SweepRound complete(Instant at) {
        return next(latest, Optional.of(at));
    }

    /** The round after the accounts were listed. */
    public SweepRound listed(Set<String> ids, Instant at) {
        return new SweepRound(version + 1, latest, completedAt, ids, Optional.of(at), unreadable);
    }

    /** The same version with another number of unreadable accounts and Regions. */
    public SweepRound withUnreadable(int number) {
        return new SweepRound(version, latest, completedAt, accounts, listedAt, number);
    }

    /** The ids in order, as they are stored. */
    public Set<String> sortedAccounts() {
        return new TreeSet<>(accounts);
    }

    private SweepRound next(Latest further, Optional<Instant> end) {
        return new SweepRound(version + 1, further, end, accounts, listedAt, unreadable);
    }
}
