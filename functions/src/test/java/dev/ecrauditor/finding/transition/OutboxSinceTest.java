package dev.ecrauditor.finding.transition;

import static dev.ecrauditor.testing.SampleRecords.NOON;
import static dev.ecrauditor.testing.SampleRecords.subject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.OutboxEntry;
import dev.ecrauditor.finding.record.PolicyHistory;
import dev.ecrauditor.finding.record.RemediationRequest;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.rule.evidence.Evidence;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.testing.RepositoryTimeline;
import dev.ecrauditor.testing.SampleRecords;
import dev.ecrauditor.testing.SampleRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Since when a record waits, what it keeps, and what makes a subject. */
class OutboxSinceTest {

    private static final SubjectRecord WAITING = SampleRecords.withAlerts(subject("payments/api"), NOON, "a#1");

    private static OutboxEntry oneMore() {
        return SampleRecords.withAlerts(subject("payments/api"), NOON, "b#1")
                .outbox()
                .get(0);
    }

    @Test
    void addedEntriesDoNotChangeOutboxSince() {
        assertThat(WAITING.withMore(oneMore(), NOON.plusSeconds(5)).outboxSince())
                .hasValue(NOON);
    }

    @Test
    void whatIsAddedIsDueNowAlsoWhereTheOthersWouldBeLater() {
        Instant now = NOON.minusSeconds(5);
        assertThat(WAITING.withMore(oneMore(), now).outboxSince()).hasValue(now);
        assertThat(WAITING.withMore(oneMore(), now).outbox())
                .extracting(OutboxEntry::id)
                .containsExactly("a#1", "b#1");
    }

    @Test
    void theNameOfAnActorIsDueNowAlsoWhereTheOthersWouldBeLater() {
        Instant now = NOON.minusSeconds(5);
        AlertFacts attribution = (AlertFacts) oneMore();
        assertThat(WAITING.attributed(Map.of(), List.of(attribution), now).outboxSince())
                .hasValue(now);
        assertThat(WAITING.attributed(Map.of(), List.of(attribution), NOON.plusSeconds(5))
                        .outboxSince())
                .hasValue(NOON);
    }

    @Test
    void whatRemediationDidIsDueNowAlsoWhereTheOthersWouldBeLater() {
        RepositoryTimeline story = new RepositoryTimeline(RemediationMode.ON);
        story.evaluate(RepositoryTimeline.SCANNING, RepositoryTimeline.fail("off"));
        SubjectRecord waiting = story.record().toBuilder()
                .outboxSince(Optional.of(NOON.plus(Duration.ofDays(1))))
                .build();
        RemediationRequest request = waiting.outbox().stream()
                .filter(RemediationRequest.class::isInstance)
                .map(RemediationRequest.class::cast)
                .findFirst()
                .orElseThrow();
        assertThat(waiting.withRemediationAlert(
                                request, AlertStatus.REMEDIATION_FAILED, new Evidence("denied", Map.of()), NOON)
                        .orElseThrow()
                        .outboxSince())
                .hasValue(NOON);
    }

    @Test
    void whereNothingIsAddedNothingIsDueSooner() {
        assertThat(WAITING.withPolicy(PolicyHistory.NONE).outboxSince()).hasValue(NOON);
    }

    @Test
    void anEmptyOutboxIsNotDueAndItsFirstEntryStartsNow() {
        SubjectRecord quiet = SampleRecords.withEmptyOutbox(subject("payments/api"));
        assertThat(quiet.withPolicy(PolicyHistory.NONE).outboxSince()).isEmpty();
        assertThat(quiet.withMore(WAITING.outbox().get(0), NOON).outboxSince()).hasValue(NOON);
        assertThat(WAITING.withoutSent(Set.of("a#1")).outboxSince()).isEmpty();
        assertThat(WAITING.withoutSent(Set.of("other")).outboxSince()).hasValue(NOON);
    }

    @Test
    void aRepositoryIsFoundByTheKeyOfItsLastEvaluation() {
        RepositoryTimeline story = new RepositoryTimeline(RemediationMode.OFF);
        story.evaluate(RepositoryTimeline.SCANNING, RepositoryTimeline.pass());
        assertThat(story.record().keyArn())
                .isEqualTo(SampleRepository.good().snapshot().encryption().keyArn())
                .isNotEmpty();
    }

