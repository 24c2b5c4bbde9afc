package dev.ecrauditor.alert;

import dev.ecrauditor.event.Actor;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.Cause;
import dev.ecrauditor.finding.record.EventSummary;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.OutboxPosition;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.repository.DeniedCall;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.rule.RuleRegistry;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.rule.evidence.DenialAdvice;
import dev.ecrauditor.rule.evidence.Evidence;
import dev.ecrauditor.rule.evidence.WaivableGrant;
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
record AlertBuilder(
        RepositoryArn repository,
        AlertStatus status,
        Optional<Cause> cause,
        Optional<EventSummary> event,
        boolean certain,
        List<AlertFacts> findings) {

    static final RuleRegistry RULES = RuleCatalog.standard(Duration.ofMinutes(15));
    static final Instant CALLED_AT = Instant.parse("2026-11-20T10:05:00Z");
    static final Instant EVALUATED_AT = CALLED_AT.plusSeconds(45);
    static final Instant PUBLISHED_AT = CALLED_AT.plusSeconds(60);
    static final Actor ALICE = new Actor(
            Optional.of("arn:aws:sts::111122223333:assumed-role/Developer/alice"),
            Optional.of("Developer"),
            Optional.of("203.0.113.12"),
            Actor.Tool.CONSOLE);

    static final String ENCRYPTION = "ecr-encryption-customer-managed-key";
    static final String PRESENT = "ecr-policy-present";
    static final String NOT_PUBLIC = "ecr-policy-not-public";
    static final String SCANNING = "ecr-scan-on-push";

    static AlertBuilder opened() {
        RepositoryArn api = new RepositoryArn("aws", "us-east-1", "111122223333", "payments/api");
        EventSummary call = new EventSummary("9a1b-77", "SetRepositoryPolicy", CALLED_AT, ALICE);
        return new AlertBuilder(api, AlertStatus.OPENED, Optional.empty(), Optional.of(call), true, List.of());
    }

    static AlertBuilder resolved(Cause cause) {
        return opened().status(AlertStatus.RESOLVED, Optional.of(cause));
    }

    AlertBuilder of(String partition, String region, String name) {
        RepositoryArn other = new RepositoryArn(partition, region, "111122223333", name);
        return new AlertBuilder(other, status, cause, event, certain, findings);
    }

    AlertBuilder named(String name) {
        return of("aws", "us-east-1", name);
    }

    AlertBuilder status(AlertStatus other) {
        return status(other, other == AlertStatus.RESOLVED ? Optional.of(Cause.FIXED) : Optional.empty());
    }

    private AlertBuilder status(AlertStatus other, Optional<Cause> because) {
        return new AlertBuilder(repository, other, because, event, certain, findings);
    }

    AlertBuilder withoutEvent() {
        return new AlertBuilder(repository, status, cause, Optional.empty(), false, findings);
    }

    AlertBuilder by(Actor actor) {
        return event(new EventSummary("9a1b-77", "SetRepositoryPolicy", CALLED_AT, actor));
    }

    AlertBuilder event(EventSummary other) {
        return new AlertBuilder(repository, status, cause, Optional.of(other), certain, findings);
    }

    AlertBuilder uncertain() {
        return new AlertBuilder(repository, status, cause, event, false, findings);
    }

    AlertBuilder violation(String ruleId, Severity severity, String summary, String... namesAndValues) {
        return finding(new FindingKey(ruleId, FindingKey.Kind.VIOLATION), severity, evidence(summary, namesAndValues));
    }

    AlertBuilder coverageGap(String ruleId, Severity severity, String reason, String... namesAndValues) {
        Evidence evidence = evidence("The rule could not be evaluated: " + reason + ".", namesAndValues);
        return finding(new FindingKey(ruleId, FindingKey.Kind.COVERAGE_GAP), severity, evidence);
    }

    /** A rule that could not be evaluated because AWS denied a call, as the transition reports it. */
    AlertBuilder denied(String ruleId, Severity severity, DeniedCall call) {
        Evidence evidence = new Evidence(
                "The rule could not be evaluated: denied; " + call.cause() + ".",
                call.facts(),
                DenialAdvice.of(call, repository));
        return finding(new FindingKey(ruleId, FindingKey.Kind.COVERAGE_GAP), severity, evidence);
    }

    AlertBuilder finding(FindingKey key, Severity severity, Evidence evidence) {
        List<AlertFacts> more = new ArrayList<>(findings);
        Instant openedAt = CALLED_AT.minus(Duration.ofHours(3 - findings.size()));
        more.add(AlertFacts.of(key.findingId(Subject.of(repository), CALLED_AT) + "#" + 1, key, status)
                .position(new OutboxPosition(1, findings.size()))
                .cause(cause)
                .severity(severity)
                .evidence(evidence)
                .openedAt(status == AlertStatus.OPENED ? CALLED_AT : openedAt)
                .at(EVALUATED_AT)
                .event(event)
                .setBy(event.filter(named -> certain))
                .build());
        return new AlertBuilder(repository, status, cause, event, certain, more);
    }

    /** As it is the most common: anybody can push. */
    AlertBuilder publicAccess() {
        Evidence found = evidence(
                "Any AWS account can read and change this repository.",
                "statement 1",
                "Sid \"AllowAll\" allows principal * without condition",
                "statement 1 read",
                "ecr:BatchGetImage",
                "statement 1 write",
                "ecr:PutImage");
        WaivableGrant everybody = new WaivableGrant(List.of("*"), List.of("ecr:BatchGetImage", "ecr:PutImage"));
        return finding(
                new FindingKey(NOT_PUBLIC, FindingKey.Kind.VIOLATION),
                Severity.CRITICAL,
                found.granting(List.of(everybody)));
    }

    AlertBuilder notScanned() {
        return violation(SCANNING, Severity.MEDIUM, "Pushed images are not scanned.", "scanOnPush", "false");
    }

    AlertBuilder notEncrypted() {
        return violation(ENCRYPTION, Severity.MEDIUM, "Images are encrypted with AES256.", "encryptionType", "AES256");
    }

    AlertBuilder withoutPolicy() {
        return violation(PRESENT, Severity.LOW, "The repository has no repository policy.", "policy", "none");
    }

    Alert built() {
        return Alert.of(Subject.of(repository), findings, RULES, PUBLISHED_AT);
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
