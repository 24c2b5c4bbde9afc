package dev.ecrauditor.audit.sweep;

import dev.ecrauditor.audit.CoverageAudit;
import dev.ecrauditor.audit.DrainRequestQueue;
import dev.ecrauditor.audit.EventLog;
import dev.ecrauditor.audit.RetryableAuditException;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.store.FindingStore;
import dev.ecrauditor.finding.store.SweepRoundStore;
import dev.ecrauditor.finding.store.SweepStore;
import dev.ecrauditor.finding.sweep.SweepRound;
import dev.ecrauditor.finding.transition.RuleSetFingerprint;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.settings.Reminders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Requests the sweep of every watched account and Region, in rounds. Each tick of its schedule requests some more, and
 * repeats what was requested earlier and is not complete. A tick that is lost or interrupted costs only time.
 */
public final class SweepPlanner {

    /** The maximum number of sweep requests in a tick of the first round, or of a round after the rules changed. */
    static final int MOST_AT_ONCE = 1_000;

    private static final int FEWEST_AT_ONCE = 25;
    private static final Duration TICK = Duration.ofMinutes(15);
    private static final Duration LIST_EVERY = Duration.ofHours(1);

    private final Parts parts;
    private final AccountListing listing;
    private final RoundProgress progress;

    /**
     * The ports of the planner.
     *
     * @param accounts lists the ids of the watched accounts
     * @param regions the watched Regions
     * @param organization whose coverage finding says that the accounts cannot be listed
     * @param fingerprint of the rules and their settings now; a change makes the next round due
     * @param every time from the beginning of a round until the next one is due
     */
    public record Parts(
            Supplier<Reading<Set<String>>> accounts,
            List<String> regions,
            Subject.Coverage organization,
            Stores stores,
            Queues queues,
            Supplier<RuleSetFingerprint> fingerprint,
            Duration every,
            Clock clock) {}

    /** Where the planner reads and writes. */
    public record Stores(SweepRoundStore rounds, SweepStore sweeps, FindingStore findings) {}

    /** Where the planner sends. */
    public record Queues(SweepRequestQueue sweeps, DrainRequestQueue drains) {}

    /** @param reminders how often people are reminded of accounts that still cannot be listed */
    public SweepPlanner(Parts parts, Supplier<Reminders> reminders) {
        this.parts = parts;
        CoverageAudit coverage =
                new CoverageAudit(parts.stores().findings(), parts.queues().drains(), parts.clock(), reminders);
        this.listing = new AccountListing(parts.accounts(), parts.organization(), coverage);
        this.progress =
                new RoundProgress(parts.stores().sweeps(), parts.stores().findings(), parts.clock());
    }

    /** The outcome of a tick, for the log. */
    public enum Outcome {
        /** The next round is not due yet. */
        NOT_DUE,
        /** AWS denies listing the accounts. */
        COVERAGE_LOST,
        /** Some sweeps of the round are not complete. */
        CONTINUES,
        COMPLETE
    }

    /**
     * Continues the round, begins one that is due, or requests the sweeps of new accounts and of those that could not be
     * read. A round that is not complete when the next one is due ends then.
     *
     * @throws RuntimeException when AWS does not answer now, or another tick is being handled
     */
    public Outcome plan(EventLog log) {
        SweepRound before = parts.stores().rounds().round();
        if (before.isRunning() && isIntervalOver(before)) {
            before = ended(before, log);
        }
        boolean begins = !before.isRunning() && isDue(before);
        if (!begins && !isListingDue(before)) {
            return before.isRunning() ? continued(before, log) : Outcome.NOT_DUE;
        }
        Optional<Set<String>> listed = listing.list();
        if (listed.isEmpty()) {
            return before.isRunning() ? continued(before, log) : Outcome.COVERAGE_LOST;
        }
        SweepRound round = withNewAccounts(begins ? begun(before) : before, listed.get());
        if (round.isRunning()) {
            return continued(round, log);
        }
        requestUnreadable(round);
        return Outcome.NOT_DUE;
    }

    /** What is not swept by now is requested again by the next round; the log line counts it. */
    private SweepRound ended(SweepRound round, EventLog log) {
        log.write(new JsonObject()
                .put("level", "ERROR")
                .put("did", "ended a round of sweeps that was not complete")
                .put("completeUpTo", round.latest().completeUpTo())
                .put("repositoriesFailed", 1)
                .build());
        Instant due = round.startedAt().orElseThrow().plus(parts.every());
        return saved(round.complete(due.minusMillis(1))); // before the next one begins
    }

    private boolean isDue(SweepRound round) {
        return round.startedAt().isEmpty()
                || isIntervalOver(round)
                || !round.latest()
                        .evaluatedBy()
                        .equals(parts.fingerprint().get().mark());
    }

