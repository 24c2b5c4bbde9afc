package dev.ecrauditor.finding.record;

import dev.ecrauditor.repository.Origin;
import dev.ecrauditor.rule.evidence.Evidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything stored about one subject: one item, written as a whole on the condition that its version is unchanged.
 *
 * @param subject what it is about
 * @param version counts every write, also one that changed nothing; 0 means that nothing is stored yet
 * @param incarnation the repository's createdAt when it was last read
 * @param findings the state of each finding
 * @param outbox what is not yet sent, in order
 * @param remediation the state of remediation
 * @param lastEvaluated when the subject was last evaluated
 * @param outboxSince since when an entry of the outbox has been due; in the future where all of them may wait for a
 *     digest
 * @param deletedAt when it was found to be deleted
 * @param keyArn the KMS key a repository is encrypted with, by which its record is found when the key changes
 * @param evaluatedBy the mark of the rule set fingerprint of the last evaluation
 * @param policy what is kept of a repository's policy
 * @param origin who created this incarnation of the repository
 * @param generation which store the record was begun in, part of the ids of its findings; empty for a store without
 *     one, and in records that earlier versions wrote
 */
public record SubjectRecord(
        Subject subject,
        long version,
        Optional<Instant> incarnation,
        Map<FindingKey, FindingState> findings,
        List<OutboxEntry> outbox,
        RemediationState remediation,
        Optional<Instant> lastEvaluated,
        Optional<Instant> outboxSince,
        Optional<Instant> deletedAt,
        Optional<String> keyArn,
        Optional<String> evaluatedBy,
        PolicyHistory policy,
        Origin origin,
        String generation) {

    public SubjectRecord {
        findings = Collections.unmodifiableMap(new LinkedHashMap<>(findings));
        outbox = outbox.stream()
                .sorted(Comparator.comparing(OutboxEntry::position))
                .toList();
    }

    /** A record of a subject without a known origin, in a store without a generation. */
    public SubjectRecord(
            Subject subject,
            long version,
            Optional<Instant> incarnation,
            Map<FindingKey, FindingState> findings,
            List<OutboxEntry> outbox,
            RemediationState remediation,
            Optional<Instant> lastEvaluated,
            Optional<Instant> outboxSince,
            Optional<Instant> deletedAt,
            Optional<String> keyArn,
            Optional<String> evaluatedBy,
            PolicyHistory policy) {
        this(
                subject,
                version,
                incarnation,
                findings,
                outbox,
                remediation,
                lastEvaluated,
                outboxSince,
                deletedAt,
                keyArn,
                evaluatedBy,
                policy,
                Origin.NOT_SEEN,
                "");
    }

    /** The record of a subject that was never evaluated, in a store without a generation. */
    public static SubjectRecord notEvaluated(Subject subject) {
        return notEvaluated(subject, "");
    }

    /** The record of a subject that was never evaluated, in a store of this generation. */
    public static SubjectRecord notEvaluated(Subject subject, String generation) {
        return new SubjectRecord(
                subject,
                0,
                Optional.empty(),
                Map.of(),
                List.of(),
                RemediationState.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                PolicyHistory.NONE,
                Origin.NOT_SEEN,
                generation);
    }

    /** True while the finding is open. */
    public boolean isOpen(FindingKey key) {
        return findings.containsKey(key) && findings.get(key).open();
    }

    /** The same version with this policy history and this outbox; new entries wait since then. */
    public SubjectRecord with(PolicyHistory remembered, List<OutboxEntry> entries, Instant at) {
        Instant first = outboxSince
                .filter(since -> entries.size() == outbox.size() || since.isBefore(at))
                .orElse(at);
        Optional<Instant> since = entries.isEmpty() ? Optional.empty() : Optional.of(first);
        return copy(version, findings, entries, remediation, since, remembered);
    }

    /** The same version with this remediation state. */
    public SubjectRecord withRemediation(RemediationState state) {
        return copy(version, findings, outbox, state, outboxSince, policy);
    }

    /** The same version with this outbox instead, due since the same time. */
    public SubjectRecord withOutbox(List<OutboxEntry> entries) {
        return copy(version, findings, entries, remediation, outboxSince, policy);
    }

    /** The same version with this state of a finding. */
    public SubjectRecord withFinding(FindingKey key, FindingState state) {
        Map<FindingKey, FindingState> changed = new LinkedHashMap<>(findings);
        changed.put(key, state);
        return copy(version, changed, outbox, remediation, outboxSince, policy);
    }

    /** The same version with one more entry, due now. */
    public SubjectRecord withMore(OutboxEntry entry, Instant at) {
        List<OutboxEntry> more = new ArrayList<>(outbox);
        more.add(entry);
        Instant since = outboxSince.filter(due -> due.isBefore(at)).orElse(at);
        return copy(version, findings, more, remediation, Optional.of(since), policy);
    }

    /** The next version with the actors of known transitions; the subject was not evaluated again. */
    public SubjectRecord attributed(
            Map<FindingKey, FindingState> attributedFindings, List<OutboxEntry> entries, Instant at) {
        List<OutboxEntry> more = new ArrayList<>(outbox);
        more.addAll(entries);
        return next(attributedFindings, more, remediation, outboxSince.or(() -> Optional.of(at)));
    }

    /** The record without the entries that were sent; each removal is a write of its own, so the version grows. */
    public SubjectRecord withoutSent(Set<String> entryIds) {
        List<OutboxEntry> left =
                outbox.stream().filter(entry -> !entryIds.contains(entry.id())).toList();
        Optional<Instant> since = left.isEmpty() ? Optional.empty() : outboxSince;
        return next(findings, left, remediation, since);
    }

    /**
     * The record with an attempt begun; empty when the attempt must not be made: it was begun before, the finding is no
     * longer open, the repository was created anew, or the cap is reached.
     */
    public Optional<SubjectRecord> beginAttempt(RemediationRequest request, Instant at) {
        return isDue(request) && remediation.mayBegin(at)
                ? Optional.of(next(findings, outbox, remediation.begin(request.attempt(), at), outboxSince))
                : Optional.empty();
    }

    /** The same for a dry run, which has a cap of its own. */
    public Optional<SubjectRecord> planAttempt(RemediationRequest request, Instant at) {
        return isDue(request) && remediation.mayPlan(at)
                ? Optional.of(next(findings, outbox, remediation.plan(request.attempt(), at), outboxSince))
                : Optional.empty();
    }

    private boolean isDue(RemediationRequest request) {
        return remediation.done() < request.attempt()
                && isOpen(request.finding())
                && incarnation.equals(Optional.of(request.incarnation()));
    }

    /**
     * The record with one more alert, outside the transition: what remediation did about a finding. Empty when the
     * finding is no longer known, or the outcome of the attempt was reported.
     */
    public Optional<SubjectRecord> withRemediationAlert(
            RemediationRequest request, AlertStatus status, Evidence evidence, Instant at) {
        FindingState state = findings.get(request.finding());
        if (state == null
                || !incarnation.equals(Optional.of(request.incarnation()))
                || remediation.isReported(request.attempt())) {
            return Optional.empty();
        }
        String findingId = request.finding().findingId(this, request.incarnation());
        RemediationState ended = remediation.ended(request.attempt(), status);
        if (remediation.suspended() && status == AlertStatus.REMEDIATION_FAILED) {
            return Optional.of(next(findings, outbox, ended, outboxSince)); // its failure was reported
        }
        FindingState reported = state.confirmedState();
        AlertFacts facts = new AlertFacts(
                findingId + "#" + reported.number(),
                new OutboxPosition(version + 1, 0),
                request.finding(),
                status,
                Optional.empty(),
                state.severity(),
                evidence,
                state.openedAt(),
                at,
                Optional.empty(),
                false,
                Optional.empty());
        SubjectRecord more = withFinding(request.finding(), reported).withMore(facts, at);
        return Optional.of(next(more.findings(), more.outbox(), ended, outboxSince.or(() -> Optional.of(at))));
    }

    private SubjectRecord next(
            Map<FindingKey, FindingState> nextFindings,
            List<OutboxEntry> nextOutbox,
            RemediationState nextRemediation,
            Optional<Instant> nextSince) {
        return copy(version + 1, nextFindings, nextOutbox, nextRemediation, nextSince, policy);
    }

    private SubjectRecord copy(
            long otherVersion,
            Map<FindingKey, FindingState> otherFindings,
            List<OutboxEntry> otherOutbox,
            RemediationState otherRemediation,
            Optional<Instant> otherSince,
            PolicyHistory otherPolicy) {
        return new SubjectRecord(
                subject,
                otherVersion,
                incarnation,
                otherFindings,
                otherOutbox,
                otherRemediation,
                lastEvaluated,
                otherSince,
                deletedAt,
                keyArn,
                evaluatedBy,
                otherPolicy,
                origin,
                generation);
    }
}
