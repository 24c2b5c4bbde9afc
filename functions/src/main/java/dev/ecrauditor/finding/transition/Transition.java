package dev.ecrauditor.finding.transition;

import dev.ecrauditor.event.RepositoryChange;
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
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.OutboxEntry;
import dev.ecrauditor.remediation.RemediationDecision;
import dev.ecrauditor.finding.record.RemediationState;
import dev.ecrauditor.finding.record.SubjectRecord;

/**
 * From what was known and what is seen to what is known next, with everything to be told or asked in the same record. Pure: the same
 * record and look always give the same next record, and looking twice at the same state tells nothing the second time.
 */
public final class Transition {

    private final Settings settings;
    private final String remediationRole;
    private final Optional<RuleSetFingerprint> yardstick;

    /** One mode for all accounts, and as if rules and settings never changed. */
    public Transition(RemediationMode mode, String remediationRole) {
        this(Settings.of(mode), remediationRole, Optional.empty());
    }

    /**
     * @param settings how far remediation may go, and what it leaves alone
     * @param remediationRole the name of our own remediation role, by which its events are recognised
     * @param yardstick what is judged by; what comes of a new one is told in a digest
     */
    public Transition(Settings settings, String remediationRole, Optional<RuleSetFingerprint> yardstick) {
        this.settings = settings;
        this.remediationRole = remediationRole;
        this.yardstick = yardstick;
    }

    /** The next record, one version on. */
    public SubjectRecord apply(SubjectRecord before, Evaluation seen) {
        FindingReconciler deltas = new FindingReconciler(before, seen, remediationRole, occasion(before, seen));
        deltas.attribute();
        Optional<Instant> incarnation = before.incarnation();
        RemediationState remediation = before.remediation();
        if (seen.judged().isEmpty()) {
            deltas.repositoryIsGone();
        } else {
            Evaluation.Judged judged = seen.judged().get();
            Instant createdAt = judged.repository().createdAt();
            if (incarnation.isPresent() && !incarnation.get().equals(createdAt)) {
                deltas.repositoryIsGone();
                deltas.forget();
                remediation = RemediationState.NONE;
            }
            incarnation = Optional.of(createdAt);
            yardstick.ifPresent(stick -> deltas.onlyRulesAre(stick.ruleIds()));
            for (Map.Entry<RuleMetadata, Verdict> verdict : judged.verdicts().entrySet()) {
                judge(deltas, judged, verdict.getKey(), verdict.getValue());
            }
        }
        SubjectRecord next = new SubjectRecord(
                before.subject(),
                before.version() + 1,
                incarnation,
                deltas.findings(),
                before.outbox(),
                remediation,
                Optional.of(seen.at()),
                before.outboxSince(),
                seen.judged().isEmpty() ? Optional.of(seen.at()) : Optional.empty(),
                seen.judged().flatMap(judged -> judged.repository().encryption().keyArn()),
                seen.judged().isEmpty()
                        ? before.judgedBy()
                        : yardstick.map(RuleSetFingerprint::mark).or(before::judgedBy),
                before.policy(),
                seen.judged().map(judged -> judged.repository().origin()).orElse(before.origin()),
                before.generation());
        SubjectRecord told = withOutbox(next, deltas.entries(), seen);
        return seen.judged()
                .map(judged -> new RemediationDecision(settings, sameRepository(before, judged), judged, seen.at())
                        .decide(told, deltas.switchedOff()))
                .orElse(told);
    }

    /**
     * The next record where nothing could be read and the events still tell who did what is known already; empty where they do not.
     */
    public Optional<SubjectRecord> attribute(SubjectRecord before, List<RepositoryChange> events, Instant at) {
        Evaluation unread = new Evaluation(Optional.empty(), events, at, Optional.empty());
        FindingReconciler deltas = new FindingReconciler(before, unread, remediationRole, Optional.empty());
        deltas.attribute();
        List<OutboxEntry> entries = deltas.entries();
        return entries.isEmpty() ? Optional.empty() : Optional.of(before.attributed(deltas.findings(), entries, at));
    }

    private static SubjectRecord sameRepository(SubjectRecord before, Evaluation.Judged judged) {
        return before.incarnation().equals(Optional.of(judged.repository().createdAt()))
                ? before
                : SubjectRecord.unseen(before.subject(), before.generation());
    }

    /** A repository nobody has looked at yet, and one created since under the same name, was judged by nothing else before. */
    private Optional<EvaluationReason> occasion(SubjectRecord before, Evaluation seen) {
        if (before.lastEvaluated().isEmpty()) {
            return seen.occasion();
        }
        boolean isAnother = seen.judged()
                .filter(judged -> !before.incarnation()
                        .equals(Optional.of(judged.repository().createdAt())))
                .isPresent();
        return isAnother ? Optional.empty() : yardstick.flatMap(stick -> stick.since(before.judgedBy()));
    }

    private static void judge(FindingReconciler deltas, Evaluation.Judged judged, RuleMetadata card, Verdict verdict) {
        if (verdict instanceof Verdict.Unknown unknown && isToldByAnother(unknown, judged)) {
            // Neither opened nor resolved: whatever this rule has told still stands.
            return;
        }
        if (verdict instanceof Verdict.Fail fail) {
            deltas.fails(card, fail);
        } else if (!(verdict instanceof Verdict.Unknown)) {
            deltas.passes(card);
        }
        if (verdict instanceof Verdict.Unknown unknown) {
            deltas.cannotSee(card, unknown);
        } else {
            deltas.seesAgain(card);
        }
    }

    /** Only a rule that fails in the same look tells anything; one that is not in the book leaves nobody to tell it. */
    private static boolean isToldByAnother(Verdict.Unknown unknown, Evaluation.Judged judged) {
        return judged.verdicts().entrySet().stream()
                .anyMatch(other ->
                        unknown.toldBy().equals(Optional.of(other.getKey().id()))
                                && other.getValue() instanceof Verdict.Fail);
    }

    private static SubjectRecord withOutbox(SubjectRecord next, List<OutboxEntry> entries, Evaluation seen) {
        List<OutboxEntry> outbox = new ArrayList<>(next.outbox());
        outbox.addAll(entries);
        Optional<Instant> since = outbox.isEmpty()
                ? Optional.empty()
                : Stream.concat(next.outboxSince().stream(), entries.stream().map(entry -> dueSince(entry, seen.at())))
                        .min(Instant::compareTo)
                        .or(() -> Optional.of(seen.at()));
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
                next.judgedBy(),
                next.policy(),
                next.origin(),
                next.generation());
    }

    /**
     * What waits for a digest is due when it has to be told at the latest. In the index it stands behind everything else: thousands
     * of records that wait for the end of a sweep hide none that does not.
     */
    private static Instant dueSince(OutboxEntry entry, Instant at) {
        boolean forDigest =
                entry instanceof AlertFacts facts && facts.occasion().isPresent();
        return forDigest ? at.plus(EvaluationReason.LONGEST_WAIT) : at;
    }
}
