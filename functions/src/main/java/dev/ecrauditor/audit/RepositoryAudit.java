package dev.ecrauditor.audit;

import dev.ecrauditor.event.DelayedDrainRequest;
import dev.ecrauditor.event.Ignored;
import dev.ecrauditor.event.Reevaluation;
import dev.ecrauditor.event.RepositoryChange;
import dev.ecrauditor.event.Trigger;
import dev.ecrauditor.finding.exposure.TransientExposures;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.Evaluation;
import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.store.FindingStore;
import dev.ecrauditor.finding.store.RecordSize;
import dev.ecrauditor.finding.transition.CoverageTransition.Refusal;
import dev.ecrauditor.finding.transition.KnownOrigin;
import dev.ecrauditor.finding.transition.Transition;
import dev.ecrauditor.finding.transition.TransitionResult;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositoryReader;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.rule.RuleRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Audits a change. An event only triggers the evaluation: the current state is read from AWS, evaluated, compared with
 * the record, and stored together with the alerts in one conditional write.
 */
public final class RepositoryAudit {

    private static final int TRIES = 5;

    private final RepositoryReader reader;
    private final RuleSource rules;
    private final boolean holdsAlerts;
    private final FindingStore store;
    private final FollowUps followUps;
    private final ListingConfirmation listings;
    private final CoverageAudit coverage;
    private final Clock clock;

    /** The ports and the rules of an audit. */
    public record Parts(
            RepositoryReader reader,
            RuleSource rules,
            FindingStore store,
            DrainRequestQueue drainRequests,
            ReevaluationQueue reevaluations,
            Clock clock) {

        /** With rules that do not change. */
        public Parts(
                RepositoryReader reader,
                RuleRegistry rules,
                Transition transition,
                FindingStore store,
                DrainRequestQueue drainRequests,
                ReevaluationQueue reevaluations,
                Clock clock) {
            this(
                    reader,
                    repository -> new RuleSource.RuleSet(() -> rules, transition),
                    store,
                    drainRequests,
                    reevaluations,
                    clock);
        }
    }

    public RepositoryAudit(Parts parts) {
        this.reader = parts.reader();
        this.rules = parts.rules();
        // An alert is held only where a drain can be requested for later.
        this.holdsAlerts = parts.reevaluations().canDrainLater();
        this.store = parts.store();
        this.followUps = new FollowUps(parts.drainRequests(), parts.reevaluations());
        this.listings = new ListingConfirmation(parts, this::transition, followUps);
        this.coverage = new CoverageAudit(parts.store(), parts.drainRequests(), parts.clock(), rules::reminders);
        this.clock = parts.clock();
    }

    /**
     * Handles one event; safe for repeated, late and reordered events.
     *
     * @throws RetryableAuditException when the event has to be retried
     */
    public AuditOutcome audit(Trigger trigger) {
        return audit(List.of(trigger)).get(0);
    }

    /** The repository a trigger is about; triggers of one repository can be audited together. */
    public static Optional<RepositoryArn> repository(Trigger trigger) {
        if (trigger instanceof RepositoryChange change) {
            return Optional.of(change.repository());
        }
        if (trigger instanceof DelayedDrainRequest request) {
            return Optional.of(request.repository());
        }
        return trigger instanceof Reevaluation again ? Optional.of(again.repository()) : Optional.empty();
    }

    /**
     * Handles events about one repository in one evaluation; each of them may be the cause.
     *
     * @param triggers all about the same repository, or one about none
     * @return the outcome of each, in the same order; each alert is counted once, with the event it names
     * @throws RetryableAuditException when the event has to be retried
     */
    public List<AuditOutcome> audit(List<Trigger> triggers) {
        if (triggers.get(0) instanceof Ignored ignored) {
            return List.of(new AuditOutcome.EventIgnored(ignored));
        }
        RepositoryArn repository = repository(triggers.get(0)).orElseThrow();
        if (triggers.stream().allMatch(DelayedDrainRequest.class::isInstance)) {
            followUps.drainNow(store.load(Subject.of(repository)));
            return AuditOutcome.of(triggers, List.of(), true);
        }
        List<RepositoryChange> changes = triggers.stream()
                .filter(RepositoryChange.class::isInstance)
                .map(RepositoryChange.class::cast)
                .toList();
        return evaluate(repository, changes, Optional.empty(), Optional.empty()).outcomes(triggers);
    }

    /**
     * Evaluates a repository in a sweep.
     *
     * @param reason why it is evaluated now, if not as part of a usual sweep
     * @param began when the sweep began
     * @throws RetryableAuditException when the event has to be retried
     */
    public AuditOutcome sweep(RepositoryArn repository, Optional<EvaluationReason> reason, Instant began) {
        EvaluationOutcome evaluated = evaluate(repository, List.of(), reason, Optional.of(began));
        AuditOutcome outcome =
                evaluated.outcomes(List.of(new Reevaluation(repository))).get(0);
        return outcome instanceof AuditOutcome.Alerted alerted && evaluated.unannounced()
                ? new AuditOutcome.Alerted(alerted.alertIds(), true)
                : outcome;
    }

