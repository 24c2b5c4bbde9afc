package dev.ecrauditor.finding.transition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.FindingState;
import dev.ecrauditor.finding.record.PolicyHistory;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.rule.evidence.PolicyOutline;
import dev.ecrauditor.testing.SampleRecords;
import dev.ecrauditor.testing.SampleRepository;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What counts as a confirmation of a record: whatever else differs has to be read again before it is stored. */
class TransitionResultTest {

    private static final Instant LATER = SampleRecords.NOON.plusSeconds(86_400);
    private static final SubjectRecord BEFORE = SampleRecords.full(SampleRecords.subject(SampleRepository.ARN.name()));

    @Test
    void timesTheVersionAndTheMarkOfTheRulesMayDiffer() {
        assertThat(confirms(record -> record)).isTrue();
        assertThat(confirms(record -> record.toBuilder()
                        .version(record.version() + 1)
                        .lastEvaluated(Optional.of(LATER))
                        .evaluatedBy(Optional.of("other/rules"))
                        .findings(withEach(state -> state.evaluatedAt(LATER)))
                        .build()))
                .isTrue();
    }

    @Test
    void whatIsRememberedOfEarlierPoliciesMayDiffer() {
        assertThat(confirms(record -> record.toBuilder()
                        .policy(new PolicyHistory(record.policy().last(), Map.of(), Map.of("cccc", LATER)))
                        .build()))
                .isTrue();
    }

    @Test
    void anotherPolicyIsNoConfirmation() {
        PolicyOutline other = new PolicyOutline(List.of(), Map.of(), false);
        assertThat(confirms(record -> record.toBuilder()
                        .policy(new PolicyHistory(Optional.of(other), Map.of(), Map.of()))
                        .build()))
                .isFalse();
    }

    @Test
    void anotherStateOfAFindingIsNoConfirmation() {
        assertThat(confirms(record -> record.toBuilder()
                        .findings(withEach(state -> state.accepted(Optional.empty())))
                        .build()))
                .as("accepted by a baseline before")
                .isFalse();
        assertThat(confirms(record -> record.toBuilder().findings(Map.of()).build()))
                .isFalse();
        Map<FindingKey, FindingState> more = new LinkedHashMap<>(BEFORE.findings());
        more.put(
                new FindingKey("another-rule", FindingKey.Kind.VIOLATION),
                more.values().iterator().next());
        assertThat(confirms(record -> record.toBuilder().findings(more).build()))
                .isFalse();
    }

    @Test
    void anotherRepositoryKeyOrDeletionIsNoConfirmation() {
        assertThat(confirms(record ->
                        record.toBuilder().incarnation(Optional.of(LATER)).build()))
                .isFalse();
        assertThat(confirms(
                        record -> record.toBuilder().keyArn(Optional.empty()).build()))
                .isFalse();
        assertThat(confirms(
                        record -> record.toBuilder().deletedAt(Optional.empty()).build()))
                .isFalse();
    }

    @Test
    void whatEmitsSomethingIsNoConfirmation() {
        TransitionResult result =
                new TransitionResult(BEFORE, List.of(BEFORE.outbox().get(0)));
        assertThat(result.confirms(BEFORE)).isFalse();
    }

    private static boolean confirms(UnaryOperator<SubjectRecord> evaluation) {
        return new TransitionResult(evaluation.apply(BEFORE), List.of()).confirms(BEFORE);
    }

    private static Map<FindingKey, FindingState> withEach(UnaryOperator<FindingState> change) {
        Map<FindingKey, FindingState> changed = new LinkedHashMap<>();
        BEFORE.findings().forEach((key, state) -> changed.put(key, change.apply(state)));
        return changed;
    }
}
