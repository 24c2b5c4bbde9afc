package dev.ecrauditor.finding.transition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.delivery.CheckResult;
import dev.ecrauditor.delivery.DeliveryCheck;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.evidence.Evidence;
import dev.ecrauditor.settings.Reminders;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DepartureTransitionTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    @Test
    void whatIsOpenAboutTheHubItselfStaysOpen() {
        List<CheckResult> problems = Arrays.stream(DeliveryCheck.values())
                .map(check ->
                        new CheckResult(check, Severity.HIGH, Optional.of(new Evidence("It is not right.", Map.of()))))
                .toList();
        SubjectRecord none = SubjectRecord.notEvaluated(new Subject.Coverage("111122223333", "us-east-1"));
        SubjectRecord checked = DeliveryTransition.record(
                        none, problems, new CoverageTransition.DenialContext(List.of(), Optional.empty(), NOW))
                .orElseThrow()
                .record();
        SubjectRecord hub = SettingsTransition.record(
                        checked, new Reading.Unreadable<>("s3:GetObject", "denied"), NOW, Reminders.NONE)
                .orElseThrow()
                .record();

        SubjectRecord left = DepartureTransition.resolve(hub, NOW.plusSeconds(60))
                .orElseThrow()
                .record();

        assertThat(left.findings().keySet().stream().filter(left::isOpen).map(FindingKey::ruleId))
                .containsExactlyInAnyOrder(
                        "alert-subscribers", "auditor-settings", "event-bus", "event-intake", "event-canary");
        assertThat(DepartureTransition.resolve(left, NOW.plusSeconds(120))).isEmpty();
    }
}
