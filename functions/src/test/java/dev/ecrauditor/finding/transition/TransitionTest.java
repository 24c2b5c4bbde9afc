package dev.ecrauditor.finding.transition;

import static dev.ecrauditor.testing.RepositoryStory.ENCRYPTION;
import static dev.ecrauditor.testing.RepositoryStory.POLICY;
import static dev.ecrauditor.testing.RepositoryStory.SCANNING;
import static dev.ecrauditor.testing.RepositoryStory.blind;
import static dev.ecrauditor.testing.RepositoryStory.fail;
import static dev.ecrauditor.testing.RepositoryStory.notApplicable;
import static dev.ecrauditor.testing.RepositoryStory.pass;
import static dev.ecrauditor.testing.RepositoryStory.unknown;
import static dev.ecrauditor.testing.RepositoryStory.violation;
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
import dev.ecrauditor.testing.RepositoryStory;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What successive evaluations report about the findings of one repository. */
class TransitionTest {

    private final RepositoryStory story = new RepositoryStory(RemediationMode.OFF);

    @Test
    void aFirstFailureOpens() {
        AlertFacts told = only(story.looks(POLICY, fail(Severity.HIGH, "open")));
        assertThat(told.status()).isEqualTo(AlertStatus.OPENED);
        assertThat(told.severity()).isEqualTo(Severity.HIGH);
        assertThat(told.evidence().facts()).containsEntry("fact", "open");
        assertThat(told.openedAt()).isEqualTo(told.at()).isEqualTo(story.now());
        assertThat(told.id()).isEqualTo(told.findingId() + "#1");
        assertThat(told.cause()).isEmpty();
        assertThat(story.record().isOpen(violation(POLICY))).isTrue();
    }

    @Test
    void aFirstPassTellsNothing() {
        assertThat(story.looks(POLICY, pass())).isEmpty();
        assertThat(story.record().findings()).isEmpty();
    }

    @Test
    void theSameStateTwiceTellsNothingButTheVersionGrows() {
        story.looks(POLICY, fail("open"));
        SubjectRecord once = story.record();
        assertThat(story.looks(POLICY, fail("open"))).isEmpty();
        assertThat(story.record().version()).isEqualTo(once.version() + 1);
        assertThat(story.record().outbox()).isEqualTo(once.outbox());
        assertThat(story.record().lastEvaluated()).hasValue(story.now());
    }

    @Test
    void anOpenFindingRemembersWhenItWasLastConfirmed() {
        Instant opened = only(story.looks(POLICY, fail("open"))).at();
        story.looks(POLICY, fail("open"));
        FindingState state = story.record().findings().get(violation(POLICY));
        assertThat(state.lastEvaluated()).isEqualTo(story.now()).isAfter(opened);
        assertThat(state.openedAt()).isEqualTo(opened);
    }

    @Test
    void otherEvidenceChangesAnOpenFindingWhichStaysOpenSinceItOpened() {
        Instant opened = only(story.looks(POLICY, fail("one account"))).at();
        AlertFacts told = only(story.looks(POLICY, fail("two accounts")));
        assertThat(told.status()).isEqualTo(AlertStatus.CHANGED);
        assertThat(told.openedAt()).isEqualTo(opened);
        assertThat(told.id()).endsWith("#2");
    }

