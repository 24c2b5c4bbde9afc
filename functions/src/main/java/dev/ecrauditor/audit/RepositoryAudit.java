package dev.ecrauditor.audit;

import dev.ecrauditor.event.ChangeKind;
import dev.ecrauditor.event.Ignored;
import dev.ecrauditor.event.RepositoryChange;
import dev.ecrauditor.event.SecondLook;
import dev.ecrauditor.event.Trigger;
import dev.ecrauditor.finding.AlertFacts;
import dev.ecrauditor.finding.CoverageTransition.Refusal;
import dev.ecrauditor.finding.FindingStore;
import dev.ecrauditor.finding.Observation;
import dev.ecrauditor.finding.Occasion;
import dev.ecrauditor.finding.PolicyNews;
import dev.ecrauditor.finding.RecordSize;
import dev.ecrauditor.finding.Subject;
import dev.ecrauditor.finding.SubjectRecord;
import dev.ecrauditor.finding.Transition;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositoryReader;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.rule.RuleBook;
import dev.ecrauditor.rule.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Audits a change: an event is only a hint to look; what AWS says now is judged, compared with what was known, and stored together
 * with what has to be told, in one conditional write.
 */
public final class RepositoryAudit {

    private static final int TRIES = 5;
    private static final String DESCRIBE = "ecr:DescribeRepositories";

    /** How long after a call ECR may still answer as before it. */
    private static final Duration SETTLING = Duration.ofMinutes(5);

    private final RepositoryReader reader;
    private final RuleBook rules;
    private final Transition transition;
    private final FindingStore store;
    private final AlertNudge nudge;
    private final SecondLookQueue secondLooks;
    private final CoverageAudit coverage;
    private final Clock clock;

    /** The ports and the judgement of one audit. */
    public record Parts(
            RepositoryReader reader,
            RuleBook rules,
            Transition transition,
            FindingStore store,
            AlertNudge nudge,
            SecondLookQueue secondLooks,
            Clock clock) {}

    public RepositoryAudit(Parts parts) {
        this.reader = parts.reader();
        this.rules = parts.rules();
        this.transition = parts.transition();
        this.store = parts.store();
        this.nudge = parts.nudge();
        this.secondLooks = parts.secondLooks();
        this.coverage = new CoverageAudit(parts.store(), parts.nudge(), parts.clock());
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
        return trigger instanceof SecondLook again ? Optional.of(again.repository()) : Optional.empty();
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
        List<RepositoryChange> changes = triggers.stream()
                .filter(RepositoryChange.class::isInstance)
                .map(RepositoryChange.class::cast)
                .toList();
        return outcomes(triggers, look(repository, changes, Optional.empty()));
    }

    /**
     * Looks at a repository because its turn has come.
     *
     * @param occasion why it is looked at now, if that is not usual
     * @throws TryAgainLater when it cannot be done now
     */
    public AuditOutcome sweep(RepositoryArn repository, Optional<Occasion> occasion) {
        return outcomes(List.of(new SecondLook(repository)), look(repository, List.of(), occasion))
                .get(0);
    }

    /** What a look came to: the alerts it brought, and whether the repository could be seen at all. */
    private record Look(List<AlertFacts> alerts, boolean seen) {}

    private static List<AuditOutcome> outcomes(List<Trigger> triggers, Look look) {
        Set<String> left = new HashSet<>();
        look.alerts().forEach(alert -> left.add(alert.id()));
        List<List<String>> told = new ArrayList<>();
        for (Trigger trigger : triggers) {
            told.add(look.alerts().stream()
                    .filter(alert -> isToldWith(alert, trigger) && left.remove(alert.id()))
                    .map(AlertFacts::id)
                    .toList());
        }
        return told.stream()
                .<AuditOutcome>map(alertIds -> !look.seen()
                        ? new AuditOutcome.CoverageLost(alertIds)
                        : alertIds.isEmpty() ? new AuditOutcome.Recorded() : new AuditOutcome.Alerted(alertIds))
                .toList();
    }

    private static boolean isToldWith(AlertFacts alert, Trigger trigger) {
        return alert.event()
                .map(event -> trigger instanceof RepositoryChange change
                        && change.eventId().equals(event.id()))
                .orElse(true);
    }

