package dev.ecrauditor.finding.transition;

import static dev.ecrauditor.testing.RepositoryTimeline.POLICY_PRESENT;
import static dev.ecrauditor.testing.RepositoryTimeline.SCANNING;
import static dev.ecrauditor.testing.RepositoryTimeline.coverageGap;
import static dev.ecrauditor.testing.RepositoryTimeline.fail;
import static dev.ecrauditor.testing.RepositoryTimeline.pass;
import static dev.ecrauditor.testing.RepositoryTimeline.unknown;
import static dev.ecrauditor.testing.RepositoryTimeline.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.event.ApiCall;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.Cause;
import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.settings.Reminders;
import dev.ecrauditor.testing.RepositoryChanges;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The findings of registries and keys begin, change and end as those of repositories do. */
class SubjectTransitionTest {

    private static final Set<String> RULES = Set.of(SCANNING.id(), POLICY_PRESENT.id());
    private static final RuleSetFingerprint FIRST = new RuleSetFingerprint(RULES, "rules", "settings");
    private static final RuleSetFingerprint OTHER_SETTINGS = new RuleSetFingerprint(RULES, "rules", "other settings");

    private SubjectRecord record = SubjectRecord.notEvaluated(new Subject.Key("111122223333", "us-east-1", "1234abcd"));
    private RuleSetFingerprint fingerprint = FIRST;
    private Instant now = Instant.parse("2026-11-20T10:00:00Z");

    /** The call is known to have set what the scanning rule evaluates. */
    private boolean callHasSet = true;

    @Test
    void aRuleThatCannotBeEvaluatedIsReportedUntilItCan() {
        assertThat(evaluate(SCANNING, unknown("ECR denies reading it")))
                .singleElement()
                .satisfies(alert -> {
                    assertThat(alert.finding()).isEqualTo(coverageGap(SCANNING));
                    assertThat(alert.status()).isEqualTo(AlertStatus.OPENED);
                    assertThat(alert.evidence().summary())
                            .startsWith("The rule could not be evaluated: ECR denies reading it; ");
                    assertThat(alert.evidence().facts())
                            .containsEntry("could not be evaluated", "ECR denies reading it")
                            .containsEntry("denied action", "ecr:GetRepositoryPolicy");
                    assertThat(alert.evidence().fix()).isNotEmpty();
                });
        assertThat(evaluate(SCANNING, pass())).singleElement().satisfies(alert -> {
            assertThat(alert.finding()).isEqualTo(coverageGap(SCANNING));
            assertThat(alert.cause()).hasValue(Cause.FIXED);
        });
    }

    @Test
    void aRuleThatCannotBeEvaluatedKeepsItsViolation() {
        evaluate(SCANNING, fail("off"));
        evaluate(SCANNING, unknown("denied"));
        assertThat(record.isOpen(violation(SCANNING))).isTrue();
    }

    @Test
    void theFindingsOfARuleThatIsSwitchedOffEnd() {
        evaluate(Map.of(SCANNING, fail("off"), POLICY_PRESENT, fail("none")));
        fingerprint = new RuleSetFingerprint(Set.of(SCANNING.id()), "rules", "settings");
        assertThat(evaluate(SCANNING, fail("off"))).singleElement().satisfies(alert -> {
            assertThat(alert.finding()).isEqualTo(violation(POLICY_PRESENT));
            assertThat(alert.cause()).hasValue(Cause.RULE_SWITCHED_OFF);
        });
        assertThat(record.isOpen(violation(SCANNING))).isTrue();
    }

    @Test
    void onlyTheFirstEvaluationHasTheReasonOfItsSweep() {
        assertThat(sweep(fail("off")))
                .extracting(AlertFacts::reason)
                .containsExactly(Optional.of(EvaluationReason.FIRST_SWEEP));
        assertThat(sweep(fail("off in another way")))
                .extracting(AlertFacts::reason)
                .containsExactly(Optional.empty());
    }

