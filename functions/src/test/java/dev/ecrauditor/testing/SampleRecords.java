package dev.ecrauditor.testing;

import dev.ecrauditor.event.Actor;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.Cause;
import dev.ecrauditor.finding.record.CoveringWaiver;
import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.EventSummary;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.FindingState;
import dev.ecrauditor.finding.record.FindingState.TransitionHistory;
import dev.ecrauditor.finding.record.FlapHistory;
import dev.ecrauditor.finding.record.OutboxEntry;
import dev.ecrauditor.finding.record.OutboxPosition;
import dev.ecrauditor.finding.record.PendingAttribution;
import dev.ecrauditor.finding.record.PolicyHistory;
import dev.ecrauditor.finding.record.RemediationRequest;
import dev.ecrauditor.finding.record.RemediationState;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.repository.Origin;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.evidence.Evidence;
import dev.ecrauditor.rule.evidence.PolicyOutline;
import dev.ecrauditor.rule.evidence.WaivableGrant;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Records as stores keep them; each write made of the one before it, as an audit makes it. */
public final class SampleRecords {

    public static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final FindingKey VIOLATION = new FindingKey("ecr-scan-on-push", FindingKey.Kind.VIOLATION);
    private static final FindingKey COVERAGE_GAP = new FindingKey("ecr-policy-present", FindingKey.Kind.COVERAGE_GAP);

    private SampleRecords() {}

    public static Subject.Repository subject(String name) {
        return Subject.of(new RepositoryArn("aws", "us-east-1", "111122223333", name));
    }

    /** The first version, with an empty outbox. */
    public static SubjectRecord withEmptyOutbox(Subject subject) {
        return next(SubjectRecord.notEvaluated(subject), List.of());
    }

    /** The first version, with one alert of each of these ids in the outbox since this time. */
    public static SubjectRecord withAlerts(Subject subject, Instant since, String... alertIds) {
        return at(next(SubjectRecord.notEvaluated(subject), alerts(1, alertIds)), since);
    }

    /** The same, to publish in a digest only. */
    public static SubjectRecord withDigestAlerts(Subject subject, Instant since, String... alertIds) {
        return at(next(SubjectRecord.notEvaluated(subject), forDigest(alerts(1, alertIds))), since);
    }

    /** The next version, with more alerts for a digest only. */
    public static SubjectRecord addDigestAlerts(SubjectRecord before, String... alertIds) {
        return next(before, forDigest(alerts(before.version() + 1, alertIds)));
    }

    private static List<OutboxEntry> forDigest(List<OutboxEntry> alerts) {
        return alerts.stream()
                .map(AlertFacts.class::cast)
                .<OutboxEntry>map(facts -> forDigest(facts, EvaluationReason.FIRST_SWEEP))
                .toList();
    }

    /** The same facts, to publish in a digest only. */
    public static AlertFacts forDigest(AlertFacts facts, EvaluationReason reason) {
        return facts.toBuilder().reason(Optional.of(reason)).build();
    }

    /** The next version, with more alerts in the outbox. */
    public static SubjectRecord addAlerts(SubjectRecord before, String... alertIds) {
        return next(before, alerts(before.version() + 1, alertIds));
    }

    /** The next version, in which nothing changed. */
    public static SubjectRecord unchanged(SubjectRecord before) {
        return next(before, List.of());
    }

    /** The next version, in which the repository is gone. */
    public static SubjectRecord deleted(SubjectRecord before, Instant at) {
        SubjectRecord next = next(before, List.of());
        return next.toBuilder()
                .lastEvaluated(Optional.of(at))
                .deletedAt(Optional.of(at))
                .build();
    }

