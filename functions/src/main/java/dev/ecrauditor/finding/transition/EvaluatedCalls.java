package dev.ecrauditor.finding.transition;

import dev.ecrauditor.event.ChangeKind;
import dev.ecrauditor.event.RepositoryChange;
import dev.ecrauditor.finding.record.Evaluation;
import dev.ecrauditor.finding.record.EventSummary;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.rule.RuleMetadata;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The calls whose events an evaluation handles: which of them certainly caused what was read.
 *
 * @param before the record before the evaluation
 * @param remediationRole the name of the auditor's remediation role
 */
record EvaluatedCalls(SubjectRecord before, Evaluation evaluation, String remediationRole) {

    private static final Comparator<RepositoryChange> BY_TIME = Comparator.comparing(RepositoryChange::time);

    Optional<RepositoryChange> latest() {
        return latest(event -> true);
    }

    /** The latest deletion since the last evaluation. */
    Optional<RepositoryChange> deletion() {
        return latest(event -> event.kind() == ChangeKind.DELETE_REPOSITORY && isSinceLastEvaluation(event));
    }

    /**
     * The call that is known to have set what was read, of several the latest: it can set it, it set this value, and no
     * evaluation has taken place since.
     */
    Optional<RepositoryChange> setting(RuleMetadata metadata) {
        if (evaluation.result().isEmpty()) {
            return Optional.empty();
        }
        RepositorySnapshot read = evaluation.result().get().repository();
        boolean callsDecide = metadata.setting() != Setting.SCANNING || read.repositoryFlagDecides();
        return callsDecide
                ? latest(event -> isSinceLastEvaluation(event) && event.hasSet(metadata.setting(), read))
                : Optional.empty();
    }

    /** The calls of others that switched scanning off, whatever the state is now; the oldest first. */
    List<EventSummary> scanningDisabledByOthers() {
        return evaluation.events().stream()
                .filter(event -> event.kind() == ChangeKind.PUT_IMAGE_SCANNING_CONFIGURATION
                        && event.settings().scanOnPush().equals(Optional.of(false))
                        && !isOwnRemediation(event))
                .sorted(BY_TIME)
                .map(EventSummary::of)
                .toList();
    }

    boolean isOwnRemediation(RepositoryChange event) {
        return event.actor().roleName().equals(Optional.of(remediationRole));
    }

    private Optional<RepositoryChange> latest(Predicate<RepositoryChange> which) {
        return evaluation.events().stream().filter(which).max(BY_TIME);
    }

    /**
     * CloudTrail's times are in whole seconds, so a call in the second of the last evaluation may have been made before
     * it. The auditor's own remediation cannot: it acts because of that evaluation.
     */
    private boolean isSinceLastEvaluation(RepositoryChange event) {
        Instant lastEvaluation = before.lastEvaluated().orElse(Instant.EPOCH);
        Instant known = isOwnRemediation(event)
                ? lastEvaluation.truncatedTo(ChronoUnit.SECONDS).minusMillis(1)
                : lastEvaluation;
        return event.time().isAfter(known);
    }
}