    private Look look(RepositoryArn repository, List<RepositoryChange> changes, Optional<Occasion> occasion) {
        Subject subject = Subject.of(repository);
        // Before AWS as well: what is read before a refusal does not disprove it.
        Optional<SubjectRecord> lost =
                coverage.stillLost(new Subject.Coverage(repository.account(), repository.region()));
        for (int i = 0; i < TRIES; i++) {
            // The record first, AWS second: the other order would let an older reading overwrite a newer one.
            SubjectRecord before =
                    store.load(subject).orElseGet(() -> SubjectRecord.unseen(subject, store.generation()));
            Reading<RepositorySnapshot> reading = reader.read(repository);
            if (reading instanceof Reading.Unreadable<RepositorySnapshot>) {
                return new Look(alerts(coverageLost(repository, changes)), false);
            }
            Observation seen = observe(repository, reading, changes, occasion);
            refuseAnOlderRepository(before, seen);
            SubjectRecord next = RecordSize.fitting(PolicyNews.tell(
                    before, transition.apply(before, seen), seen, WithdrawnPolicies.in(changes, seen, rules)));
            if (store.save(next)) {
                tell(next, seen);
                lost.ifPresent(account -> coverage.back(
                        account, Set.of(refusal("sts:AssumeRole", repository), refusal(DESCRIBE, repository))));
                return new Look(alerts(next), true);
            }
        }
        throw new TryAgainLater("the record of " + repository + " was written by others " + TRIES + " times in a row");
    }

    private SubjectRecord coverageLost(RepositoryArn repository, List<RepositoryChange> changes) {
        return coverage.lost(
                new Subject.Coverage(repository.account(), repository.region()),
                permission -> refusal(permission, repository),
                changes,
                () -> reader.read(repository));
    }

    /** Describing may be refused for one repository alone; a role that cannot be assumed is refused for all. */
    private static Refusal refusal(String permission, RepositoryArn repository) {
        return new Refusal(permission, permission.equals(DESCRIBE) ? Optional.of(repository) : Optional.empty());
    }

    private Observation observe(
            RepositoryArn repository,
            Reading<RepositorySnapshot> reading,
            List<RepositoryChange> changes,
            Optional<Occasion> occasion) {
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
        Optional<Observation.Judged> judged = reading instanceof Reading.Known<RepositorySnapshot> known
                ? Optional.of(new Observation.Judged(known.value(), rules.judge(known.value())))
                : Optional.empty();
        return new Observation(judged, changes, at, occasion);
    }

    /**
     * An answer about a repository that was deleted and created again since is an old one. Believed, it would begin findings anew
     * under numbers already told, and give remediation its attempts back.
     */
    private static void refuseAnOlderRepository(SubjectRecord before, Observation seen) {
        Instant known = before.incarnation().orElse(Instant.MIN);
        seen.judged()
                .filter(judged -> judged.repository().createdAt().isBefore(known))
                .ifPresent(judged -> {
                    throw new TryAgainLater("ECR answers about the " + before.subject() + " created at "
                            + judged.repository().createdAt() + ", which was deleted since");
                });
    }

    /** A repository just created that is not there, or just deleted that still is: ECR's answer is older than the event. */
    private static boolean hasNotSettled(RepositoryChange change, Reading<RepositorySnapshot> reading, Instant at) {
        if (!isYoung(change, at)) {
            return false;
        }
        if (reading instanceof Reading.Known<RepositorySnapshot> known) {
            return change.kind() == ChangeKind.DELETE_REPOSITORY
                    && known.value().createdAt().isBefore(change.time());
        }
        return change.kind() == ChangeKind.CREATE_REPOSITORY;
    }

    private static boolean isYoung(RepositoryChange change, Instant at) {
        return Duration.between(change.time(), at).abs().compareTo(SETTLING) <= 0;
    }

    private void tell(SubjectRecord record, Observation seen) {
        if (!record.outbox().isEmpty()) {
            nudge.nudge(record);
        }
        seen.judged().ifPresent(judged -> lookAgain(record, judged, seen));
    }

    /** The alerts the record's latest write brought. */
    private static List<AlertFacts> alerts(SubjectRecord record) {
        return record.outbox().stream()
                .filter(entry -> entry.order().version() == record.version())
                .filter(AlertFacts.class::isInstance)
                .map(AlertFacts.class::cast)
                .toList();
    }

    /**
     * When a grace time ends; when what turns too often to be told may have become calm; when an answer that does not show what
     * somebody has just set cannot be an old one any more.
     */
    private void lookAgain(SubjectRecord record, Observation.Judged judged, Observation seen) {
        Instant at = seen.at();
        Stream<Instant> graceTimes = judged.verdicts().values().stream()
                .flatMap(verdict ->
                        verdict instanceof Verdict.NotApplicable notYet ? notYet.until().stream() : Stream.empty());
        Stream<Instant> calm = record.findings().values().stream()
                .flatMap(state -> state.turns().calmAt().stream())
                .filter(at::isBefore);
        Stream<Instant> settled = seen.events().stream()
                .filter(event -> isYoung(event, at) && event.isContradictedBy(judged.repository()))
                .map(event -> at.plus(SETTLING));
        Stream.of(graceTimes, calm, settled)
                .flatMap(times -> times)
                .max(Instant::compareTo)
                .ifPresent(until ->
                        secondLooks.lookAgain(new SecondLook(judged.repository().arn()), Duration.between(at, until)));
    }
}
