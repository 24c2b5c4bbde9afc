package dev.ecrauditor.audit;

import dev.ecrauditor.event.ChangeKind;
import dev.ecrauditor.event.DelayedDrainRequest;
import dev.ecrauditor.event.Ignored;
import dev.ecrauditor.event.Reevaluation;
import dev.ecrauditor.event.RepositoryChange;
import dev.ecrauditor.event.Trigger;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.Evaluation;
import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.store.FindingStore;
import dev.ecrauditor.finding.store.RecordSize;
import dev.ecrauditor.finding.transition.CoverageTransition.Refusal;
import dev.ecrauditor.finding.transition.KnownOrigin;
import dev.ecrauditor.finding.transition.PolicyChangeAlerts;
import dev.ecrauditor.finding.transition.Transition;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositoryReader;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.rule.RuleRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Audits a change: an event is only a hint to look; what AWS says now is judged, compared with what was known, and stored together
 * with what has to be told, in one conditional write.
 */
public final class RepositoryAudit {

    private static final int TRIES = 5;
    private static final String DESCRIBE = "ecr:DescribeRepositories";

    private final RepositoryReader reader;
    private final RuleRegistry rules;
    private final Transition transition;
    private final FindingStore store;
    private final FollowUps followUps;
    private final CoverageAudit coverage;
    private final Clock clock;

    /** The ports and the judgement of one audit. */
    public record Parts(
            RepositoryReader reader,
            RuleRegistry rules,
            Transition transition,
            FindingStore store,
            DrainRequestQueue drainRequests,
            ReevaluationQueue reevaluations,
            Clock clock) {}

    public RepositoryAudit(Parts parts) {
        this.reader = parts.reader();
        this.rules = parts.rules();
        this.transition = parts.transition();
        this.store = parts.store();
        this.followUps = new FollowUps(parts.drainRequests(), parts.reevaluations());
        this.coverage = new CoverageAudit(parts.store(), parts.drainRequests(), parts.clock());
        this.clock = parts.clock();
    }

    /**
     * Handles one event; safe when it comes twice, late or out of order.
     *
     * @throws TryAgainLater when it cannot be done now
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
     * Handles events that are about one repository, in one look at it, in which each of them may be the one that did it.
     *
     * @param triggers all about the same repository, or one that is about none
     * @return the outcome of each, in the same order; what is told is counted with the event it is told with, once
     * @throws TryAgainLater when it cannot be done now
     */
    public List<AuditOutcome> audit(List<Trigger> triggers) {
        if (triggers.get(0) instanceof Ignored ignored) {
            return List.of(new AuditOutcome.NotOurs(ignored));
        }
        RepositoryArn repository = repository(triggers.get(0)).orElseThrow();
        if (triggers.stream().allMatch(DelayedDrainRequest.class::isInstance)) {
            followUps.drainNow(store.load(Subject.of(repository)));
            return triggers.stream()
                    .<AuditOutcome>map(request -> new AuditOutcome.Recorded())
                    .toList();
        }
        List<RepositoryChange> changes = triggers.stream()
                .filter(RepositoryChange.class::isInstance)
                .map(RepositoryChange.class::cast)
                .toList();
        return outcomes(triggers, evaluate(repository, changes, Optional.empty()));
    }

    /**
     * Looks at a repository because its turn has come.
     *
     * @param reason why it is looked at now, if that is not usual
     * @throws TryAgainLater when it cannot be done now
     */
    public AuditOutcome sweep(RepositoryArn repository, Optional<EvaluationReason> reason) {
        return outcomes(List.of(new Reevaluation(repository)), evaluate(repository, List.of(), reason))
                .get(0);
    }

    /** What a look came to: the alerts it brought, and whether the repository could be seen at all. */
    private record EvaluationOutcome(List<AlertFacts> alerts, boolean readable) {}

    private static List<AuditOutcome> outcomes(List<Trigger> triggers, EvaluationOutcome look) {
        Set<String> left = new HashSet<>();
        look.alerts().forEach(alert -> left.add(alert.id()));
        List<List<String>> told = new ArrayList<>();
        for (Trigger trigger : triggers) {
            told.add(look.alerts().stream()
                    .filter(alert -> isReportedWith(alert, trigger) && left.remove(alert.id()))
                    .map(AlertFacts::id)
                    .toList());
        }
        return told.stream()
                .<AuditOutcome>map(alertIds -> !look.readable()
                        ? new AuditOutcome.CoverageLost(alertIds)
                        : alertIds.isEmpty() ? new AuditOutcome.Recorded() : new AuditOutcome.Alerted(alertIds))
                .toList();
    }

    private static boolean isReportedWith(AlertFacts alert, Trigger trigger) {
        return alert.setBy()
                .or(alert::event)
                .map(event -> trigger instanceof RepositoryChange change
                        && change.eventId().equals(event.id()))
                .orElse(true);
    }

