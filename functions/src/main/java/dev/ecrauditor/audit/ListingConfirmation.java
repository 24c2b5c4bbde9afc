package dev.ecrauditor.audit;

import dev.ecrauditor.finding.record.Evaluation;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.store.RecordSize;
import dev.ecrauditor.finding.transition.KnownOrigin;
import dev.ecrauditor.finding.transition.Transition;
import dev.ecrauditor.finding.transition.TransitionResult;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositorySnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Evaluates a repository as a listing described it, which saves a sweep a call. Such an evaluation can only confirm the
 * record: its description and its policy are of different times, so it could not tell the call that changed something.
 */
final class ListingConfirmation {

    private final RepositoryAudit.Parts parts;
    private final Function<RuleSource.RuleSet, Transition> transition;
    private final FollowUps followUps;

    ListingConfirmation(
            RepositoryAudit.Parts parts, Function<RuleSource.RuleSet, Transition> transition, FollowUps followUps) {
        this.parts = parts;
        this.transition = transition;
        this.followUps = followUps;
    }

    /**
     * Stores that the record still holds. The evaluation counts as old as the listing: a later call is a later change.
     *
     * @param since whatever is used was asked for at this time or later
     * @return false where the repository has to be read: it was never evaluated, was not listed since then, or something
     *     differs
     */
    boolean confirm(RepositoryArn repository, SubjectRecord before, Instant since) {
        return before.lastEvaluated()
                .flatMap(evaluated -> parts.reader().readListed(repository, since))
                .filter(listed -> isConfirmed(KnownOrigin.of(listed, before, List.of()), before))
                .isPresent();
    }

    private boolean isConfirmed(RepositorySnapshot listed, SubjectRecord before) {
        RuleSource.RuleSet set = parts.rules().of(listed.arn());
        Evaluation evaluation = new Evaluation(
                Optional.of(new Evaluation.Result(listed, set.rules().get().evaluate(listed))),
                List.of(),
                parts.clock().instant(),
                Optional.empty(),
                listed.readAt());
        TransitionResult result = transition.apply(set).apply(before, evaluation, List.of());
        if (!result.confirms(before)) {
            return false;
        }
        SubjectRecord next = RecordSize.fitting(result.record().toBuilder()
                .lastEvaluated(Optional.of(listed.readAt()))
                .build());
        if (!parts.store().save(next)) {
            return false;
        }
        followUps.afterEvaluation(next, evaluation, listed.arn());
        return true;
    }
}
