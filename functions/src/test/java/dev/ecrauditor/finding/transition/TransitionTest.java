package dev.ecrauditor.finding.transition;

import static dev.ecrauditor.testing.RepositoryTimeline.ENCRYPTION;
import static dev.ecrauditor.testing.RepositoryTimeline.POLICY_PRESENT;
import static dev.ecrauditor.testing.RepositoryTimeline.SCANNING;
import static dev.ecrauditor.testing.RepositoryTimeline.coverageGap;
import static dev.ecrauditor.testing.RepositoryTimeline.fail;
import static dev.ecrauditor.testing.RepositoryTimeline.notApplicable;
import static dev.ecrauditor.testing.RepositoryTimeline.pass;
import static dev.ecrauditor.testing.RepositoryTimeline.unknown;
import static dev.ecrauditor.testing.RepositoryTimeline.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.Cause;
import dev.ecrauditor.finding.record.FindingState;
import dev.ecrauditor.finding.record.OutboxEntry;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.evidence.Evidence;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.testing.RepositoryTimeline;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What successive evaluations report about the findings of one repository. */
class TransitionTest {

    private final RepositoryTimeline timeline = new RepositoryTimeline(RemediationMode.OFF);

    @Test
    void aFirstFailureOpens() {
        AlertFacts reported = only(timeline.evaluate(POLICY_PRESENT, fail(Severity.HIGH, "open")));
        assertThat(reported.status()).isEqualTo(AlertStatus.OPENED);
        assertThat(reported.severity()).isEqualTo(Severity.HIGH);
        assertThat(reported.evidence().facts()).containsEntry("fact", "open");
        assertThat(reported.openedAt()).isEqualTo(reported.at()).isEqualTo(timeline.now());
        assertThat(reported.id()).isEqualTo(reported.findingId() + "#1");
        assertThat(reported.cause()).isEmpty();
        assertThat(timeline.record().isOpen(violation(POLICY_PRESENT))).isTrue();
    }

    @Test
    void aFirstPassReportsNothing() {
        assertThat(timeline.evaluate(POLICY_PRESENT, pass())).isEmpty();
        assertThat(timeline.record().findings()).isEmpty();
    }

    @Test
    void theSameStateTwiceReportsNothingAndIncrementsTheVersion() {
        timeline.evaluate(POLICY_PRESENT, fail("open"));
        SubjectRecord once = timeline.record();
        assertThat(timeline.evaluate(POLICY_PRESENT, fail("open"))).isEmpty();
        assertThat(timeline.record().version()).isEqualTo(once.version() + 1);
        assertThat(timeline.record().outbox()).isEqualTo(once.outbox());
        assertThat(timeline.record().lastEvaluated()).hasValue(timeline.now());
    }

    @Test
    void anOpenFindingRemembersWhenItWasLastConfirmed() {
        Instant opened = only(timeline.evaluate(POLICY_PRESENT, fail("open"))).at();
        timeline.evaluate(POLICY_PRESENT, fail("open"));
        FindingState state = timeline.record().findings().get(violation(POLICY_PRESENT));
        assertThat(state.lastEvaluated()).isEqualTo(timeline.now()).isAfter(opened);
        assertThat(state.openedAt()).isEqualTo(opened);
    }

    @Test
    void otherEvidenceChangesAnOpenFindingWhichStaysOpenSinceItOpened() {
        Instant opened =
                only(timeline.evaluate(POLICY_PRESENT, fail("one account"))).at();
        AlertFacts reported = only(timeline.evaluate(POLICY_PRESENT, fail("two accounts")));
        assertThat(reported.status()).isEqualTo(AlertStatus.CHANGED);
        assertThat(reported.openedAt()).isEqualTo(opened);
        assertThat(reported.id()).endsWith("#2");
    }

