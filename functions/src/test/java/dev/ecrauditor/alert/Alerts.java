package dev.ecrauditor.alert;

import dev.ecrauditor.event.Actor;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.Cause;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.OutboxPosition;
import dev.ecrauditor.finding.record.SeenEvent;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.repository.DeniedCall;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.rule.RuleRegistry;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.evidence.DenialAdvice;
import dev.ecrauditor.rule.evidence.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Alerts as a test describes them: payments/api, opened by alice, seen 45 seconds after her call and published 15
 * seconds later, unless a test says otherwise. Each method answers a changed copy.
 */
record Alerts(
        RepositoryArn repository,
        AlertStatus status,
        Optional<Cause> cause,
        Optional<SeenEvent> event,
        boolean certain,
        List<AlertFacts> findings) {

    static final RuleRegistry BOOK = RuleRegistry.standard(Duration.ofMinutes(15));
    static final Instant CALLED = Instant.parse("2026-11-20T10:05:00Z");
    static final Instant SEEN = CALLED.plusSeconds(45);
    static final Instant PUBLISHED = CALLED.plusSeconds(60);
    static final Actor ALICE = new Actor(
            Optional.of("arn:aws:sts::111122223333:assumed-role/Developer/alice"),
            Optional.of("Developer"),
            Optional.of("203.0.113.12"),
            Actor.Tool.CONSOLE);

    static final String ENCRYPTION = "ecr-encryption-customer-managed-key";
    static final String PRESENT = "ecr-policy-present";
    static final String NOT_PUBLIC = "ecr-policy-not-public";
    static final String SCANNING = "ecr-scan-on-push";

    static Alerts opened() {
        RepositoryArn api = new RepositoryArn("aws", "us-east-1", "111122223333", "payments/api");
        SeenEvent call = new SeenEvent("9a1b-77", "SetRepositoryPolicy", CALLED, ALICE);
        return new Alerts(api, AlertStatus.OPENED, Optional.empty(), Optional.of(call), true, List.of());
    }

    static Alerts resolved(Cause cause) {
        return opened().status(AlertStatus.RESOLVED, Optional.of(cause));
    }

    Alerts of(String partition, String region, String name) {
        RepositoryArn other = new RepositoryArn(partition, region, "111122223333", name);
        return new Alerts(other, status, cause, event, certain, findings);
    }

    Alerts named(String name) {
        return of("aws", "us-east-1", name);
    }

    Alerts status(AlertStatus other) {
        return status(other, other == AlertStatus.RESOLVED ? Optional.of(Cause.FIXED) : Optional.empty());
    }

    private Alerts status(AlertStatus other, Optional<Cause> because) {
        return new Alerts(repository, other, because, event, certain, findings);
    }

    Alerts withoutEvent() {
        return new Alerts(repository, status, cause, Optional.empty(), false, findings);
    }

    Alerts by(Actor actor) {
        return event(new SeenEvent("9a1b-77", "SetRepositoryPolicy", CALLED, actor));
    }

    Alerts event(SeenEvent other) {
        return new Alerts(repository, status, cause, Optional.of(other), certain, findings);
    }

    Alerts uncertain() {
        return new Alerts(repository, status, cause, event, false, findings);
    }

    Alerts violation(String ruleId, Severity severity, String summary, String... namesAndValues) {
        return finding(new FindingKey(ruleId, FindingKey.Kind.VIOLATION), severity, evidence(summary, namesAndValues));
    }

    Alerts blind(String ruleId, Severity severity, String reason, String... namesAndValues) {
        Evidence evidence = evidence("The rule could not be evaluated: " + reason + ".", namesAndValues);
        return finding(new FindingKey(ruleId, FindingKey.Kind.COVERAGE_GAP), severity, evidence);
    }

    /** A rule that could not be evaluated because AWS denied a call, as the transition reports it. */
    Alerts denied(String ruleId, Severity severity, DeniedCall call) {
        Evidence evidence = new Evidence(
                "The rule could not be evaluated: denied; " + call.cause() + ".",
                call.facts(),
                DenialAdvice.of(call, repository));
        return finding(new FindingKey(ruleId, FindingKey.Kind.COVERAGE_GAP), severity, evidence);
    }

    Alerts finding(FindingKey key, Severity severity, Evidence evidence) {
        List<AlertFacts> more = new ArrayList<>(findings);
        Instant openedAt = CALLED.minus(Duration.ofHours(3 - findings.size()));
        more.add(AlertFacts.of(key.findingId(Subject.of(repository), CALLED) + "#" + 1, key, status)
                .position(new OutboxPosition(1, findings.size()))
                .cause(cause)
                .severity(severity)
                .evidence(evidence)
                .openedAt(status == AlertStatus.OPENED ? CALLED : openedAt)
                .at(SEEN)
                .event(event)
                .setBy(event.filter(named -> certain))
                .build());
        return new Alerts(repository, status, cause, event, certain, more);
    }

    /** As it is the most common: anybody can push. */
    Alerts openToAnyone() {
        return violation(
                NOT_PUBLIC,
                Severity.CRITICAL,
                "Any AWS account can read and change this repository.",
                "statement 1",
                "Sid \"AllowAll\" allows principal * without condition",
                "statement 1 read",
                "ecr:BatchGetImage",
                "statement 1 write",
                "ecr:PutImage");
    }

    Alerts notScanned() {
        return violation(SCANNING, Severity.MEDIUM, "Pushed images are not scanned.", "scanOnPush", "false");
    }

    Alerts notEncrypted() {
        return violation(ENCRYPTION, Severity.MEDIUM, "Images are encrypted with AES256.", "encryptionType", "AES256");
    }

    Alerts withoutPolicy() {
        return violation(PRESENT, Severity.LOW, "The repository has no repository policy.", "policy", "none");
    }

    Alert built() {
        return Alert.of(Subject.of(repository), findings, BOOK, PUBLISHED);
    }

    AlertMessage rendered() {
        return AlertRenderer.render(built());
    }

    private static Evidence evidence(String summary, String... namesAndValues) {
        Map<String, String> facts = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            facts.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new Evidence(summary, facts);
    }
}