    /**
     * The emitted alerts.
     *
     * @param readable whether the repository could be read
     * @param unannounced whether some of them report a change that an event should have announced
     */
    private record EvaluationOutcome(List<AlertFacts> alerts, boolean readable, boolean unannounced) {

        List<AuditOutcome> outcomes(List<Trigger> triggers) {
            return AuditOutcome.of(triggers, alerts, readable);
        }
    }

    private EvaluationOutcome evaluate(
            RepositoryArn repository,
            List<RepositoryChange> changes,
            Optional<EvaluationReason> reason,
            Optional<Instant> began) {
        Subject subject = Subject.of(repository);
        // Also before AWS: a read before a refusal does not disprove it.
        Optional<SubjectRecord> lost =
                coverage.knownLoss(new Subject.Coverage(repository.account(), repository.region()));
        for (int i = 0; i < TRIES; i++) {
            // The record first, AWS second: in the other order an older reading could overwrite a newer one.
            SubjectRecord before =
                    store.load(subject).orElseGet(() -> SubjectRecord.notEvaluated(subject, store.generation()));
            Instant asked = clock.instant();
            Instant since = ConsistencyCheck.registryReadSince(changes, before, began, asked);
            // A listing before a refusal does not disprove it.
            if (began.isPresent() && lost.isEmpty() && listings.confirm(repository, before, since)) {
                return new EvaluationOutcome(List.of(), true, false);
            }
            Reading<RepositorySnapshot> reading = reader.read(repository, since);
            if (reading instanceof Reading.Unreadable<RepositorySnapshot>) {
                return recordUnreadable(repository, before, changes);
            }
            RuleSource.RuleSet set = rules.of(repository);
            RuleRegistry current = set.rules().get();
            Reading<RepositorySnapshot> known = KnownOrigin.of(reading, before, changes);
            Instant at = clock.instant();
            ConsistencyCheck.requireEffectOf(changes, known, at);
            Evaluation evaluation = new Evaluation(evaluated(known, current), changes, at, reason, asked);
            ConsistencyCheck.requireSameRepository(before, evaluation);
            TransitionResult result =
                    transition(set).apply(before, evaluation, TransientExposures.in(changes, evaluation, current));
            SubjectRecord next = RecordSize.fitting(result.record());
            followUps.beforeWriting(next, before);
            if (store.save(next)) {
                followUps.afterEvaluation(next, evaluation, repository);
                lost.ifPresent(account -> coverage.resolveDisproved(
                        account,
                        Set.of(
                                Refusal.ofRead("sts:AssumeRole", repository),
                                Refusal.ofRead(Refusal.DESCRIBE, repository))));
                return new EvaluationOutcome(result.alerts(), true, UnannouncedChange.isAmong(result, before, current));
            }
        }
        throw writtenByOthers(repository);
    }

    private Transition transition(RuleSource.RuleSet set) {
        return holdsAlerts ? set.transition().holdingAlerts() : set.transition();
    }

    /** Records a refused read; the events still attribute open findings. */
    private EvaluationOutcome recordUnreadable(
            RepositoryArn repository, SubjectRecord before, List<RepositoryChange> changes) {
        List<AlertFacts> alerts = new ArrayList<>(attributed(repository, before, changes));
        alerts.addAll(coverage.lost(
                        new Subject.Coverage(repository.account(), repository.region()),
                        denied -> Refusal.ofRead(denied, repository),
                        changes,
                        Optional.empty(),
                        () -> reader.read(repository))
                .alerts());
        return new EvaluationOutcome(alerts, false, false);
    }

    private List<AlertFacts> attributed(RepositoryArn repository, SubjectRecord first, List<RepositoryChange> changes) {
        SubjectRecord before = first;
        Transition transition = transition(rules.of(repository));
        for (int i = 0; i < TRIES; i++) {
            Instant at = clock.instant();
            Optional<TransitionResult> next = transition.attribute(before, changes, at);
            if (next.isEmpty()) {
                return List.of();
            }
            SubjectRecord attributed = next.get().record();
            if (store.save(attributed)) {
                followUps.drain(attributed, at, repository);
                return next.get().alerts();
            }
            before = store.load(before.subject()).orElse(before);
        }
        throw writtenByOthers(repository);
    }

    private static RetryableAuditException writtenByOthers(RepositoryArn repository) {
        return new RetryableAuditException(
                "the record of " + repository + " was written by others " + TRIES + " times in a row");
    }

    private static Optional<Evaluation.Result> evaluated(Reading<RepositorySnapshot> reading, RuleRegistry rules) {
        return reading instanceof Reading.Known<RepositorySnapshot> known
                ? Optional.of(new Evaluation.Result(known.value(), rules.evaluate(known.value())))
                : Optional.empty();
    }
}