    private EvaluationOutcome evaluate(
            RepositoryArn repository, List<RepositoryChange> changes, Optional<EvaluationReason> reason) {
        Subject subject = Subject.of(repository);
        // Before AWS as well: what is read before a refusal does not disprove it.
        Optional<SubjectRecord> lost =
                coverage.stillLost(new Subject.Coverage(repository.account(), repository.region()));
        for (int i = 0; i < TRIES; i++) {
            // The record first, AWS second: the other order would let an older reading overwrite a newer one.
            SubjectRecord before =
                    store.load(subject).orElseGet(() -> SubjectRecord.notEvaluated(subject, store.generation()));
            Instant asked = clock.instant();
            Reading<RepositorySnapshot> reading = reader.read(repository);
            if (reading instanceof Reading.Unreadable<RepositorySnapshot>) {
                return recordUnreadable(repository, before, changes);
            }
            Evaluation seen = observe(repository, KnownOrigin.of(reading, before, changes), changes, reason, asked);
            refuseAnOlderRepository(before, seen);
            SubjectRecord told = PolicyChangeAlerts.addTo(
                    before, transition.apply(before, seen), seen, TransientExposures.in(changes, seen, rules));
            SubjectRecord next = followUps.prepared(RecordSize.fitting(told), seen.at());
            if (store.save(next)) {
                followUps.afterEvaluation(next, seen, repository);
                lost.ifPresent(account -> coverage.back(
                        account, Set.of(refusal("sts:AssumeRole", repository), refusal(DESCRIBE, repository))));
                return new EvaluationOutcome(alerts(next), true);
            }
        }
        throw writtenByOthers(repository);
    }

    /** Nothing can be read; what the events tell of findings that are open is not lost with it. */
    private EvaluationOutcome recordUnreadable(
            RepositoryArn repository, SubjectRecord before, List<RepositoryChange> changes) {
        List<AlertFacts> alerts = new ArrayList<>(attributed(repository, before, changes));
        alerts.addAll(alerts(coverageLost(repository, changes)));
        return new EvaluationOutcome(alerts, false);
    }

    private List<AlertFacts> attributed(RepositoryArn repository, SubjectRecord first, List<RepositoryChange> changes) {
        SubjectRecord before = first;
        for (int i = 0; i < TRIES; i++) {
            Instant at = clock.instant();
            Optional<SubjectRecord> next = transition.attribute(before, changes, at);
            if (next.isEmpty()) {
                return List.of();
            }
            if (store.save(next.get())) {
                followUps.drain(next.get(), at, repository);
                return alerts(next.get());
            }
            before = store.load(before.subject()).orElse(before);
        }
        throw writtenByOthers(repository);
    }

    private static TryAgainLater writtenByOthers(RepositoryArn repository) {
        return new TryAgainLater("the record of " + repository + " was written by others " + TRIES + " times in a row");
    }

    private SubjectRecord coverageLost(RepositoryArn repository, List<RepositoryChange> changes) {
        return coverage.lost(
                new Subject.Coverage(repository.account(), repository.region()),
                denied -> new Refusal(denied, about(denied.action(), repository)),
                changes,
                () -> reader.read(repository));
    }

    /** Describing may be refused for one repository alone; a role that cannot be assumed is refused for all. */
    private static Optional<RepositoryArn> about(String action, RepositoryArn repository) {
        return action.equals(DESCRIBE) ? Optional.of(repository) : Optional.empty();
    }

    private static Refusal refusal(String action, RepositoryArn repository) {
        return new Refusal(action, about(action, repository));
    }

    private Evaluation observe(
            RepositoryArn repository,
            Reading<RepositorySnapshot> reading,
            List<RepositoryChange> changes,
            Optional<EvaluationReason> reason,
            Instant asked) {
        Instant at = clock.instant();
        changes.stream()
                .filter(change ->
                        change.kind() == ChangeKind.CREATE_REPOSITORY || change.kind() == ChangeKind.DELETE_REPOSITORY)
                .max(Comparator.comparing(RepositoryChange::time))
                .filter(event -> hasNotSettled(event, reading, at))
                .ifPresent(event -> {
                    throw new TryAgainLater("ECR does not show the effect of "
                            + event.kind().eventName() + " on " + repository + " yet");
                });
        Optional<Evaluation.Result> result = reading instanceof Reading.Known<RepositorySnapshot> known
                ? Optional.of(new Evaluation.Result(known.value(), rules.evaluate(known.value())))
                : Optional.empty();
        return new Evaluation(result, changes, at, reason, asked);
    }

    /**
     * An answer about a repository that was deleted and created again since is an old one. Believed, it would begin findings anew
     * under numbers already told, and give remediation its attempts back.
     */
    private static void refuseAnOlderRepository(SubjectRecord before, Evaluation seen) {
        Instant known = before.incarnation().orElse(Instant.MIN);
        seen.result()
                .filter(result -> result.repository().createdAt().isBefore(known))
                .ifPresent(result -> {
                    throw new TryAgainLater("ECR answers about the " + before.subject() + " created at "
                            + result.repository().createdAt() + ", which was deleted since");
                });
    }

    /** A repository just created that is not there, or just deleted that still is: ECR's answer is older than the event. */
    private static boolean hasNotSettled(RepositoryChange change, Reading<RepositorySnapshot> reading, Instant at) {
        if (!FollowUps.isYoung(change, at)) {
            return false;
        }
        if (reading instanceof Reading.Known<RepositorySnapshot> known) {
            return change.kind() == ChangeKind.DELETE_REPOSITORY
                    && known.value().createdAt().isBefore(change.time());
        }
        return change.kind() == ChangeKind.CREATE_REPOSITORY;
    }

    /** The alerts the record's latest write brought. */
    private static List<AlertFacts> alerts(SubjectRecord record) {
        return record.outbox().stream()
                .filter(entry -> entry.position().version() == record.version())
                .filter(AlertFacts.class::isInstance)
                .map(AlertFacts.class::cast)
                .toList();
    }
}
