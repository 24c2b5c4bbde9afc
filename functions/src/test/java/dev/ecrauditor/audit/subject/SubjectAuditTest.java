package dev.ecrauditor.audit.subject;

import static dev.ecrauditor.testing.RepositoryTimeline.SCANNING;
import static dev.ecrauditor.testing.RepositoryTimeline.fail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.audit.RetryableAuditException;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.transition.SubjectEvaluation;
import dev.ecrauditor.finding.transition.SubjectTransition;
import dev.ecrauditor.testing.SampleRecords;
import dev.ecrauditor.testing.ScriptedStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One evaluation of a registry or a key is one conditional write, repeated while others write. */
class SubjectAuditTest {

    private static final Subject SUBJECT = SubjectFixture.REGISTRY;

    private final List<String> journal = new ArrayList<>();
    private final ScriptedStore store = new ScriptedStore(journal);
    private final SubjectAudit audit = new SubjectAudit(store, record -> journal.add("drain request"));

    @Test
    void theAlertsAreStoredBeforeADrainIsRequested() {
        List<AlertFacts> alerts = evaluate(Optional.empty());
        assertThat(alerts).hasSize(1);
        assertThat(store.record(SUBJECT).outbox()).isEqualTo(alerts);
        assertThat(journal).containsExactly("load", "save", "drain request");
    }

    @Test
    void whatIsFoundAgainIsNoAlertAndRequestsNoDrain() {
        evaluate(Optional.empty());
        store.removeSent(
                SUBJECT,
                Collections.singleton(store.record(SUBJECT).outbox().get(0).id()));
        journal.clear();
        assertThat(evaluate(Optional.empty())).isEmpty();
        assertThat(journal).containsExactly("load", "save");
    }

    @Test
    void noDrainIsRequestedForADigest() {
        assertThat(evaluate(Optional.of(EvaluationReason.FIRST_SWEEP))).hasSize(1);
        assertThat(journal).containsExactly("load", "save");
    }

    @Test
    void anEvaluationThatOthersOvertakeFourTimesIsStored() {
        store.writeConcurrentlyBeforeSaves(4);
        assertThat(evaluate(Optional.empty())).hasSize(1);
    }

    @Test
    void anEvaluationThatOthersOvertakeFiveTimesIsTriedLater() {
        store.writeConcurrentlyBeforeSaves(5);
        assertThatThrownBy(() -> evaluate(Optional.empty()))
                .isInstanceOf(RetryableAuditException.class)
                .hasMessageContaining("5 times");
        assertThat(Collections.frequency(journal, "save")).isEqualTo(5);
    }

    private List<AlertFacts> evaluate(Optional<EvaluationReason> reason) {
        return audit.evaluate(
                SUBJECT,
                SubjectTransition.Terms.NONE,
                () -> new SubjectEvaluation(
                        Optional.of(Map.of(SCANNING, fail("off"))),
                        (call, setting) -> false,
                        List.of(),
                        SampleRecords.NOON,
                        reason));
    }
}
