package dev.ecrauditor.finding.transition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.event.RepositoryChange;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.Cause;
import dev.ecrauditor.finding.record.Evaluation;
import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.rule.RuleRegistry;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.settings.Settings;
import dev.ecrauditor.testing.RepositoryChanges;
import dev.ecrauditor.testing.SampleRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Findings of other rules and settings are reported as such, without an actor. */
class RuleSetFingerprintTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final RuleRegistry ALL = RuleCatalog.standard(Duration.ofMinutes(15));
    private static final RuleRegistry FIRST_ONLY = new RuleRegistry(ALL.rules().subList(0, 1));
    private static final SampleRepository UNSCANNED = SampleRepository.good().scanOnPush(false);
    private static final FindingKey SCANNING = new FindingKey("ecr-scan-on-push", FindingKey.Kind.VIOLATION);

    private SubjectRecord record = SubjectRecord.notEvaluated(Subject.of(SampleRepository.ARN));
    private Instant now = NOON;

    @Test
    void whatANewRuleFindsIsForTheDigest() {
        evaluate(FIRST_ONLY, "", UNSCANNED, Optional.empty());
        assertThat(evaluate(ALL, "", UNSCANNED, Optional.empty()))
                .singleElement()
                .satisfies(facts -> {
                    assertThat(facts.finding()).isEqualTo(SCANNING);
                    assertThat(facts.reason()).hasValue(EvaluationReason.NEW_RULES);
                });
        assertThat(evaluate(ALL, "", UNSCANNED, Optional.empty())).isEmpty();
    }

    @Test
    void anAttributedFindingIsPublishedSeparatelyUnderNewRules() {
        evaluate(FIRST_ONLY, "", SampleRepository.good(), Optional.empty());
        RepositoryChange off = RepositoryChanges.scanningSet(now.plusSeconds(30), false);
        assertThat(evaluate(ALL, "", UNSCANNED, Optional.of(off)))
                .singleElement()
                .satisfies(facts -> {
                    assertThat(facts.actorIsCertain()).isTrue();
                    assertThat(facts.reason()).isEmpty();
                });
    }

    @Test
    void aRuleThatIsNoMoreLeavesNothingOpen() {
        evaluate(ALL, "", UNSCANNED, Optional.empty());
        assertThat(evaluate(FIRST_ONLY, "", UNSCANNED, Optional.empty()))
                .singleElement()
                .satisfies(facts -> {
                    assertThat(facts.status()).isEqualTo(AlertStatus.RESOLVED);
                    assertThat(facts.cause()).hasValue(Cause.RULE_SWITCHED_OFF);
                    assertThat(facts.reason()).hasValue(EvaluationReason.NEW_RULES);
                });
        assertThat(record.isOpen(SCANNING)).isFalse();
    }

    @Test
    void aRuleThatIsSwitchedOffLeavesNothingOpenAndIsAnotherSetting() {
        evaluate(ALL, "", UNSCANNED, Optional.empty());
        now = now.plusSeconds(60);
        TransitionResult ended = switchedOff("ecr-scan-on-push")
                .apply(
                        record,
                        new Evaluation(
                                Optional.of(evaluated(ALL.without(Set.of("ecr-scan-on-push")), UNSCANNED)),
                                Optional.empty(),
                                now),
                        List.of());
        record = ended.record();
        assertThat(record.isOpen(SCANNING)).isFalse();
        assertThat(ended.alerts()).singleElement().satisfies(facts -> {
            assertThat(facts.status()).isEqualTo(AlertStatus.RESOLVED);
            assertThat(facts.cause()).hasValue(Cause.RULE_SWITCHED_OFF);
            assertThat(facts.reason()).hasValue(EvaluationReason.CHANGED_SETTINGS);
        });
        assertThat(evaluate(ALL, "", UNSCANNED, Optional.empty()))
                .singleElement()
                .satisfies(facts -> {
                    assertThat(facts.status()).isNotEqualTo(AlertStatus.RESOLVED);
                    assertThat(facts.reason()).hasValue(EvaluationReason.CHANGED_SETTINGS);
                });
    }

    private static Transition switchedOff(String rule) {
        return new Transition(Settings.NONE, "remediation", Optional.of(RuleSetFingerprint.of(ALL, Set.of(rule), "")));
    }

    @Test
    void theOrderOfTheRulesThatAreOffLeavesTheMark() {
        assertThat(RuleSetFingerprint.of(ALL, Set.of("ecr-policy-present", "ecr-scan-on-push"), "x")
                        .mark())
                .isEqualTo(
                        RuleSetFingerprint.of(ALL, new TreeSet<>(Set.of("ecr-scan-on-push", "ecr-policy-present")), "x")
                                .mark())
                .isNotEqualTo(RuleSetFingerprint.of(ALL, Set.of("ecr-policy-present"), "x")
                        .mark())
                .isNotEqualTo(RuleSetFingerprint.of(ALL, "x").mark());
    }

    @Test
    void aFindingThatPassesByOtherSettingsHasNotTheCauseFixed() {
        evaluate(ALL, "grace 15", UNSCANNED, Optional.empty());
        assertThat(evaluate(ALL, "grace 30", SampleRepository.good(), Optional.empty()))
                .singleElement()
                .satisfies(facts -> {
                    assertThat(facts.cause()).hasValue(Cause.SETTINGS_CHANGED);
                    assertThat(facts.reason()).hasValue(EvaluationReason.CHANGED_SETTINGS);
                });
    }

    @Test
    void aFindingThatACallerFixedUnderOtherSettingsHasTheCauseFixed() {
        evaluate(ALL, "grace 15", UNSCANNED, Optional.empty());
        RepositoryChange on = RepositoryChanges.scanningSet(now.plusSeconds(30), true);
        assertThat(evaluate(ALL, "grace 30", SampleRepository.good(), Optional.of(on)))
                .singleElement()
                .satisfies(facts -> assertThat(facts.cause()).hasValue(Cause.FIXED));
    }

    @Test
    void whatIsSeenForTheFirstTimeBySweepIsForTheDigestAndByAnEventIsNot() {
        Evaluation sweep = new Evaluation(
                Optional.of(evaluated(ALL, UNSCANNED)), List.of(), NOON, Optional.of(EvaluationReason.FIRST_SWEEP));
        SubjectRecord swept =
                transition(ALL, "").apply(record, sweep, List.of()).record();
        assertThat(((AlertFacts) swept.outbox().get(0)).reason()).hasValue(EvaluationReason.FIRST_SWEEP);
        RepositoryChange policy = RepositoryChanges.policySet(NOON, SampleRepository.OWN_ACCOUNT_POLICY);
        assertThat(evaluate(ALL, "", UNSCANNED, Optional.of(policy)))
                .singleElement()
                .satisfies(facts -> assertThat(facts.reason()).isEmpty());
    }

    @Test
    void whatWaitsForADigestIsDueBehindEverythingElseUntilSomethingElseIsFound() {
        evaluate(FIRST_ONLY, "", SampleRepository.good(), Optional.empty());
        evaluate(ALL, "", UNSCANNED, Optional.empty());
        assertThat(record.outboxSince()).hasValue(now.plus(EvaluationReason.LONGEST_WAIT));
        RepositoryChange opened = RepositoryChanges.policySet(now.plusSeconds(30), SampleRepository.PUBLIC_POLICY);
        evaluate(ALL, "", UNSCANNED.policy(SampleRepository.PUBLIC_POLICY), Optional.of(opened));
        assertThat(record.outboxSince()).hasValue(now);
    }

    @Test
    void aRecordOfAnOlderVersionCountsAsEvaluatedByOtherRules() {
        record = new Transition(RemediationMode.OFF, "remediation")
                .apply(
                        record,
                        new Evaluation(Optional.of(evaluated(ALL, SampleRepository.good())), Optional.empty(), NOON),
                        List.of())
                .record();
        assertThat(record.evaluatedBy()).isEmpty();
        assertThat(evaluate(ALL, "", UNSCANNED, Optional.empty()))
                .singleElement()
                .satisfies(facts -> assertThat(facts.reason()).hasValue(EvaluationReason.NEW_RULES));
    }

    @Test
    void aRepositoryCreatedAfterTheRuleChangeIsEvaluatedByTheNewRulesOnly() {
        evaluate(FIRST_ONLY, "", SampleRepository.good(), Optional.empty());
        SampleRepository recreated = UNSCANNED.createdAt(SampleRepository.CREATED.plusSeconds(3_600));
        assertThat(evaluate(ALL, "", recreated, Optional.empty()))
                .singleElement()
                .satisfies(facts -> assertThat(facts.reason()).isEmpty());
    }

    @Test
    void aRepositoryFirstKnownAsDeletedWasEvaluatedByNoOtherRules() {
        record = transition(ALL, "")
                .apply(record, new Evaluation(Optional.empty(), Optional.empty(), NOON), List.of())
                .record();
        assertThat(evaluate(ALL, "", UNSCANNED, Optional.empty()))
                .singleElement()
                .satisfies(facts -> assertThat(facts.reason()).isEmpty());
    }

    @Test
    void otherMetadataChangesTheFingerprintAndTheSameRegistryKeepsIt() {
        assertThat(RuleSetFingerprint.of(ALL, "x").mark())
                .isEqualTo(RuleSetFingerprint.of(RuleCatalog.standard(Duration.ofHours(1)), "x")
                        .mark())
                .isNotEqualTo(RuleSetFingerprint.of(FIRST_ONLY, "x").mark())
                .isNotEqualTo(RuleSetFingerprint.of(ALL, "y").mark());
    }

    private List<AlertFacts> evaluate(
            RuleRegistry registry, String settings, SampleRepository repository, Optional<RepositoryChange> change) {
        now = now.plusSeconds(60);
        TransitionResult next = transition(registry, settings)
                .apply(record, new Evaluation(Optional.of(evaluated(registry, repository)), change, now), List.of());
        record = next.record();
        return next.alerts();
    }

    private static Transition transition(RuleRegistry registry, String settings) {
        return new Transition(Settings.NONE, "remediation", Optional.of(RuleSetFingerprint.of(registry, settings)));
    }

    private static Evaluation.Result evaluated(RuleRegistry registry, SampleRepository repository) {
        return new Evaluation.Result(repository.snapshot(), registry.evaluate(repository.snapshot()));
    }
}