    /** The first version, with a value in every field and entries whose order is not that of their ids. */
    public static SubjectRecord full(Subject.Repository subject) {
        Map<FindingKey, FindingState> findings = new LinkedHashMap<>();
        FlapHistory flapping =
                new FlapHistory(List.of(NOON.minusSeconds(3), NOON), true, Optional.of(Cause.REMEDIATED));
        findings.put(
                VIOLATION,
                new FindingState(
                        true,
                        NOON,
                        NOON.plusSeconds(60),
                        Severity.CRITICAL,
                        "hash",
                        new TransitionHistory(
                                3,
                                flapping,
                                List.of(
                                        new PendingAttribution(2, Setting.SCANNING, "0123", Optional.empty(), NOON),
                                        new PendingAttribution(
                                                3, Setting.POLICY, "4567", Optional.of(NOON), NOON.plusMillis(61_001))),
                                Optional.of(NOON.plusSeconds(61)))));
        findings.put(
                COVERAGE_GAP,
                new FindingState(
                                false,
                                NOON,
                                NOON.plusNanos(123_456_789),
                                Severity.LOW,
                                "",
                                new TransitionHistory(12, FlapHistory.NONE))
                        .accepted(Optional.of(new FindingState.Acceptance(LocalDate.of(2026, 12, 31), true)))
                        .coveredBy(Optional.of(
                                new CoveringWaiver("payments", "moves next week", LocalDate.of(2026, 12, 30), true))));
        return SubjectRecord.notEvaluated(subject, "EcrAuditor-FindingTable-1A2B").toBuilder()
                .version(1)
                .incarnation(Optional.of(Instant.parse("2026-03-02T09:30:00.123Z")))
                .findings(findings)
                .outbox(List.of(
                        alert("bbb#2", new OutboxPosition(1, 0), AlertStatus.RESOLVED, Optional.of(Cause.REMEDIATED)),
                        alert("aaa#10", new OutboxPosition(1, 1), AlertStatus.REOPENED, Optional.empty()),
                        new RemediationRequest(
                                "bbb@4",
                                new OutboxPosition(1, 2),
                                subject,
                                VIOLATION,
                                Instant.parse("2026-03-02T09:30:00.123Z"),
                                4),
                        alert("aaa#9", new OutboxPosition(1, 10), AlertStatus.CHANGED, Optional.empty()),
                        attribution("aaa#9.attributed", new OutboxPosition(1, 11))))
                .remediation(new RemediationState(
                        3,
                        List.of(NOON.minusSeconds(7_200), NOON.minusSeconds(3_600), NOON),
                        List.of(
                                new RemediationState.Revert(Optional.empty(), NOON.minusSeconds(3_700), 1),
                                new RemediationState.Revert(
                                        Optional.of("arn:aws:iam::111122223333:user/terraform"),
                                        NOON.minusSeconds(60),
                                        2)),
                        true,
                        List.of(
                                new RemediationState.Attempt(
                                        2, NOON.minusSeconds(3_600), Optional.of(AlertStatus.REMEDIATED)),
                                new RemediationState.Attempt(3, NOON, Optional.empty())),
                        List.of(NOON.minusSeconds(5))))
                .lastEvaluated(Optional.of(NOON.plusSeconds(61)))
                .outboxSince(Optional.of(NOON.minusSeconds(1)))
                .deletedAt(Optional.of(NOON.plusSeconds(62)))
                .keyArn(Optional.of("arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"))
                .evaluatedBy(Optional.of("0123456789abcdef/fedcba9876543210"))
                .policy(new PolicyHistory(
                        Optional.of(new PolicyOutline(
                                List.of("Sid \"b\": allow * ecr:PutImage", "allow 444455556666 ecr:ListImages"),
                                Map.of(
                                        "every AWS account",
                                        Set.of("ecr:PutImage"),
                                        "account 444455556666",
                                        Set.of("ecr:ListImages", "ecr:BatchGetImage")),
                                true)),
                        Map.of("aaaa", NOON.minusSeconds(30)),
                        Map.of("bbbb", NOON)))
                .origin(Origin.ECR)
                .build();
    }

    private static SubjectRecord next(SubjectRecord before, List<OutboxEntry> entries) {
        List<OutboxEntry> outbox = new ArrayList<>(before.outbox());
        outbox.addAll(entries);
        return before.toBuilder()
                .version(before.version() + 1)
                .incarnation(Optional.of(SampleRepository.CREATED))
                .outbox(outbox)
                .lastEvaluated(Optional.of(NOON))
                .outboxSince(
                        outbox.isEmpty()
                                ? Optional.empty()
                                : before.outboxSince().or(() -> Optional.of(NOON)))
                .build();
    }

    private static SubjectRecord at(SubjectRecord record, Instant since) {
        return record.toBuilder().outboxSince(Optional.of(since)).build();
    }

    private static List<OutboxEntry> alerts(long version, String... ids) {
        List<OutboxEntry> entries = new ArrayList<>();
        Stream.of(ids)
                .forEach(id -> entries.add(
                        alert(id, new OutboxPosition(version, entries.size()), AlertStatus.OPENED, Optional.empty())));
        return entries;
    }

    private static AlertFacts attribution(String id, OutboxPosition order) {
        Actor actor = new Actor(
                Optional.empty(),
                Optional.empty(),
                Optional.of("203.0.113.12"),
                Actor.Tool.CLOUDFORMATION,
                new Actor.Origin(
                        Optional.of("alice"),
                        Optional.of("544894e8-80c1-707f-60e3-3ba6510dfac1"),
                        Optional.of("arn:aws:lambda:us-east-1:111122223333:function:deploy"),
                        Optional.of("cloudformation.amazonaws.com")));
        return AlertFacts.of(id, VIOLATION, AlertStatus.ATTRIBUTED)
                .position(order)
                .severity(Severity.HIGH)
                .evidence(new Evidence("A sentence.", Map.of()))
                .openedAt(NOON.minusSeconds(30))
                .at(NOON)
                .setBy(Optional.of(new EventSummary("event-2", "SetRepositoryPolicy", NOON.minusSeconds(30), actor)))
                .dueAt(Optional.of(NOON.plusSeconds(5)))
                .build();
    }

    private static AlertFacts alert(String id, OutboxPosition order, AlertStatus status, Optional<Cause> cause) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("zeta", "first \u00e9\u2028");
        facts.put("alpha", "second");
        facts.put("statement 10", "");
        facts.put("statement 2", "fourth");
        Actor actor = new Actor(
                Optional.of("arn:aws:sts::111122223333:assumed-role/Developer/alice"),
                Optional.of("Developer"),
                Optional.empty(),
                Actor.Tool.TERRAFORM);
        return AlertFacts.of(id, VIOLATION, status)
                .position(order)
                .cause(cause)
                .severity(Severity.HIGH)
                .evidence(new Evidence("A sentence.", facts)
                        .fixedBy(List.of("# Then:", "aws ecr --help"))
                        .granting(List.of(new WaivableGrant(List.of("444455556666"), List.of("ecr:PutImage")))))
                .openedAt(NOON.minusSeconds(30))
                .at(NOON)
                .event(
                        status == AlertStatus.CHANGED
                                ? Optional.empty()
                                : Optional.of(
                                        new EventSummary("event-1", "PutImageScanningConfiguration", NOON, actor)))
                .setBy(
                        status == AlertStatus.CHANGED
                                ? Optional.empty()
                                : Optional.of(new EventSummary("event-1", "PutImageScanningConfiguration", NOON, actor))
                                        .filter(named -> status == AlertStatus.RESOLVED))
                .build();
    }
}