    private boolean isIntervalOver(SweepRound round) {
        return round.startedAt()
                .filter(start ->
                        !start.plus(parts.every()).isAfter(parts.clock().instant()))
                .isPresent();
    }

    private boolean isListingDue(SweepRound round) {
        return round.listedAt()
                .map(at -> !at.plus(LIST_EVERY).isAfter(parts.clock().instant()))
                .orElse(true);
    }

    private SweepRound begun(SweepRound before) {
        return saved(
                before.begin(parts.clock().instant(), parts.fingerprint().get().mark()));
    }

    /** Between rounds, and behind the cursor of a running one, a new account is requested at once. */
    private SweepRound withNewAccounts(SweepRound round, Set<String> listed) {
        Set<String> joined = new TreeSet<>(listed);
        joined.removeAll(round.accounts());
        Instant now = parts.clock().instant();
        if (round.listedAt().isPresent()) {
            parts.queues()
                    .sweeps()
                    .send(
                            SweepRequest.all(
                                    places(joined).values(), round.startedAt().orElse(now)),
                            round.version());
        }
        leave(round, listed, now);
        int unreadable = round.unreadable() + joined.size() * parts.regions().size();
        return saved(round.listed(listed, now).withUnreadable(round.listedAt().isPresent() ? unreadable : 0));
    }

    /** An account that moved is not silenced: what was open there is resolved, and it gets no coverage finding. */
    private void leave(SweepRound round, Set<String> listed, Instant now) {
        Set<String> left = new TreeSet<>(round.accounts());
        left.removeAll(listed);
        List<SweepRequest> requests = places(left).values().stream()
                .map(place -> SweepRequest.ofDeparture(place, now))
                .toList();
        parts.queues().sweeps().send(requests, round.version());
    }

    /** The role of an account may have been created since, or the account may have joined before its role was created. */
    private void requestUnreadable(SweepRound round) {
        if (round.unreadable() == 0) {
            return;
        }
        List<Subject.Coverage> unreadable = places(round.accounts()).values().stream()
                .filter(place -> progress.isUnreadableSince(place, Instant.MIN))
                .toList();
        parts.queues()
                .sweeps()
                .send(
                        SweepRequest.all(
                                unreadable.subList(0, Math.min(unreadable.size(), MOST_AT_ONCE)),
                                round.startedAt().orElseThrow()),
                        round.version());
        saved(round.listed(round.accounts(), round.listedAt().orElseThrow()).withUnreadable(unreadable.size()));
    }

    private Outcome continued(SweepRound round, EventLog log) {
        NavigableMap<String, Subject.Coverage> places = places(round.accounts());
        Instant start = round.startedAt().orElseThrow();
        RoundProgress.Incomplete incomplete = progress.of(round, places);
        parts.queues().sweeps().send(SweepRequest.all(incomplete.places(), start), round.version());
        List<Subject.Coverage> more = places.tailMap(round.latest().requestedUpTo(), false).values().stream()
                .limit(atOnce(round, places.size()))
                .toList();
        parts.queues().sweeps().send(SweepRequest.all(more, start), round.version());
        String requestedUpTo = more.isEmpty()
                ? round.latest().requestedUpTo()
                : more.get(more.size() - 1).partitionKey();
        SweepRound next = saved(round.at(requestedUpTo, incomplete.completeUpTo())
                .withUnreadable(round.unreadable() + incomplete.unreadable()));
        boolean isComplete = places.isEmpty() || incomplete.completeUpTo().compareTo(places.lastKey()) >= 0;
        if (isComplete) {
            saved(next.complete(parts.clock().instant()));
        }
        log.write(new JsonObject()
                .put("did", "planned sweeps")
                .put("accounts", round.accounts().size())
                .put("requested", more.size())
                .put("repeated", incomplete.places().size())
                .put("requestedUpTo", requestedUpTo)
                .put("completeUpTo", incomplete.completeUpTo())
                .build());
        return isComplete ? Outcome.COMPLETE : Outcome.CONTINUES;
    }

    /** Later rounds are spread over half of the interval. */
    private int atOnce(SweepRound round, int places) {
        if (round.latest().inOneDigest()) {
            return MOST_AT_ONCE;
        }
        long ticks = Math.max(1, parts.every().dividedBy(2).dividedBy(TICK));
        return (int) Math.max(FEWEST_AT_ONCE, (places + ticks - 1) / ticks);
    }

    private NavigableMap<String, Subject.Coverage> places(Set<String> accounts) {
        return RoundProgress.places(accounts, parts.regions());
    }

    private SweepRound saved(SweepRound next) {
        if (!parts.stores().rounds().save(next)) {
            throw new RetryableAuditException("another tick plans the sweeps");
        }
        return next;
    }
}
