package dev.ecrauditor.finding.record;

import dev.ecrauditor.repository.Origin;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A changed copy of a record, with named fields; what is not set stays as it is. */
public final class SubjectRecordBuilder {

    private final SubjectRecord original;
    private long version;
    private Optional<Instant> incarnation;
    private Map<FindingKey, FindingState> findings;
    private List<OutboxEntry> outbox;
    private RemediationState remediation;
    private Optional<Instant> lastEvaluated;
    private Optional<Instant> outboxSince;
    private Optional<Instant> deletedAt;
    private Optional<String> keyArn;
    private Optional<String> evaluatedBy;
    private PolicyHistory policy;
    private Origin origin;

    SubjectRecordBuilder(SubjectRecord original) {
        this.original = original;
        this.version = original.version();
        this.incarnation = original.incarnation();
        this.findings = original.findings();
        this.outbox = original.outbox();
        this.remediation = original.remediation();
        this.lastEvaluated = original.lastEvaluated();
        this.outboxSince = original.outboxSince();
        this.deletedAt = original.deletedAt();
        this.keyArn = original.keyArn();
        this.evaluatedBy = original.evaluatedBy();
        this.policy = original.policy();
        this.origin = original.origin();
    }

    public SubjectRecordBuilder version(long value) {
        version = value;
        return this;
    }

    public SubjectRecordBuilder incarnation(Optional<Instant> value) {
        incarnation = value;
        return this;
    }

    public SubjectRecordBuilder findings(Map<FindingKey, FindingState> value) {
        findings = value;
        return this;
    }

    public SubjectRecordBuilder outbox(List<OutboxEntry> value) {
        outbox = value;
        return this;
    }

    public SubjectRecordBuilder remediation(RemediationState value) {
        remediation = value;
        return this;
    }

    public SubjectRecordBuilder lastEvaluated(Optional<Instant> value) {
        lastEvaluated = value;
        return this;
    }

    public SubjectRecordBuilder outboxSince(Optional<Instant> value) {
        outboxSince = value;
        return this;
    }

    public SubjectRecordBuilder deletedAt(Optional<Instant> value) {
        deletedAt = value;
        return this;
    }

    public SubjectRecordBuilder keyArn(Optional<String> value) {
        keyArn = value;
        return this;
    }

    public SubjectRecordBuilder evaluatedBy(Optional<String> value) {
        evaluatedBy = value;
        return this;
    }

    public SubjectRecordBuilder policy(PolicyHistory value) {
        policy = value;
        return this;
    }

    public SubjectRecordBuilder origin(Origin value) {
        origin = value;
        return this;
    }

    public SubjectRecord build() {
        return new SubjectRecord(
                original.subject(),
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
                origin,
                original.generation());
    }
}