    @Test
    void anotherSeverityWithEqualEvidenceIsAChangeToo() {
        timeline.evaluate(POLICY_PRESENT, fail(Severity.HIGH, "open"));
        AlertFacts reported = only(timeline.evaluate(POLICY_PRESENT, fail(Severity.CRITICAL, "open")));
        assertThat(reported.status()).isEqualTo(AlertStatus.CHANGED);
        assertThat(reported.severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void aChangedSummaryOfTheSameFactsReportsNothing() {
        timeline.evaluate(POLICY_PRESENT, fail("open"));
        Evidence reworded = new Evidence("In other words.", Map.of("fact", "open"));
        assertThat(timeline.evaluate(POLICY_PRESENT, new Verdict.Fail(Severity.MEDIUM, reworded)))
                .isEmpty();
    }

    @Test
    void aPassResolvesWithTheSeverityItHad() {
        timeline.evaluate(POLICY_PRESENT, fail(Severity.CRITICAL, "open"));
        AlertFacts reported = only(timeline.evaluate(POLICY_PRESENT, pass()));
        assertThat(reported.status()).isEqualTo(AlertStatus.RESOLVED);
        assertThat(reported.cause()).hasValue(Cause.FIXED);
        assertThat(reported.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(timeline.record().isOpen(violation(POLICY_PRESENT))).isFalse();
    }

    @Test
    void aProblemReportedByAnotherRuleOpensAndResolvesNothing() {
        timeline.evaluate(POLICY_PRESENT, fail(Severity.CRITICAL, "open"));
        List<AlertFacts> reported = timeline.evaluate(reportedBy(ENCRYPTION, fail("unreadable")), Optional.empty());
        assertThat(reported)
                .extracting(facts -> facts.finding().ruleId() + " " + facts.status())
                .containsExactly(ENCRYPTION.id() + " OPENED");
        assertThat(timeline.record().isOpen(violation(POLICY_PRESENT))).isTrue();
        assertThat(timeline.evaluate(POLICY_PRESENT, fail(Severity.CRITICAL, "open")))
                .isEmpty();
    }

    @Test
    void aProblemReportedByAnotherRuleKeepsTheCoverageGapUntilTheRuleIsEvaluated() {
        timeline.evaluate(POLICY_PRESENT, unknown("denied"));
        timeline.evaluate(reportedBy(ENCRYPTION, fail("unreadable")), Optional.empty());
        assertThat(timeline.record().isOpen(coverageGap(POLICY_PRESENT))).isTrue();
        assertThat(only(timeline.evaluate(POLICY_PRESENT, pass())).status()).isEqualTo(AlertStatus.RESOLVED);
    }

    @Test
    void aProblemTheOtherRuleDoesNotReportIsACoverageGap() {
        assertThat(timeline.evaluate(reportedBy(ENCRYPTION, pass()), Optional.empty()))
                .extracting(AlertFacts::finding)
                .containsExactly(coverageGap(POLICY_PRESENT));
    }

    @Test
    void aProblemReportedByAnUnregisteredRuleIsACoverageGap() {
        assertThat(timeline.evaluate(
                        POLICY_PRESENT,
                        new Verdict.Unknown("unreadable", Optional.empty(), Optional.of("no-such-rule"))))
                .extracting(AlertFacts::finding)
                .containsExactly(coverageGap(POLICY_PRESENT));
    }

    /** The policy rule cannot be evaluated and names another rule that reports why. */
    private static Map<RuleMetadata, Verdict> reportedBy(RuleMetadata other, Verdict verdict) {
        Map<RuleMetadata, Verdict> verdicts = new LinkedHashMap<>();
        verdicts.put(POLICY_PRESENT, new Verdict.Unknown("unreadable", Optional.empty(), Optional.of(other.id())));
        verdicts.put(other, verdict);
        return verdicts;
    }

    @Test
    void aSecondPassReportsNothing() {
        timeline.evaluate(POLICY_PRESENT, fail("open"));
        timeline.evaluate(POLICY_PRESENT, pass());
        assertThat(timeline.evaluate(POLICY_PRESENT, pass())).isEmpty();
    }

    @Test
    void notApplicableResolvesBecauseNothingIsLeftToBeWrong() {
        timeline.evaluate(POLICY_PRESENT, fail("open"));
        assertThat(only(timeline.evaluate(POLICY_PRESENT, notApplicable())).status())
                .isEqualTo(AlertStatus.RESOLVED);
    }

    @Test
    void aFailureAfterAResolutionReopensWithTheNextNumberAndANewOpening() {
        timeline.evaluate(POLICY_PRESENT, fail("open"));
        timeline.evaluate(POLICY_PRESENT, pass());
        AlertFacts reported = only(timeline.evaluate(POLICY_PRESENT, fail("open")));
        assertThat(reported.status()).isEqualTo(AlertStatus.REOPENED);
        assertThat(reported.id()).endsWith("#3");
        assertThat(reported.openedAt()).isEqualTo(timeline.now());
    }

    @Test
    void anUnknownVerdictResolvesNothingAndOpensACoverageGap() {
        timeline.evaluate(POLICY_PRESENT, fail("open"));
        AlertFacts reported = only(timeline.evaluate(POLICY_PRESENT, unknown("denied")));
        assertThat(reported.finding()).isEqualTo(coverageGap(POLICY_PRESENT));
        assertThat(reported.status()).isEqualTo(AlertStatus.OPENED);
        assertThat(reported.evidence().facts()).containsEntry("denied action", "ecr:GetRepositoryPolicy");
        assertThat(timeline.record().isOpen(violation(POLICY_PRESENT))).isTrue();
    }

    @Test
    void aFailureDuringACoverageGapIsReportedOnceReadable() {
        timeline.evaluate(POLICY_PRESENT, unknown("denied"));
        List<AlertFacts> reported = timeline.evaluate(POLICY_PRESENT, fail("open"));
        assertThat(reported)
                .extracting(AlertFacts::finding)
                .containsExactly(violation(POLICY_PRESENT), coverageGap(POLICY_PRESENT));
        assertThat(reported).extracting(AlertFacts::status).containsExactly(AlertStatus.OPENED, AlertStatus.RESOLVED);
    }

    @Test
    void anotherReasonChangesTheCoverageGap() {
        timeline.evaluate(POLICY_PRESENT, unknown("denied"));
        assertThat(timeline.evaluate(POLICY_PRESENT, unknown("denied"))).isEmpty();
        assertThat(only(timeline.evaluate(POLICY_PRESENT, unknown("not readable")))
                        .status())
                .isEqualTo(AlertStatus.CHANGED);
    }

    @Test
    void aSuccessfulReadResolvesTheCoverageGap() {
        for (Verdict seen : List.of(pass(), notApplicable())) {
            RepositoryTimeline other = new RepositoryTimeline(RemediationMode.OFF);
            other.evaluate(POLICY_PRESENT, unknown("denied"));
            AlertFacts reported = only(other.evaluate(POLICY_PRESENT, seen));
            assertThat(reported.finding()).isEqualTo(coverageGap(POLICY_PRESENT));
            assertThat(reported.cause()).hasValue(Cause.FIXED);
        }
    }

    @Test
    void oneEvaluationReportsOpenedChangedResolvedReopenedInOrder() {
        timeline.evaluate(ENCRYPTION, fail("a"));
        timeline.evaluate(ENCRYPTION, pass());
        timeline.evaluate(Map.of(POLICY_PRESENT, fail("open"), SCANNING, unknown("denied")), Optional.empty());
        Map<RuleMetadata, Verdict> next = new LinkedHashMap<>();
        next.put(ENCRYPTION, fail("a"));
        next.put(POLICY_PRESENT, fail("more"));
        next.put(SCANNING, fail("off"));
        assertThat(timeline.evaluate(next, Optional.empty()))
                .extracting(AlertFacts::status)
                .containsExactly(AlertStatus.OPENED, AlertStatus.CHANGED, AlertStatus.RESOLVED, AlertStatus.REOPENED);
    }

    @Test
    void evidenceInTheOutboxIsCappedButItsHashIsNot() {
        String start = "x".repeat(9_000);
        assertThat(only(timeline.evaluate(POLICY_PRESENT, fail(start + "a")))
                        .evidence()
                        .facts()
                        .get("fact"))
                .hasSizeLessThan(8_100)
                .contains("cut");
        assertThat(only(timeline.evaluate(POLICY_PRESENT, fail(start + "b"))).status())
                .isEqualTo(AlertStatus.CHANGED);
    }

    @Test
    void whatWaitsIsKeptInOrderAndWaitsSinceItsFirstEntry() {
        timeline.evaluate(POLICY_PRESENT, fail("one"));
        Instant since = timeline.now();
        timeline.evaluate(POLICY_PRESENT, fail("two"));
        assertThat(timeline.record().outbox())
                .extracting(OutboxEntry::id)
                .satisfies(ids -> assertThat(ids)
                        .hasSize(2)
                        .isSortedAccordingTo((a, b) -> a.substring(33).compareTo(b.substring(33))));
        assertThat(timeline.record().outboxSince()).hasValue(since);
    }

    @Test
    void anEmptyOutboxWaitsSinceNever() {
        timeline.evaluate(POLICY_PRESENT, pass());
        assertThat(timeline.record().outboxSince()).isEmpty();
        timeline.evaluate(POLICY_PRESENT, fail("open"));
        timeline.drain();
        timeline.evaluate(POLICY_PRESENT, fail("open"));
        assertThat(timeline.record().outboxSince()).isEmpty();
    }

    @Test
    void anAuditAfterAnInterruptedRemovalClearsOutboxSince() {
        timeline.evaluate(POLICY_PRESENT, fail("open"));
        SubjectRecord pending = timeline.record();
        SubjectRecord removed = pending.withoutSent(RepositoryTimeline.ids(pending.outbox()));
        timeline.record(removed.toBuilder().outboxSince(pending.outboxSince()).build());
        timeline.evaluate(POLICY_PRESENT, fail("open"));
        assertThat(timeline.record().outboxSince()).isEmpty();
    }

    private static AlertFacts only(List<AlertFacts> reported) {
        assertThat(reported).hasSize(1);
        return reported.get(0);
    }
}
