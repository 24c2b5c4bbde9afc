package dev.ecrauditor.finding.transition;

import dev.ecrauditor.event.RepositoryChange;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.Evaluation;
import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.OutboxEntry;
import dev.ecrauditor.finding.record.RemediationState;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.remediation.RemediationDecision;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.settings.Settings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Computes the next record from the previous one and an evaluation, with all alerts and requests in its outbox. Pure:
 * the same record and evaluation always give the same next record, and a second evaluation of the same state adds no
 * alert.
 */
public final class Transition {

    private final Settings settings;
    private final String remediationRole;
    private final Optional<RuleSetFingerprint> fingerprint;

    /** One mode for all accounts, without a check for changed rules and settings. */
    public Transition(RemediationMode mode, String remediationRole) {
        this(Settings.of(mode), remediationRole, Optional.empty());
    }

    /**
     * @param settings how far remediation may go, and what it excludes
     * @param remediationRole the name of the auditor's remediation role, which identifies its events
     * @param fingerprint the rules and settings of the evaluation; changes caused by a new one are published in a
     *     digest
     */
    public Transition(Settings settings, String remediationRole, Optional<RuleSetFingerprint> fingerprint) {
        this.settings = settings;
        this.remediationRole = remediationRole;
        this.fingerprint = fingerprint;
    }

    /** The next record, one version on. */
    public SubjectRecord apply(SubjectRecord before, Evaluation evaluation) {
        FindingReconciler reconciler =
                new FindingReconciler(before, evaluation, remediationRole, reason(before, evaluation));
        reconciler.attribute();
        Optional<Instant> incarnation = before.incarnation();
        RemediationState remediation = before.remediation();
        if (evaluation.result().isEmpty()) {
            reconciler.resolveDeleted();
        } else {
            Evaluation.Result result = evaluation.result().get();
            Instant createdAt = result.repository().createdAt();
            if (incarnation.isPresent() && !incarnation.get().equals(createdAt)) {
                reconciler.resolveDeleted();
                reconciler.forget();
                remediation = RemediationState.NONE;
            }
            incarnation = Optional.of(createdAt);
            fingerprint.ifPresent(fingerprint -> reconciler.resolveRemovedRules(fingerprint.ruleIds()));
            for (Map.Entry<RuleMetadata, Verdict> verdict : result.verdicts().entrySet()) {
                applyVerdict(reconciler, result, verdict.getKey(), verdict.getValue());
            }
        }
        SubjectRecord next = new SubjectRecord(
                before.subject(),
                before.version() + 1,
                incarnation,
                reconciler.findings(),
                before.outbox(),
                remediation,
                Optional.of(evaluation.at()),
                before.outboxSince(),
                evaluation.result().isEmpty() ? Optional.of(evaluation.at()) : Optional.empty(),
                evaluation
                        .result()
                        .flatMap(result -> result.repository().encryption().keyArn()),
                evaluation.result().isEmpty()
                        ? before.evaluatedBy()
                        : fingerprint.map(RuleSetFingerprint::mark).or(before::evaluatedBy),
                before.policy(),
                evaluation.result().map(result -> result.repository().origin()).orElse(before.origin()),
                before.generation());
        SubjectRecord withEntries = withOutbox(next, reconciler.entries(), evaluation);
        return evaluation
                .result()
                .map(result -> new RemediationDecision(
                                settings, sameRepository(before, result), result, evaluation.at())
                        .decide(withEntries, reconciler.scanningDisabledBy()))
                .orElse(withEntries);
    }

    /**
     * The next record where nothing could be read but the events name the actors of known transitions; empty where they
     * do not.
     */
    public Optional<SubjectRecord> attribute(SubjectRecord before, List<RepositoryChange> events, Instant at) {
        Evaluation unread = new Evaluation(Optional.empty(), events, at, Optional.empty());
        FindingReconciler reconciler = new FindingReconciler(before, unread, remediationRole, Optional.empty());
        reconciler.attribute();
        List<OutboxEntry> entries = reconciler.entries();
        return entries.isEmpty()
                ? Optional.empty()
                : Optional.of(before.attributed(reconciler.findings(), entries, at));
    }

    private static SubjectRecord sameRepository(SubjectRecord before, Evaluation.Result result) {
        return before.incarnation().equals(Optional.of(result.repository().createdAt()))
                ? before
                : SubjectRecord.notEvaluated(before.subject(), before.generation());
    }

    /** A repository that was never evaluated, or was created since under the same name, has no earlier rule set. */
    private Optional<EvaluationReason> reason(SubjectRecord before, Evaluation evaluation) {
        if (before.lastEvaluated().isEmpty()) {
            return evaluation.reason();
        }
        boolean isAnother = evaluation
                .result()
                .filter(result -> !before.incarnation()
                        .equals(Optional.of(result.repository().createdAt())))
                .isPresent();
        return isAnother
                ? Optional.empty()
                : fingerprint.flatMap(fingerprint -> fingerprint.since(before.evaluatedBy()));
    }

    private static void applyVerdict(
            FindingReconciler reconciler, Evaluation.Result result, RuleMetadata metadata, Verdict verdict) {
        if (verdict instanceof Verdict.Unknown unknown && isReportedByAnotherRule(unknown, result)) {
            // Neither opened nor resolved: earlier alerts of this rule remain valid.
            return;
        }
        if (verdict instanceof Verdict.Fail fail) {
            reconciler.applyFail(metadata, fail);
        } else if (!(verdict instanceof Verdict.Unknown)) {
            reconciler.applyPass(metadata);
        }
        if (verdict instanceof Verdict.Unknown unknown) {
            reconciler.applyUnknown(metadata, unknown);
        } else {
            reconciler.resolveCoverageGap(metadata);
        }
    }

    /** Only a rule that fails in the same evaluation reports anything; a rule outside the registry reports nothing. */
    private static boolean isReportedByAnotherRule(Verdict.Unknown unknown, Evaluation.Result result) {
        return result.verdicts().entrySet().stream()
                .anyMatch(other ->
                        unknown.reportedBy().equals(Optional.of(other.getKey().id()))
                                && other.getValue() instanceof Verdict.Fail);
    }

    private static SubjectRecord withOutbox(SubjectRecord next, List<OutboxEntry> entries, Evaluation evaluation) {
        List<OutboxEntry> outbox = new ArrayList<>(next.outbox());
        outbox.addAll(entries);
        Optional<Instant> since = outbox.isEmpty()
                ? Optional.empty()
                : Stream.concat(
                                next.outboxSince().stream(),
                                entries.stream().map(entry -> dueSince(entry, evaluation.at())))
                        .min(Instant::compareTo)
                        .or(() -> Optional.of(evaluation.at()));
        return new SubjectRecord(
                next.subject(),
                next.version(),
                next.incarnation(),
                next.findings(),
                outbox,
                next.remediation(),
                next.lastEvaluated(),
                since,
                next.deletedAt(),
                next.keyArn(),
                next.evaluatedBy(),
                next.policy(),
                next.origin(),
                next.generation());
    }

    /**
     * An entry that waits for a digest is due at the latest possible time. In the index it comes after everything else:
     * thousands of records that wait for the end of a sweep hide no other.
     */
    private static Instant dueSince(OutboxEntry entry, Instant at) {
        boolean forDigest = entry instanceof AlertFacts facts && facts.reason().isPresent();
        return forDigest ? at.plus(EvaluationReason.LONGEST_WAIT) : at;
    }
}
