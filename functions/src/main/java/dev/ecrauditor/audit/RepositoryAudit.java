package dev.ecrauditor.audit;

import dev.ecrauditor.event.ChangeKind;
import dev.ecrauditor.event.Ignored;
import dev.ecrauditor.event.RepositoryChange;
import dev.ecrauditor.event.SecondLook;
import dev.ecrauditor.event.Trigger;
import dev.ecrauditor.finding.AlertFacts;
import dev.ecrauditor.finding.FindingStore;
import dev.ecrauditor.finding.Observation;
import dev.ecrauditor.finding.OutboxEntry;
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
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Audits a change: an event is only a hint to look; what AWS says now is judged, compared with what was known, and stored together
 * with what has to be told, in one conditional write.
 */
public final class RepositoryAudit {

    private static final int TRIES = 5;

    /** How long after a call ECR may still answer as before it. */
    private static final Duration SETTLING = Duration.ofMinutes(5);

    private final RepositoryReader reader;
    private final RuleBook rules;
    private final Transition transition;
    private final FindingStore store;
    private final AlertNudge nudge;
    private final SecondLookQueue secondLooks;
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
        this.clock = parts.clock();
    }

    /**
     * Handles one event; safe when it comes twice, late or out of order.
     *
     * @throws TryAgainLater when it cannot be done now
     */
    public AuditOutcome audit(Trigger trigger) {
        if (trigger instanceof RepositoryChange change) {
            return look(change.repository(), Optional.of(change));
        }
        if (trigger instanceof SecondLook again) {
            return look(again.repository(), Optional.empty());
        }
        return new AuditOutcome.NotOurs((Ignored) trigger);
    }

    private AuditOutcome look(RepositoryArn repository, Optional<RepositoryChange> change) {
        Subject subject = new Subject(repository);
        for (int i = 0; i < TRIES; i++) {
            // The record first, AWS second: the other order would let an older reading overwrite a newer one.
            SubjectRecord before = store.load(subject).orElseGet(() -> SubjectRecord.unseen(subject));
            Observation seen = observe(repository, change);
            refuseAnOlderRepository(before, seen);
            SubjectRecord next = transition.apply(before, seen);
            if (store.save(next)) {
                return told(next, seen);
            }
        }
        throw new TryAgainLater("the record of " + repository + " was written by others " + TRIES + " times in a row");
    }

    private Observation observe(RepositoryArn repository, Optional<RepositoryChange> change) {
        Reading<RepositorySnapshot> reading = reader.read(repository);
        Instant at = clock.instant();
        if (reading instanceof Reading.Unreadable<RepositorySnapshot> unreadable) {
            throw new TryAgainLater("cannot read " + repository + ": " + unreadable.problem() + "; missing permission "
                    + unreadable.permission());
        }
        change.filter(event -> hasNotSettled(event, reading, at)).ifPresent(event -> {
            throw new TryAgainLater(
                    "ECR does not show the effect of " + event.kind().eventName() + " on " + repository + " yet");
        });
        Optional<Observation.Judged> judged = reading instanceof Reading.Known<RepositorySnapshot> known
                ? Optional.of(new Observation.Judged(known.value(), rules.judge(known.value())))
                : Optional.empty();
        return new Observation(judged, change, at);
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
        if (Duration.between(change.time(), at).abs().compareTo(SETTLING) > 0) {
            return false;
        }
        if (reading instanceof Reading.Known<RepositorySnapshot> known) {
            return change.kind() == ChangeKind.DELETE_REPOSITORY
                    && known.value().createdAt().isBefore(change.time());
        }
        return change.kind() == ChangeKind.CREATE_REPOSITORY;
    }

    private AuditOutcome told(SubjectRecord record, Observation seen) {
        if (!record.outbox().isEmpty()) {
            nudge.nudge(record);
        }
        seen.judged().ifPresent(judged -> lookAgain(judged, seen.at()));
        List<String> alertIds = record.outbox().stream()
                .filter(entry -> entry.order().version() == record.version() && entry instanceof AlertFacts)
                .map(OutboxEntry::id)
                .toList();
        return alertIds.isEmpty() ? new AuditOutcome.Recorded() : new AuditOutcome.Alerted(alertIds);
    }

    private void lookAgain(Observation.Judged judged, Instant at) {
        judged.verdicts().values().stream()
                .flatMap(verdict ->
                        verdict instanceof Verdict.NotApplicable notYet ? notYet.until().stream() : Stream.empty())
                .max(Instant::compareTo)
                .ifPresent(until ->
                        secondLooks.lookAgain(new SecondLook(judged.repository().arn()), Duration.between(at, until)));
    }
}
