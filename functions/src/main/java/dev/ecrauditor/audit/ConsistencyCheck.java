package dev.ecrauditor.audit;

import dev.ecrauditor.event.ChangeKind;
import dev.ecrauditor.event.RepositoryChange;
import dev.ecrauditor.finding.record.Evaluation;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositorySnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Refuses answers of ECR that are older than what is known: ECR is eventually consistent. */
final class ConsistencyCheck {

    /** CloudTrail's times are in whole seconds, and the clocks of AWS and of two functions differ by two at most. */
    private static final Duration TIMES_DIFFER = Duration.ofSeconds(3);

    private ConsistencyCheck() {}

    /**
     * From when on the registry must have been read: nothing is used that is older than the event, the last evaluation
     * by whichever instance of a function, or the sweep. Where none of these is known, it is read now.
     *
     * @param began when the sweep began
     */
    static Instant registryReadSince(
            List<RepositoryChange> changes, SubjectRecord before, Optional<Instant> began, Instant now) {
        Stream<Instant> evaluated = before.deletedAt().isPresent() ? Stream.empty() : before.lastEvaluated().stream();
        Stream<Instant> known = Stream.concat(changes.stream().map(RepositoryChange::time), evaluated)
                .map(time -> time.plus(TIMES_DIFFER));
        return Stream.concat(known, began.stream())
                .max(Comparator.naturalOrder())
                .orElse(now);
    }

    /**
     * Refuses an answer that does not show the latest creation or deletion.
     *
     * @throws RetryableAuditException for a recently created repository that is absent, or a deleted one that exists
     */
    static void requireEffectOf(List<RepositoryChange> changes, Reading<RepositorySnapshot> reading, Instant at) {
        changes.stream()
                .filter(change ->
                        change.kind() == ChangeKind.CREATE_REPOSITORY || change.kind() == ChangeKind.DELETE_REPOSITORY)
                .max(Comparator.comparing(RepositoryChange::time))
                .filter(event -> hasNotSettled(event, reading, at))
                .ifPresent(event -> {
                    throw new RetryableAuditException("ECR does not show the effect of "
                            + event.kind().eventName() + " on " + event.repository() + " yet");
                });
    }

    private static boolean hasNotSettled(RepositoryChange change, Reading<RepositorySnapshot> reading, Instant at) {
        if (!change.isYoung(at)) {
            return false;
        }
        if (reading instanceof Reading.Known<RepositorySnapshot> known) {
            return change.kind() == ChangeKind.DELETE_REPOSITORY
                    && known.value().createdAt().isBefore(change.time());
        }
        return change.kind() == ChangeKind.CREATE_REPOSITORY;
    }

    /**
     * Refuses an outdated answer about a repository that was deleted and created again since. It would open findings
     * again under numbers already published, and reset the attempts of remediation.
     *
     * @throws RetryableAuditException when the repository that was read is older than the recorded one
     */
    static void requireSameRepository(SubjectRecord before, Evaluation evaluation) {
        Instant known = before.incarnation().orElse(Instant.MIN);
        evaluation
                .result()
                .filter(result -> result.repository().createdAt().isBefore(known))
                .ifPresent(result -> {
                    throw new RetryableAuditException("ECR answers about the " + before.subject() + " created at "
                            + result.repository().createdAt() + ", which was deleted since");
                });
    }
}
