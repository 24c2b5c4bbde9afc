package dev.ecrauditor.finding.transition;

import static dev.ecrauditor.rule.RegistryBuilder.FOREIGN;
import static dev.ecrauditor.rule.RegistryBuilder.registry;
import static dev.ecrauditor.testing.SampleWaivers.access;
import static dev.ecrauditor.testing.SampleWaivers.waiver;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.event.ApiCall;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.Cause;
import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.FindingState;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.registry.RegistrySnapshot;
import dev.ecrauditor.registry.ReplicationRule;
import dev.ecrauditor.rule.RegistryBuilder;
import dev.ecrauditor.rule.RegistryRule;
import dev.ecrauditor.rule.TrustedParties;
import dev.ecrauditor.rule.registry.ReplicationNoForeignAccount;
import dev.ecrauditor.settings.Reminders;
import dev.ecrauditor.settings.Waiver;
import dev.ecrauditor.testing.RepositoryChanges;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What alerts say of a finding of which a waiver covers a part, and how its transitions are counted. */
class FailureReportTest {

    private static final RegistryRule RULE = new ReplicationNoForeignAccount(TrustedParties.NOBODY);
    private static final String ID = RULE.metadata().id();
    private static final String ANOTHER = "123456789012";
    private static final String THIRD = "222233334444";
    private static final LocalDate LAST_DAY = LocalDate.parse("2026-12-31");
    private static final Waiver OF_FOREIGN = waiver(ID, LAST_DAY, access(FOREIGN, "*"));
    private static final Waiver OF_BOTH = waiver(ID, LAST_DAY, access(FOREIGN, "*"), access(ANOTHER, "*"));

    private SubjectRecord record = SubjectRecord.notEvaluated(new Subject.Registry("111122223333", "us-east-1"));
    private List<Waiver> waivers = List.of(OF_FOREIGN);
    private Instant now = Instant.parse("2026-11-20T10:00:00Z");

    @Test
    void aReportThatNamesAWaiverWhichEndsSoonIsItsReminder() {
        now = Instant.parse("2026-12-28T10:00:00Z");
        assertThat(evaluate(FOREIGN, ANOTHER)).extracting(AlertFacts::status).containsExactly(AlertStatus.OPENED);
        assertThat(evaluate(FOREIGN, ANOTHER)).isEmpty();
        assertThat(state().waiver()).isPresent();
    }

    @Test
    void whenAWaiverOfAPartEndsTheWholeIsReportedInTheDigestOfWaivers() {
        evaluate(FOREIGN, ANOTHER);
        now = Instant.parse("2026-12-27T10:00:00Z");
        assertThat(evaluate(FOREIGN, ANOTHER)).extracting(AlertFacts::status).containsExactly(AlertStatus.REMINDER);
        now = Instant.parse("2027-01-01T10:00:00Z");
        assertThat(evaluate(FOREIGN, ANOTHER)).singleElement().satisfies(alert -> {
            assertThat(alert.status()).isEqualTo(AlertStatus.CHANGED);
            assertThat(alert.reason()).hasValue(EvaluationReason.WAIVER_ENDS);
            assertThat(alert.evidence().summary())
                    .startsWith("The waiver of payments@example.org ended on 2026-12-31. ")
                    .contains(FOREIGN, ANOTHER);
        });
    }

    @Test
    void anEndThatIsFoundBecauseOfTheCallThatChangedTheRestIsReportedAtOnce() {
        evaluate(FOREIGN, ANOTHER);
        now = Instant.parse("2027-01-01T10:00:00Z");
        assertThat(evaluateBecauseOfACall(FOREIGN, THIRD)).singleElement().satisfies(alert -> {
            assertThat(alert.evidence().summary()).startsWith("The waiver of payments@example.org ended");
            assertThat(alert.reason()).isEmpty();
            assertThat(alert.setBy()).isPresent();
        });
    }

    @Test
    void aWithdrawnWaiverOfAPartIsSaidInTheReportOfTheWhole() {
        evaluate(FOREIGN, ANOTHER);
        waivers = List.of();
        assertThat(evaluate(FOREIGN, ANOTHER)).singleElement().satisfies(alert -> {
            assertThat(alert.status()).isEqualTo(AlertStatus.CHANGED);
            assertThat(alert.reason()).hasValue(EvaluationReason.CHANGED_SETTINGS);
            assertThat(alert.evidence().summary()).startsWith("It is no longer waived by payments@example.org. ");
        });
    }

    @Test
    void aReportSaysNothingOfAWaiverThatStillHolds() {
        evaluate(FOREIGN, ANOTHER);
        assertThat(evaluate(FOREIGN, THIRD)).singleElement().satisfies(this::saysNothingOfWaivers);
    }

    @Test
    void aWaiverThatCoversNothingAnyMoreHasNotEnded() {
        evaluate(FOREIGN, ANOTHER);
        assertThat(evaluate(THIRD)).singleElement().satisfies(this::saysNothingOfWaivers);
    }

