package dev.ecrauditor.finding.quiet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.event.Actor;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.EventSummary;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.OutboxPosition;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.evidence.Evidence;
import dev.ecrauditor.settings.QuietActor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QuietAlertsTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Instant NEXT_DAY = Instant.parse("2026-11-21T00:00:00Z");
    private static final String SCANNING = "ecr-scan-on-push";
    private static final List<QuietActor> ACTORS = List.of(new QuietActor(
            List.of("arn:aws:iam::111122223333:role/deploy"), List.of(SCANNING), "The pipeline scans later"));
    private static final AlertFacts OPENED = alert(1, AlertStatus.OPENED, Severity.MEDIUM);
    private static final AlertFacts QUIET =
            QuietAlerts.defer(List.of(OPENED), ACTORS).get(0);

    @Test
    void anAlertOfAQuietActorWaitsForTheNextDay() {
        assertThat(QUIET.reason()).contains(EvaluationReason.QUIET_ACTOR);
        assertThat(QUIET.dueAt()).contains(NEXT_DAY);
        assertThat(QuietAlerts.due(List.of(QUIET), NEXT_DAY.minusMillis(1))).isEmpty();
        assertThat(QuietAlerts.due(List.of(QUIET), NEXT_DAY)).containsExactly(QUIET);
    }

    @Test
    void withoutQuietActorsNothingWaits() {
        assertThat(QuietAlerts.defer(List.of(OPENED), List.of())).containsExactly(OPENED);
    }

    @ParameterizedTest
    @EnumSource(Severity.class)
    void onlyLowAndMediumWait(Severity severity) {
        assertThat(isDeferred(alert(1, AlertStatus.OPENED, severity)))
                .isEqualTo(severity == Severity.LOW || severity == Severity.MEDIUM);
    }

    @ParameterizedTest
    @EnumSource(AlertStatus.class)
    void onlyAnOpenFindingWaits(AlertStatus status) {
        assertThat(isDeferred(alert(1, status, Severity.LOW)))
                .isEqualTo(status == AlertStatus.OPENED
                        || status == AlertStatus.CHANGED
                        || status == AlertStatus.REOPENED);
    }

    @Test
    void anActorWhoIsNotCertainIsNotQuiet() {
        assertThat(isDeferred(OPENED.toBuilder()
                        .setBy(Optional.empty())
                        .event(OPENED.setBy())
                        .build()))
                .isFalse();
    }

    @Test
    void aRuleThatTheEntryDoesNotNameIsNotQuiet() {
        AlertFacts other = AlertFacts.of(
                        "0123#1", new FindingKey("ecr-tag-immutable", FindingKey.Kind.VIOLATION), AlertStatus.OPENED)
                .position(OPENED.position())
                .severity(Severity.LOW)
                .evidence(OPENED.evidence())
                .openedAt(NOON)
                .at(NOON)
                .setBy(OPENED.setBy())
                .build();
        assertThat(isDeferred(other)).isFalse();
    }

    @Test
    void aRuleThatCannotBeEvaluatedIsNotQuiet() {
        AlertFacts gap = AlertFacts.of(
                        "0123#1", new FindingKey(SCANNING, FindingKey.Kind.COVERAGE_GAP), AlertStatus.OPENED)
                .position(OPENED.position())
                .severity(Severity.LOW)
                .evidence(OPENED.evidence())
                .openedAt(NOON)
                .at(NOON)
                .setBy(OPENED.setBy())
                .build();
        assertThat(isDeferred(gap)).isFalse();
    }

    @Test
    void whatWaitsForAnotherDigestStaysThere() {
        AlertFacts swept = OPENED.toBuilder()
                .reason(Optional.of(EvaluationReason.FIRST_SWEEP))
                .build();
        assertThat(QuietAlerts.defer(List.of(swept), ACTORS)).containsExactly(swept);
    }

    @Test
    void ofSeveralFindingsTheSevereOneIsPublishedAtOnce() {
        AlertFacts high = alert("4567", 1, AlertStatus.OPENED, Severity.HIGH);
        List<AlertFacts> deferred = QuietAlerts.defer(List.of(OPENED, high), ACTORS);
        assertThat(QuietAlerts.due(deferred, NOON)).containsExactly(high);
        assertThat(QuietAlerts.due(deferred, NEXT_DAY)).containsExactly(QUIET, high);
    }

    @Test
    void aFindingThatGetsWorseIsPublishedAtOnceWithWhatWaited() {
        AlertFacts worse = alert(2, AlertStatus.CHANGED, Severity.CRITICAL);
        assertThat(QuietAlerts.due(List.of(QUIET, worse), NOON)).containsExactly(releasedAt(NOON, OPENED), worse);
    }

    @Test
    void whatSomebodyElseDoesToTheFindingEndsTheWait() {
        AlertFacts resolved = alert(2, AlertStatus.RESOLVED, Severity.MEDIUM);
        AlertFacts reopened = alert(3, AlertStatus.REOPENED, Severity.LOW);
        AlertFacts other = QuietAlerts.defer(List.of(alert("4567", 1, AlertStatus.OPENED, Severity.LOW)), ACTORS)
                .get(0);
        assertThat(QuietAlerts.due(List.of(QUIET, other, resolved, reopened), NOON))
                .containsExactly(releasedAt(NOON, OPENED), resolved, reopened);
    }

    @ParameterizedTest
    @EnumSource(
            value = AlertStatus.class,
            names = {"RESOLVED", "REMEDIATED", "REMEDIATION_PLANNED"})
    void goodNewsWaitWithTheAlert(AlertStatus status) {
        AlertFacts good = alert(2, status, Severity.MEDIUM);
        assertThat(QuietAlerts.due(List.of(QUIET, good), NOON)).isEmpty();
        AlertFacts waited = good.toBuilder()
                .reason(Optional.of(EvaluationReason.QUIET_ACTOR))
                .dueAt(Optional.of(NEXT_DAY))
                .build();
        assertThat(QuietAlerts.due(List.of(QUIET, good), NEXT_DAY)).containsExactly(QUIET, waited);
        assertThat(QuietAlerts.due(List.of(good), NOON)).containsExactly(good);
    }

    @Test
    void whatEndsAWaitMakesDueWhatWaited() {
        AlertFacts good = alert(2, AlertStatus.RESOLVED, Severity.MEDIUM);
        Instant evening = NOON.plusSeconds(7 * 3600);
        AlertFacts reopened = alert(3, AlertStatus.REOPENED, Severity.HIGH).toBuilder()
                .at(evening)
                .build();
        assertThat(QuietAlerts.due(List.of(QUIET, good, reopened), evening))
                .containsExactly(releasedAt(evening, OPENED), releasedAt(evening, good), reopened);
    }

    @Test
    void goodNewsOfAnotherDigestKeepTheirReason() {
        AlertFacts waived = alert(2, AlertStatus.RESOLVED, Severity.MEDIUM).toBuilder()
                .reason(Optional.of(EvaluationReason.CHANGED_SETTINGS))
                .build();
        assertThat(QuietAlerts.due(List.of(QUIET, waived), NOON)).isEmpty();
        assertThat(QuietAlerts.due(List.of(QUIET, waived), NEXT_DAY))
                .containsExactly(QUIET, releasedAt(NEXT_DAY, waived));
    }

    @Test
    void onlyWhatWaitsIsNotDue() {
        AlertFacts good = alert(2, AlertStatus.RESOLVED, Severity.MEDIUM);
        assertThat(QuietAlerts.waits(List.of(QUIET, good), good, NOON)).isTrue();
        assertThat(QuietAlerts.waits(List.of(good), good, NOON)).isFalse();
        assertThat(QuietAlerts.waits(List.of(QUIET, good), good, NEXT_DAY)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = AlertStatus.class,
            names = {"FLAPPING", "TRANSIENT", "REMEDIATION_FAILED", "SUSPENDED"})
    void badNewsEndTheWait(AlertStatus status) {
        AlertFacts bad = alert(2, status, Severity.MEDIUM);
        assertThat(QuietAlerts.due(List.of(QUIET, bad), NOON)).containsExactly(releasedAt(NOON, OPENED), bad);
    }

    @Test
    void whatIsNewsBeforeTheQuietAlertDoesNotEndItsWait() {
        AlertFacts before = alert(1, AlertStatus.OPENED, Severity.MEDIUM);
        AlertFacts again = QuietAlerts.defer(List.of(alert(2, AlertStatus.CHANGED, Severity.MEDIUM)), ACTORS)
                .get(0);
        assertThat(QuietAlerts.due(List.of(before, again), NOON)).containsExactly(before);
    }

    private static AlertFacts releasedAt(Instant at, AlertFacts facts) {
        return facts.toBuilder().dueAt(Optional.of(at)).build();
    }

    private static boolean isDeferred(AlertFacts facts) {
        return QuietAlerts.defer(List.of(facts), ACTORS).get(0).reason().isPresent();
    }

    private static AlertFacts alert(int number, AlertStatus status, Severity severity) {
        return alert("0123", number, status, severity);
    }

    private static AlertFacts alert(String finding, int number, AlertStatus status, Severity severity) {
        Actor deploy = new Actor(
                Optional.of("arn:aws:sts::111122223333:assumed-role/deploy/build-17"),
                Optional.of("deploy"),
                Optional.of("203.0.113.12"),
                Actor.Tool.UNKNOWN);
        return AlertFacts.of(finding + "#" + number, new FindingKey(SCANNING, FindingKey.Kind.VIOLATION), status)
                .position(new OutboxPosition(number, 0))
                .severity(severity)
                .evidence(new Evidence("Images are not scanned.", Map.of()))
                .openedAt(NOON)
                .at(NOON)
                .setBy(Optional.of(new EventSummary("9a1b", "CreateRepository", NOON, deploy)))
                .build();
    }
}
