package dev.ecrauditor.finding.transition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.event.ApiCall;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.CoveringWaiver;
import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.rule.evidence.Evidence;
import dev.ecrauditor.testing.RepositoryChanges;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an alert says of a waiver that has ended, and where it is published. */
class WaiverFactsTest {

    private static final Instant AT = Instant.parse("2027-01-01T10:00:00Z");
    private static final CoveringWaiver OVER =
            new CoveringWaiver("payments@example.org", "known partner", LocalDate.parse("2026-12-31"), true);
    private static final Attribution NOBODY = Attribution.by(Optional.empty());

    @Test
    void aReportWithoutAnEndedWaiverStaysAsItIs() {
        TransitionFacts report = report(NOBODY);
        assertThat(WaiverFacts.ofReported(report, Optional.empty(), AT)).isSameAs(report);
    }

    @Test
    void anEndedWaiverIsPublishedInItsDigest() {
        TransitionFacts report = WaiverFacts.ofReported(report(NOBODY), Optional.of(OVER), AT);
        assertThat(report.status()).isEqualTo(AlertStatus.CHANGED);
        assertThat(report.attribution().reason()).hasValue(EvaluationReason.WAIVER_ENDS);
        assertThat(report.evidence().summary())
                .isEqualTo("The waiver of payments@example.org ended on 2026-12-31. It is not right.");
    }

    @Test
    void theDigestOfTheEvaluationComesFirst() {
        Attribution rules = NOBODY.withReason(Optional.of(EvaluationReason.NEW_RULES));
        assertThat(WaiverFacts.ofReported(report(rules), Optional.of(OVER), AT).attribution())
                .isEqualTo(rules);
    }

    @Test
    void whatACallCausedIsInNoDigest() {
        ApiCall call = RepositoryChanges.scanningSet(AT.minusSeconds(60), false);
        Attribution byCall = new Attribution(Optional.of(call), Optional.of(call), Optional.empty(), Optional.empty());
        assertThat(WaiverFacts.ofReported(report(byCall), Optional.of(OVER), AT).attribution())
                .isEqualTo(byCall);
    }

    @ParameterizedTest
    @CsvSource({"CHANGED_SETTINGS, true", "NEW_RULES, true", "REGISTRY_CHANGED, false", "FIRST_SWEEP, false"})
    void theSettingsMayHaveChangedByTheReasonOfTheEvaluation(EvaluationReason reason, boolean expected) {
        assertThat(WaiverFacts.maySettingsHaveChanged(NOBODY.withReason(Optional.of(reason))))
                .isEqualTo(expected);
    }

    @Test
    void withoutAReasonTheSettingsHaveNotChanged() {
        assertThat(WaiverFacts.maySettingsHaveChanged(NOBODY)).isFalse();
    }

    private static TransitionFacts report(Attribution attribution) {
        return TransitionFacts.of(AlertStatus.CHANGED, new Evidence("It is not right.", Map.of()), attribution);
    }
}
