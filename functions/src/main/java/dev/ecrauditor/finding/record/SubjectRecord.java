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
                Origin.UNKNOWN,
                generation);
    }

    /** True while the finding is open. */
    public boolean isOpen(FindingKey key) {
        return findings.containsKey(key) && findings.get(key).open();
    }

    /** True while a baseline accepts the finding. */
    public boolean isAccepted(FindingKey key) {
        return findings.containsKey(key) && findings.get(key).isAccepted();
    }

    /** The same record, to be changed in some fields. */
    public SubjectRecordBuilder toBuilder() {
        return new SubjectRecordBuilder(this);
    }

    /** The same version with this policy history. */
    public SubjectRecord withPolicy(PolicyHistory history) {
        return toBuilder().policy(history).build();
    }

    /** The same version with this remediation state. */
    public SubjectRecord withRemediation(RemediationState state) {
        return toBuilder().remediation(state).build();
    }

    /** The same version with this outbox instead, due since the same time. */
    public SubjectRecord withOutbox(List<OutboxEntry> entries) {
        return toBuilder().outbox(entries).build();
    }

    /** The same version with this state of a finding. */
    public SubjectRecord withFinding(FindingKey key, FindingState state) {
        Map<FindingKey, FindingState> changed = new LinkedHashMap<>(findings);
        changed.put(key, state);
        return toBuilder().findings(changed).build();
    }

    /** The same version with one more entry, due now. */
    public SubjectRecord withMore(OutboxEntry entry, Instant at) {
        List<OutboxEntry> more = new ArrayList<>(outbox);
        more.add(entry);
        return toBuilder().outbox(more).outboxSince(sinceWith(at)).build();
    }

    /** With an entry that is due now, whatever the others wait for. */
    private Optional<Instant> sinceWith(Instant at) {
        return outboxSince.filter(due -> due.isBefore(at)).or(() -> Optional.of(at));
    }

    /** The next version with the actors of known transitions; the subject was not evaluated again. */
    public SubjectRecord attributed(
            Map<FindingKey, FindingState> attributedFindings, List<AlertFacts> entries, Instant at) {
        List<OutboxEntry> more = new ArrayList<>(outbox);
        more.addAll(entries);
        return next().findings(attributedFindings)
                .outbox(more)
                .outboxSince(sinceWith(at))
                .build();
    }

    /** The record without the entries that were sent; each removal is a write of its own, so the version grows. */
    public SubjectRecord withoutSent(Set<String> entryIds) {
        List<OutboxEntry> left =
                outbox.stream().filter(entry -> !entryIds.contains(entry.id())).toList();
        return next().outbox(left)
                .outboxSince(left.isEmpty() ? Optional.empty() : outboxSince)
                .build();
    }

    /**
     * The record with an attempt begun; empty when the attempt must not be made: it was begun before, the finding is no
     * longer open, the repository was created anew, or the cap is reached.
     */
    public Optional<SubjectRecord> beginAttempt(RemediationRequest request, Instant at) {
        return isDue(request) && remediation.mayBegin(at)
                ? Optional.of(next().remediation(remediation.begin(request.attempt(), at))
                        .build())
                : Optional.empty();
    }

    /** The same for a dry run, which has a cap of its own. */
    public Optional<SubjectRecord> planAttempt(RemediationRequest request, Instant at) {
        return isDue(request) && remediation.mayPlan(at)
                ? Optional.of(next().remediation(remediation.plan(request.attempt(), at))
                        .build())
                : Optional.empty();
    }

    private boolean isDue(RemediationRequest request) {
        return remediation.done() < request.attempt()
                && isOpen(request.finding())
                && !isAccepted(request.finding())
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
            return Optional.of(next().remediation(ended).build()); // its failure was reported
        }
        FindingState reported = state.confirmedState();
        AlertFacts facts = AlertFacts.of(findingId + "#" + reported.number(), request.finding(), status)
                .position(new OutboxPosition(version + 1, 0))
                .severity(state.severity())
                .evidence(evidence)
                .openedAt(state.openedAt())
                .at(at)
                .build();
        SubjectRecord more = withFinding(request.finding(), reported).withMore(facts, at);
        return Optional.of(more.next().remediation(ended).build());
    }

    private SubjectRecordBuilder next() {
        return toBuilder().version(version + 1);
    }
}