    @Test
    void anotherSeverityWithEqualEvidenceIsAChangeToo() {
        story.looks(POLICY, fail(Severity.HIGH, "open"));
        AlertFacts told = only(story.looks(POLICY, fail(Severity.CRITICAL, "open")));
        assertThat(told.status()).isEqualTo(AlertStatus.CHANGED);
        assertThat(told.severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void anotherSentenceAboutTheSameFactsTellsNothing() {
        story.looks(POLICY, fail("open"));
        Evidence reworded = new Evidence("In other words.", Map.of("fact", "open"));
        assertThat(story.looks(POLICY, new Verdict.Fail(Severity.MEDIUM, reworded)))
                .isEmpty();
    }

    @Test
    void aPassResolvesWithTheSeverityItHad() {
        story.looks(POLICY, fail(Severity.CRITICAL, "open"));
        AlertFacts told = only(story.looks(POLICY, pass()));
        assertThat(told.status()).isEqualTo(AlertStatus.RESOLVED);
        assertThat(told.cause()).hasValue(Cause.FIXED);
        assertThat(told.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(story.record().isOpen(violation(POLICY))).isFalse();
    }

    @Test
    void whatAnotherRuleTellsOpensNothingAndResolvesNothing() {
        story.looks(POLICY, fail(Severity.CRITICAL, "open"));
        List<AlertFacts> told = story.looks(toldBy(ENCRYPTION, fail("unreadable")), Optional.empty());
        assertThat(told)
                .extracting(facts -> facts.finding().ruleId() + " " + facts.status())
                .containsExactly(ENCRYPTION.id() + " OPENED");
        assertThat(story.record().isOpen(violation(POLICY))).isTrue();
        assertThat(story.looks(POLICY, fail(Severity.CRITICAL, "open"))).isEmpty();
    }

    @Test
    void whatAnotherRuleTellsLeavesABlindFindingOpenUntilTheRuleJudgesAgain() {
        story.looks(POLICY, unknown("denied"));
        story.looks(toldBy(ENCRYPTION, fail("unreadable")), Optional.empty());
        assertThat(story.record().isOpen(blind(POLICY))).isTrue();
        assertThat(only(story.looks(POLICY, pass())).status()).isEqualTo(AlertStatus.RESOLVED);
    }

    @Test
    void whatTheOtherRuleDoesNotTellAfterAllIsToldAsBlind() {
        assertThat(story.looks(toldBy(ENCRYPTION, pass()), Optional.empty()))
                .extracting(AlertFacts::finding)
                .containsExactly(blind(POLICY));
    }

    @Test
    void whatARuleTellsThatIsNotInTheBookIsToldAsBlind() {
        assertThat(story.looks(
                        POLICY, new Verdict.Unknown("unreadable", Optional.empty(), Optional.of("no-such-rule"))))
                .extracting(AlertFacts::finding)
                .containsExactly(blind(POLICY));
    }

    /** The policy rule cannot be evaluated and names another rule that reports why. */
    private static Map<RuleMetadata, Verdict> toldBy(RuleMetadata other, Verdict verdict) {
        Map<RuleMetadata, Verdict> verdicts = new LinkedHashMap<>();
        verdicts.put(POLICY, new Verdict.Unknown("unreadable", Optional.empty(), Optional.of(other.id())));
        verdicts.put(other, verdict);
        return verdicts;
    }

    @Test
    void aSecondPassTellsNothing() {
        story.looks(POLICY, fail("open"));
        story.looks(POLICY, pass());
        assertThat(story.looks(POLICY, pass())).isEmpty();
    }

    @Test
    void notApplicableResolvesBecauseNothingIsLeftToBeWrong() {
        story.looks(POLICY, fail("open"));
        assertThat(only(story.looks(POLICY, notApplicable())).status()).isEqualTo(AlertStatus.RESOLVED);
    }

    @Test
    void aFailureAfterAResolutionReopensWithTheNextNumberAndANewOpening() {
        story.looks(POLICY, fail("open"));
        story.looks(POLICY, pass());
        AlertFacts told = only(story.looks(POLICY, fail("open")));
        assertThat(told.status()).isEqualTo(AlertStatus.REOPENED);
        assertThat(told.id()).endsWith("#3");
        assertThat(told.openedAt()).isEqualTo(story.now());
    }

    @Test
    void unknownNeverResolvesAndIsToldAsBlindness() {
        story.looks(POLICY, fail("open"));
        AlertFacts told = only(story.looks(POLICY, unknown("denied")));
        assertThat(told.finding()).isEqualTo(blind(POLICY));
        assertThat(told.status()).isEqualTo(AlertStatus.OPENED);
        assertThat(told.evidence().facts()).containsEntry("denied action", "ecr:GetRepositoryPolicy");
        assertThat(story.record().isOpen(violation(POLICY))).isTrue();
    }

    @Test
    void aFailureBehindBlindnessIsToldWhenItIsSeen() {
        story.looks(POLICY, unknown("denied"));
        List<AlertFacts> told = story.looks(POLICY, fail("open"));
        assertThat(told).extracting(AlertFacts::finding).containsExactly(violation(POLICY), blind(POLICY));
        assertThat(told).extracting(AlertFacts::status).containsExactly(AlertStatus.OPENED, AlertStatus.RESOLVED);
    }

    @Test
    void blindnessForAnotherReasonIsAChange() {
        story.looks(POLICY, unknown("denied"));
        assertThat(story.looks(POLICY, unknown("denied"))).isEmpty();
        assertThat(only(story.looks(POLICY, unknown("not readable"))).status()).isEqualTo(AlertStatus.CHANGED);
    }

    @Test
    void seeingAgainResolvesBlindnessWhateverIsSeen() {
        for (Verdict seen : List.of(pass(), notApplicable())) {
            RepositoryStory other = new RepositoryStory(RemediationMode.OFF);
            other.looks(POLICY, unknown("denied"));
            AlertFacts told = only(other.looks(POLICY, seen));
            assertThat(told.finding()).isEqualTo(blind(POLICY));
            assertThat(told.cause()).hasValue(Cause.FIXED);
        }
    }

    @Test
    void oneLookTellsInTheOrderOpenedChangedResolvedReopened() {
        story.looks(ENCRYPTION, fail("a"));
        story.looks(ENCRYPTION, pass());
        story.looks(Map.of(POLICY, fail("open"), SCANNING, unknown("denied")), Optional.empty());
        Map<RuleMetadata, Verdict> next = new LinkedHashMap<>();
        next.put(ENCRYPTION, fail("a"));
        next.put(POLICY, fail("more"));
        next.put(SCANNING, fail("off"));
        assertThat(story.looks(next, Optional.empty()))
                .extracting(AlertFacts::status)
                .containsExactly(AlertStatus.OPENED, AlertStatus.CHANGED, AlertStatus.RESOLVED, AlertStatus.REOPENED);
    }

    @Test
    void evidenceInTheOutboxIsCappedButItsHashIsNot() {
        String start = "x".repeat(9_000);
        assertThat(only(story.looks(POLICY, fail(start + "a")))
                        .evidence()
                        .facts()
                        .get("fact"))
                .hasSizeLessThan(8_100)
                .contains("cut");
        assertThat(only(story.looks(POLICY, fail(start + "b"))).status()).isEqualTo(AlertStatus.CHANGED);
    }

    @Test
    void whatWaitsIsKeptInOrderAndWaitsSinceItsFirstEntry() {
        story.looks(POLICY, fail("one"));
        Instant since = story.now();
        story.looks(POLICY, fail("two"));
        assertThat(story.record().outbox())
                .extracting(OutboxEntry::id)
                .satisfies(ids -> assertThat(ids)
                        .hasSize(2)
                        .isSortedAccordingTo((a, b) -> a.substring(33).compareTo(b.substring(33))));
        assertThat(story.record().outboxSince()).hasValue(since);
    }

    @Test
    void anEmptyOutboxWaitsSinceNever() {
        story.looks(POLICY, pass());
        assertThat(story.record().outboxSince()).isEmpty();
        story.looks(POLICY, fail("open"));
        story.drains();
        story.looks(POLICY, fail("open"));
        assertThat(story.record().outboxSince()).isEmpty();
    }

    @Test
    void anAuditAfterARemovalThatWasCutOffForgetsSinceWhenNothingWaits() {
        story.looks(POLICY, fail("open"));
        SubjectRecord pending = story.record();
        SubjectRecord removed = pending.withoutSent(RepositoryStory.ids(pending.outbox()));
        story.record(removed.toBuilder().outboxSince(pending.outboxSince()).build());
        story.looks(POLICY, fail("open"));
        assertThat(story.record().outboxSince()).isEmpty();
    }

    private static AlertFacts only(List<AlertFacts> told) {
        assertThat(told).hasSize(1);
        return told.get(0);
    }
}