    @Test
    void whereACallIsTheCauseNoWithdrawnWaiverIs() {
        evaluate(FOREIGN, ANOTHER);
        waivers = List.of();
        assertThat(evaluateBecauseOfACall(THIRD)).singleElement().satisfies(this::saysNothingOfWaivers);
    }

    @Test
    void aWaiverThatStillHoldsHasNotEndedByChangedSettings() {
        evaluate(FOREIGN, ANOTHER);
        waivers = List.of(OF_FOREIGN, waiver("another-rule", LAST_DAY));
        assertThat(evaluate(FOREIGN, THIRD))
                .singleElement()
                .satisfies(
                        alert -> assertThat(alert.evidence().summary()).doesNotContain("no longer waived", "ended on"));
    }

    @Test
    void whatIsFixedBesideAWaivedPartIsResolvedAsFixed() {
        evaluate(FOREIGN, ANOTHER);
        assertThat(evaluate(FOREIGN)).singleElement().satisfies(alert -> {
            assertThat(alert.cause()).hasValue(Cause.FIXED);
            assertThat(alert.evidence().summary())
                    .isEqualTo("What was reported is fixed. What is left is waived by payments@example.org until "
                            + LAST_DAY + ": known partner");
        });
    }

    @Test
    void whatIsWaivedBesideAWaivedPartIsResolvedAsWaived() {
        evaluate(FOREIGN, ANOTHER);
        waivers = List.of(OF_BOTH);
        assertThat(evaluate(FOREIGN, ANOTHER)).singleElement().satisfies(alert -> {
            assertThat(alert.cause()).hasValue(Cause.WAIVED);
            assertThat(alert.evidence().summary()).startsWith("It is not fixed, but waived by");
        });
    }

    @Test
    void theAlertThatAReportedFindingIsWaivedHasTheNextNumber() {
        waivers = List.of();
        evaluate(FOREIGN);
        waivers = List.of(OF_FOREIGN);
        assertThat(evaluate(FOREIGN))
                .singleElement()
                .satisfies(alert -> assertThat(alert.id()).endsWith("#2"));
        assertThat(state().number()).isEqualTo(2);
    }

    @Test
    void theSameHoldsWhereWhatWasFoundHasChangedToo() {
        waivers = List.of();
        evaluate(FOREIGN);
        waivers = List.of(OF_BOTH);
        assertThat(evaluate(FOREIGN, ANOTHER))
                .singleElement()
                .satisfies(alert -> assertThat(alert.id()).endsWith("#2"));
    }

    @Test
    void aWaivedFindingChangesOnlyWithWhatIsFound() {
        waivers = List.of(OF_BOTH);
        evaluate(FOREIGN);
        FindingState first = state();
        evaluate(FOREIGN);
        assertThat(state()).isEqualTo(first.evaluatedAt(now));

        evaluate(FOREIGN, ANOTHER);
        assertThat(state().number()).isEqualTo(2);
        assertThat(state().evidenceHash()).isNotEqualTo(first.evidenceHash());
        assertThat(state().openedAt()).isEqualTo(first.openedAt());
    }

    private void saysNothingOfWaivers(AlertFacts alert) {
        assertThat(alert.status()).isEqualTo(AlertStatus.CHANGED);
        assertThat(alert.reason()).isEmpty();
        assertThat(alert.evidence().summary()).doesNotContain("no longer waived", "ended on");
    }

    private FindingState state() {
        return record.findings().get(new FindingKey(ID, FindingKey.Kind.VIOLATION));
    }

    /** Evaluates a registry that replicates to these accounts. */
    private List<AlertFacts> evaluate(String... accounts) {
        return apply(List.of(), accounts);
    }

    /** The same because of the call that set the replication. */
    private List<AlertFacts> evaluateBecauseOfACall(String... accounts) {
        return apply(List.of(RepositoryChanges.scanningSet(now.plusSeconds(20), false)), accounts);
    }

    private List<AlertFacts> apply(List<ApiCall> calls, String... accounts) {
        now = now.plus(Duration.ofMinutes(1));
        RegistrySnapshot read = registry()
                .replicating(Stream.of(accounts)
                        .map(account -> RegistryBuilder.replication(account, "eu-west-1"))
                        .toArray(ReplicationRule[]::new))
                .built();
        TransitionResult next = SubjectTransition.apply(
                record,
                new SubjectEvaluation(
                        Optional.of(Map.of(RULE.metadata(), RULE.evaluate(read))),
                        (call, setting) -> true,
                        calls,
                        now,
                        Optional.empty()),
                new SubjectTransition.Terms(
                        Optional.of(new RuleSetFingerprint(Set.of(ID), "rules", FindingKey.sha256(waivers.toString()))),
                        waivers,
                        true,
                        Reminders.NONE));
        record = next.record();
        return next.alerts();
    }
}
