package dev.ecrauditor.audit;

import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.record.SweepProgress;
import dev.ecrauditor.finding.record.SweepRound;
import dev.ecrauditor.finding.store.FindingStore;
import dev.ecrauditor.finding.store.SweepRoundStore;
import dev.ecrauditor.finding.store.SweepStore;
import dev.ecrauditor.finding.transition.CoverageTransition;
import dev.ecrauditor.finding.transition.CoverageTransition.Refusal;
import dev.ecrauditor.finding.transition.RuleSetFingerprint;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.repository.Reading;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Requests the sweep of every watched account and Region, in rounds. Each tick of its schedule requests some more, and
 * repeats what was requested earlier and is not complete. A tick that is lost or interrupted costs only time.
 */
public final class SweepPlanner {

    /** The first round, and one after changed rules, are requested as fast as this. */
    static final int MOST_AT_ONCE = 1_000;

    /** So many sweeps that are not complete are looked at in one tick; most ticks need one. */
    static final int MOST_REPEATED = 200;

    private static final int FEWEST_AT_ONCE = 25;
    private static final Duration TICK = Duration.ofMinutes(15);
    private static final Duration LIST_EVERY = Duration.ofHours(1);

    private static final Set<Refusal> DISPROVED_BY_LISTING =
            Set.of(new Refusal("organizations:ListAccounts", Optional.empty()));

    private final Parts parts;
    private final CoverageAudit coverage;

    /**
     * The ports of the planner.
     *
     * @param accounts lists the ids of the watched accounts
     * @param regions the watched Regions
     * @param hub the account and Region whose coverage finding says that the accounts cannot be listed
     * @param fingerprint of the rules and their settings; a change makes the next round due
     * @param every time from the beginning of a round until the next one is due
     */
    public record Parts(
            Supplier<Reading<Set<String>>> accounts,
            List<String> regions,
            Subject.Coverage hub,
            Stores stores,
            Queues queues,
            RuleSetFingerprint fingerprint,
            Duration every,
            Clock clock) {}

    /** Where the planner reads and writes. */
    public record Stores(SweepRoundStore rounds, SweepStore sweeps, FindingStore findings) {}

    /** Where the planner sends. */
    public record Queues(SweepRequestQueue sweeps, DrainRequestQueue drains) {}

