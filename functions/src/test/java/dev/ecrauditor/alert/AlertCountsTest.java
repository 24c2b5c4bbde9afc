package dev.ecrauditor.alert;

import static dev.ecrauditor.testing.SampleRecords.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.OutboxPosition;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.evidence.Evidence;
import dev.ecrauditor.testing.SampleRecords;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AlertCountsTest {

    private static final Subject REPOSITORY = SampleRecords.subject("payments/api");
    private static final Subject COVERAGE = new Subject.Coverage("111122223333", "us-east-1");

    /** Also of a repository: a setting of it that cannot be read. */
    private static final FindingKey FINDING = new FindingKey("ecr-policy-present", FindingKey.Kind.COVERAGE_GAP);

    @Test
    void findingsAreCountedBySeverity() {
        assertThat(AlertCounts.of(List.of(
                        alert(REPOSITORY, AlertStatus.OPENED, Severity.CRITICAL),
                        alert(REPOSITORY, AlertStatus.REOPENED, Severity.CRITICAL),
                        alert(REPOSITORY, AlertStatus.CHANGED, Severity.HIGH),
                        alert(REPOSITORY, AlertStatus.TRANSIENT, Severity.MEDIUM),
                        alert(REPOSITORY, AlertStatus.OPENED, Severity.LOW))))
                .isEqualTo(Map.of("criticalFindings", 2, "highFindings", 1, "mediumFindings", 1, "lowFindings", 1));
    }

    @Test
    void whatIsResolvedIsCountedWithoutItsSeverity() {
        assertThat(AlertCounts.of(List.of(
                        alert(REPOSITORY, AlertStatus.RESOLVED, Severity.CRITICAL),
                        alert(REPOSITORY, AlertStatus.RESOLVED, Severity.LOW))))
                .isEqualTo(Map.of("findingsResolved", 2));
    }

    @Test
    void anAccountThatCannotBeReadIsNoFindingOfItsRepositories() {
        assertThat(AlertCounts.of(List.of(
                        alert(COVERAGE, AlertStatus.OPENED, Severity.HIGH),
                        alert(COVERAGE, AlertStatus.RESOLVED, Severity.HIGH),
                        alert(REPOSITORY, AlertStatus.OPENED, Severity.HIGH))))
                .isEqualTo(Map.of("coverageGaps", 1, "coverageGapsResolved", 1, "highFindings", 1));
    }

    @ParameterizedTest
    @EnumSource(AlertStatus.class)
    void whatIsNoNewStateOfAFindingIsNotCounted(AlertStatus status) {
        boolean counted = EnumSet.of(
                        AlertStatus.OPENED,
                        AlertStatus.REOPENED,
                        AlertStatus.CHANGED,
                        AlertStatus.TRANSIENT,
                        AlertStatus.RESOLVED)
                .contains(status);
        assertThat(AlertCounts.of(List.of(alert(REPOSITORY, status, Severity.HIGH))))
                .hasSize(counted ? 1 : 0);
    }

    private static Digest.Item alert(Subject subject, AlertStatus status, Severity severity) {
        AlertFacts facts = AlertFacts.of("a#1", FINDING, status)
                .position(new OutboxPosition(1, 0))
                .severity(severity)
                .evidence(new Evidence("A sentence.", Map.of()))
                .openedAt(NOON)
                .at(NOON)
                .build();
        return new Digest.Item(subject, facts);
    }
}