    @Test
    void aResolvedFindingIsReportedByItsGoodState() {
        RepositoryTimeline story = new RepositoryTimeline(RemediationMode.OFF);
        story.evaluate(RepositoryTimeline.POLICY_PRESENT, RepositoryTimeline.fail("open"));
        assertThat(story.evaluate(RepositoryTimeline.POLICY_PRESENT, RepositoryTimeline.pass())
                        .get(0)
                        .evidence()
                        .summary())
                .isEqualTo("The repository is compliant with this rule again.");
        story.evaluate(RepositoryTimeline.SCANNING, RepositoryTimeline.unknown("denied"));
        assertThat(story.evaluate(RepositoryTimeline.SCANNING, RepositoryTimeline.fail("off")))
                .filteredOn(alert -> alert.status() == AlertStatus.RESOLVED)
                .extracting(alert -> alert.evidence().summary())
                .containsExactly("The rule can be evaluated again.");
        SubjectRecord lost = lost(SubjectRecord.notEvaluated(new Subject.Coverage("111122223333", "us-east-1")));
        SubjectRecord whole =
                CoverageTransition.resolve(lost, NOON.plusSeconds(60)).record();
        assertThat(((AlertFacts) whole.outbox().get(1)).evidence().summary())
                .isEqualTo("The auditor can read the account again.");
    }

    @Test
    void restoredCoverageSettlesAfterACalmPeriod() {
        SubjectRecord unseen = SubjectRecord.notEvaluated(new Subject.Coverage("111122223333", "us-east-1"));
        assertThat(CoverageTransition.isUnsettled(unseen)).isFalse();
        SubjectRecord lost = lost(unseen);
        assertThat(CoverageTransition.isUnsettled(lost)).isTrue();
        SubjectRecord back =
                CoverageTransition.resolve(lost, NOON.plusSeconds(60)).record();
        assertThat(CoverageTransition.isUnsettled(back)).isFalse();
        assertThat(CoverageTransition.hasSettled(back, NOON.plus(Duration.ofDays(1))))
                .isFalse();
    }

    @Test
    void coverageWaitsSinceItWasLostAndAfterDeliverySinceItIsBack() {
        SubjectRecord lost = lost(SubjectRecord.notEvaluated(new Subject.Coverage("111122223333", "us-east-1")));
        assertThat(lost.outboxSince()).hasValue(NOON);
        Instant later = NOON.plusSeconds(60);
        assertThat(CoverageTransition.resolve(lost, later).record().outboxSince())
                .hasValue(NOON);
        SubjectRecord reported = lost.withoutSent(Set.of(lost.outbox().get(0).id()));
        SubjectRecord back = CoverageTransition.resolve(reported, later).record();
        assertThat(back.outbox()).hasSize(1);
        assertThat(back.outboxSince()).hasValue(later);
        SubjectRecord quiet = CoverageTransition.resolve(
                        back.withoutSent(Set.of(back.outbox().get(0).id())), later)
                .record();
        assertThat(quiet.outboxSince()).isEmpty();
        assertThat(quiet.version()).isEqualTo(5);
    }

    private static SubjectRecord lost(SubjectRecord before) {
        return CoverageTransition.recordDenial(
                        before,
                        new CoverageTransition.Refusal(
                                "ecr:DescribeRepositories",
                                Optional.of(new RepositoryArn("aws", "us-east-1", "111122223333", "payments/api"))),
                        new CoverageTransition.DenialContext(List.of(), Optional.empty(), NOON))
                .record();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "z", "A", "Z", "0", "9", "-", "mrk-09azAZ"})
    void aKeyIdIsLettersDigitsAndHyphens(String keyId) {
        Subject key = new Subject.Key("111122223333", "us-east-1", keyId);
        assertThat(Subject.parse(key.toString())).hasValue(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "`", "{", "@", "[", "/", ":", "a_b", "a.b", "é", "a "})
    void nothingElseIs(String keyId) {
        assertThatThrownBy(() -> new Subject.Key("111122223333", "us-east-1", keyId))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Subject.ofKeys("111122223333#us-east-1", "key#" + keyId)).isEmpty();
    }

    @Test
    void aKeyIdHasAtMost64Characters() {
        Subject.Key longest = new Subject.Key("111122223333", "us-east-1", "a".repeat(64));
        assertThat(Subject.parse(longest.toString())).hasValue(longest);
        assertThat(Subject.ofKeys("111122223333#us-east-1", "key#" + "a".repeat(65)))
                .isEmpty();
    }
}