    @Test
    void whatChangedSettingsResolveIsPublishedInTheirDigest() {
        evaluate(SCANNING, fail("off"));
        fingerprint = OTHER_SETTINGS;
        assertThat(evaluate(SCANNING, pass())).singleElement().satisfies(alert -> {
            assertThat(alert.cause()).hasValue(Cause.SETTINGS_CHANGED);
            assertThat(alert.reason()).hasValue(EvaluationReason.CHANGED_SETTINGS);
        });
    }

    @Test
    void whatACallFixedUnderChangedSettingsIsPublishedAtOnce() {
        evaluate(SCANNING, fail("off"));
        fingerprint = OTHER_SETTINGS;
        assertThat(evaluate(SCANNING, pass(), call(20))).singleElement().satisfies(alert -> {
            assertThat(alert.cause()).hasValue(Cause.FIXED);
            assertThat(alert.reason()).isEmpty();
            assertThat(alert.setBy()).isPresent();
        });
    }

    @Test
    void whatIsFixedUnderTheSameSettingsIsFixed() {
        evaluate(SCANNING, fail("off"));
        assertThat(evaluate(SCANNING, pass())).extracting(AlertFacts::cause).containsExactly(Optional.of(Cause.FIXED));
    }

    @Test
    void aCallBeforeTheLastEvaluationIsNotTheCause() {
        evaluate(SCANNING, pass());
        assertThat(evaluate(SCANNING, fail("off"), call(-60)))
                .singleElement()
                .satisfies(alert -> assertThat(alert.setBy()).isEmpty());
    }

    @Test
    void aCallThatSetAnotherValueIsNotTheCause() {
        evaluate(SCANNING, pass());
        callHasSet = false;
        assertThat(evaluate(SCANNING, fail("off"), call(20))).singleElement().satisfies(alert -> {
            assertThat(alert.setBy()).isEmpty();
            assertThat(alert.event()).isPresent();
        });
    }

    @Test
    void aKeyThatEncryptsNothingAnyMoreIsGoneUntilItIsEvaluatedAgain() {
        evaluate(SCANNING, fail("off"));
        assertThat(record.deletedAt()).isEmpty();
        assertThat(apply(Optional.empty(), List.of(), Optional.empty()))
                .singleElement()
                .satisfies(alert -> {
                    assertThat(alert.cause()).hasValue(Cause.DELETED);
                    assertThat(alert.evidence().summary()).isEqualTo("The key encrypts no known repository any more.");
                });
        assertThat(record.deletedAt()).hasValue(now);
        evaluate(SCANNING, pass());
        assertThat(record.deletedAt()).isEmpty();
    }

    private ApiCall call(long secondsAfterLastEvaluation) {
        return RepositoryChanges.scanningSet(now.plusSeconds(secondsAfterLastEvaluation), false);
    }

    private List<AlertFacts> sweep(Verdict verdict) {
        return apply(Optional.of(Map.of(SCANNING, verdict)), List.of(), Optional.of(EvaluationReason.FIRST_SWEEP));
    }

    private List<AlertFacts> evaluate(RuleMetadata rule, Verdict verdict, ApiCall... calls) {
        return apply(Optional.of(Map.of(rule, verdict)), List.of(calls), Optional.empty());
    }

    private List<AlertFacts> evaluate(Map<RuleMetadata, Verdict> verdicts) {
        return apply(Optional.of(verdicts), List.of(), Optional.empty());
    }

    private List<AlertFacts> apply(
            Optional<Map<RuleMetadata, Verdict>> verdicts, List<ApiCall> calls, Optional<EvaluationReason> reason) {
        now = now.plus(Duration.ofMinutes(1));
        TransitionResult next = SubjectTransition.apply(
                record,
                new SubjectEvaluation(
                        verdicts, (call, setting) -> callHasSet && setting == Setting.SCANNING, calls, now, reason),
                new SubjectTransition.Terms(Optional.of(fingerprint), List.of(), true, Reminders.NONE));
        record = next.record();
        return next.alerts();
    }
}