    public SweepPlanner(Parts parts) {
        this.parts = parts;
        this.coverage =
                new CoverageAudit(parts.stores().findings(), parts.queues().drains(), parts.clock());
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
     * Continues the round, begins one that is due, or requests the sweeps of new accounts.
     *
     * @throws RuntimeException when AWS does not answer now, or another tick is being handled
     */
    public Outcome plan(EventLog log) {
        SweepRound before = parts.stores().rounds().round();
        boolean begins = !before.isRunning() && isDue(before);
        if (!begins && !before.isRunning() && !isListingDue(before)) {
            return Outcome.NOT_DUE;
        }
        SweepRound round = before;
        if (begins || isListingDue(before)) {
            Optional<SubjectRecord> lost = coverage.lost(parts.hub());
            Reading<Set<String>> listed = parts.accounts().get();
            if (!(listed instanceof Reading.Known<Set<String>> accounts)) {
                coverage.lost(
                        parts.hub(), denied -> new Refusal(denied, Optional.empty()), List.of(), parts.accounts()::get);
                return Outcome.COVERAGE_LOST;
            }
            lost.ifPresent(record -> coverage.resolveDisproved(record, DISPROVED_BY_LISTING));
            round = withNewAccounts(begins ? begun(before) : before, accounts.value());
        }
        return round.isRunning() ? continued(round, log) : Outcome.NOT_DUE;
    }

    private boolean isDue(SweepRound round) {
        Optional<Instant> start = round.startedAt();
        return start.isEmpty()
                || !start.get().plus(parts.every()).isAfter(parts.clock().instant())
                || !round.latest().evaluatedBy().equals(parts.fingerprint().mark());
    }

    private boolean isListingDue(SweepRound round) {
        return round.listedAt()
                .map(at -> !at.plus(LIST_EVERY).isAfter(parts.clock().instant()))
                .orElse(true);
    }

    private SweepRound begun(SweepRound before) {
        return saved(before.begin(parts.clock().instant(), parts.fingerprint().mark()));
    }

    /** Between rounds, and behind the cursor of a running one, a new account is requested at once. */
    private SweepRound withNewAccounts(SweepRound round, Set<String> listed) {
        Set<String> joined = new TreeSet<>(listed);
        joined.removeAll(round.accounts());
        Instant now = parts.clock().instant();
        if (round.listedAt().isPresent()) {
            parts.queues()
                    .sweeps()
                    .send(requests(places(joined).values(), round.startedAt().orElse(now)), round.version());
        }
        return saved(round.listed(listed, now));
    }

    private Outcome continued(SweepRound round, EventLog log) {
        NavigableMap<String, Subject.Coverage> places = places(round.accounts());
        Instant start = round.startedAt().orElseThrow();
        Incomplete incomplete = incomplete(round, places);
        parts.queues().sweeps().send(requests(incomplete.places(), start), round.version());
        List<Subject.Coverage> more = places.tailMap(round.latest().requestedUpTo(), false).values().stream()
                .limit(atOnce(round, places.size()))
                .toList();
        parts.queues().sweeps().send(requests(more, start), round.version());
        String requestedUpTo = more.isEmpty()
                ? round.latest().requestedUpTo()
                : more.get(more.size() - 1).partitionKey();
        SweepRound next = saved(round.at(requestedUpTo, incomplete.completeUpTo()));
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

    /** The sweeps that were requested and are not complete, and up to where all are. */
    private record Incomplete(List<Subject.Coverage> places, String completeUpTo) {}

    private Incomplete incomplete(SweepRound round, NavigableMap<String, Subject.Coverage> places) {
        List<Subject.Coverage> found = new ArrayList<>();
        String completeUpTo = round.latest().completeUpTo();
        for (Subject.Coverage place : places.tailMap(completeUpTo, false).values()) {
            boolean isRequested = place.partitionKey().compareTo(round.latest().requestedUpTo()) <= 0;
            if (!isRequested || found.size() >= MOST_REPEATED) {
                break;
            }
            if (!isComplete(place, round.startedAt().orElseThrow())) {
                found.add(place);
            } else if (found.isEmpty()) {
                completeUpTo = place.partitionKey();
            }
        }
        return new Incomplete(found, completeUpTo);
    }

    /** Swept since the round began, or found unreadable since then. */
    private boolean isComplete(Subject.Coverage place, Instant start) {
        SweepProgress progress = parts.stores().sweeps().progress(place);
        boolean isSwept = !progress.isRunning()
                && progress.startedAt().filter(at -> !at.isBefore(start)).isPresent();
        return isSwept
                || Optional.ofNullable(parts.stores()
                                .findings()
                                .load(place)
                                .map(record -> record.findings().get(CoverageTransition.FINDING))
                                .orElse(null))
                        .filter(state -> state.open() && !state.lastEvaluated().isBefore(start))
                        .isPresent();
    }

    private NavigableMap<String, Subject.Coverage> places(Set<String> accounts) {
        NavigableMap<String, Subject.Coverage> places = new TreeMap<>();
        for (String account : accounts) {
            for (String region : parts.regions()) {
                Subject.Coverage place = new Subject.Coverage(account, region);
                places.put(place.partitionKey(), place);
            }
        }
        return places;
    }

    private static List<SweepRequest> requests(Iterable<Subject.Coverage> places, Instant round) {
        List<SweepRequest> requests = new ArrayList<>();
        places.forEach(place -> requests.add(new SweepRequest(place, round)));
        return requests;
    }

    private SweepRound saved(SweepRound next) {
        if (!parts.stores().rounds().save(next)) {
            throw new RetryableAuditException("another tick plans the sweeps");
        }
        return next;
    }
}
