package dev.ecrauditor.securityhub;

import dev.ecrauditor.alert.Alert;
import dev.ecrauditor.alert.AlertMessage;
import dev.ecrauditor.alert.AlertRenderer;
import dev.ecrauditor.alert.Digest;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.Cause;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.OutboxPosition;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.rule.RuleOptions;
import dev.ecrauditor.rule.RuleRegistry;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.rule.evidence.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Alerts as the alert function publishes them. */
final class SampleAlerts {

    static final RuleRegistry RULES = RuleCatalog.every(RuleOptions.of(Duration.ofMinutes(15)));
    static final Instant PUBLISHED_AT = Instant.parse("2026-11-20T10:06:00.250Z");
    static final String MEMBER = "111122223333";
    static final String OTHER = "444455556666";
    static final FindingKey PUBLIC = new FindingKey("ecr-policy-not-public", FindingKey.Kind.VIOLATION);

    private SampleAlerts() {}

    static Subject repository(String account, String name) {
        return Subject.of(new RepositoryArn("aws", LocalHub.REGION, account, name));
    }

    /** One transition of a finding. */
    static AlertFacts facts(Subject subject, FindingKey finding, AlertStatus status, int number) {
        return AlertFacts.of(finding.findingId(subject, PUBLISHED_AT) + "#" + number, finding, status)
                .position(new OutboxPosition(number, 0))
                .severity(Severity.HIGH)
                .evidence(new Evidence(
                        "Every AWS account can pull.",
                        Map.of("statement", "Open"),
                        List.of("aws ecr describe-registry")))
                .openedAt(PUBLISHED_AT.minusSeconds(60))
                .at(PUBLISHED_AT.minusSeconds(10))
                .cause(status == AlertStatus.RESOLVED ? Optional.of(Cause.FIXED) : Optional.empty())
                .build();
    }

    static AlertFacts facts(Subject subject, AlertStatus status, int number) {
        return facts(subject, PUBLIC, status, number);
    }

    /** The alert of one subject, as many seconds after the first as its number says. */
    static AlertMessage alert(Subject subject, AlertFacts... facts) {
        int number = Integer.parseInt(facts[0].id().replaceAll(".*#|\\..*", ""));
        return AlertRenderer.render(Alert.of(subject, List.of(facts), RULES, PUBLISHED_AT.plusSeconds(number)));
    }

    static AlertMessage alert(Subject subject, AlertStatus status, int number) {
        return alert(subject, facts(subject, status, number));
    }

    static List<AlertMessage> digest(List<Digest.Item> items, Instant publishedAt) {
        return Digest.parts(items, publishedAt).stream().map(Digest::rendered).toList();
    }
}
