package dev.ecrauditor.finding.store;

import static dev.ecrauditor.testing.SampleRecords.NOON;
import static dev.ecrauditor.testing.SampleRecords.subject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.finding.exposure.PolicyDifference;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.PolicyHistory;
import dev.ecrauditor.finding.record.RemediationRequest;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.sweep.SweepProgress;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositoryPolicy;
import dev.ecrauditor.rule.evidence.Evidence;
import dev.ecrauditor.rule.evidence.PolicyOutline;
import dev.ecrauditor.testing.SampleRecords;
import dev.ecrauditor.testing.SampleRepository;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the stores of one process, the progress of a sweep and the memory of a policy keep. */
class InMemoryStoresTest {

    private static final Subject.Coverage PLACE = new Subject.Coverage("111122223333", "us-east-1");

    private final InMemoryFindingStore findings = new InMemoryFindingStore();
    private final InMemorySweepStore sweeps = new InMemorySweepStore(findings);

    @Test
    void aStoreBeginsWithWhatItIsGiven() {
        SubjectRecord record = SampleRecords.withAlerts(subject("team/a"), NOON, "a#1");
        InMemoryFindingStore store = new InMemoryFindingStore(List.of(record));
        assertThat(store.load(subject("team/a"))).hasValue(record);
        assertThat(store.due(10)).containsExactly(subject("team/a"));
        assertThat(store.generation()).isEmpty();
        assertThat(new InMemoryFindingStore("second").generation()).isEqualTo("second");
    }

    @Test
    void ofTwoSweepsAtOnceOneIsRefused() {
        SweepProgress begun = SweepProgress.none(PLACE).begin(NOON, "m", Optional.empty());
        assertThat(sweeps.save(begun)).isTrue();
        assertThat(sweeps.save(begun)).isFalse();
        assertThat(sweeps.save(begun.at("a", 0).at("b", 0))).isFalse();
        assertThat(sweeps.progress(PLACE)).isEqualTo(begun);
        assertThat(sweeps.progress(new Subject.Coverage("111122223333", "eu-west-1"))
                        .version())
                .isZero();
    }

    @Test
    void knownIsWhatIsNotDeletedInThisAccountAndRegion() {
        findings.save(SampleRecords.withEmptyOutbox(subject("living/app")));
        SubjectRecord gone = SampleRecords.withEmptyOutbox(subject("deleted/app"));
        findings.save(gone);
        findings.save(SampleRecords.deleted(gone, NOON));
        findings.save(SampleRecords.withEmptyOutbox(PLACE));
        findings.save(SampleRecords.withEmptyOutbox(
                Subject.of(new RepositoryArn("aws", "eu-west-1", "111122223333", "elsewhere/app"))));
        assertThat(sweeps.known(PLACE)).extracting(RepositoryArn::name).containsExactly("living/app");
    }

    @Test
    void aSweepRunsFromItsBeginningToItsEnd() {
        SweepProgress none = SweepProgress.none(PLACE);
        SweepProgress begun = none.begin(NOON, "m", Optional.of(EvaluationReason.FIRST_SWEEP));
        SweepProgress complete = begun.at("a", 2).complete(NOON.plusSeconds(9));
        assertThat(none.isRunning()).isFalse();
        assertThat(begun.isRunning()).isTrue();
        assertThat(begun.at("a", 2).isRunning()).isTrue();
        assertThat(complete.isRunning()).isFalse();
        assertThat(begun.complete(NOON).isRunning()).isFalse();
        assertThat(complete.begin(NOON.plusSeconds(9), "m", Optional.empty()).isRunning())
                .isFalse();
        SweepProgress again = complete.begin(NOON.plusSeconds(10), "n", Optional.empty());
        assertThat(again.isRunning()).isTrue();
        assertThat(again.notEvaluated()).isZero();
        assertThat(again.cursor()).isEmpty();
        for (SweepProgress step : List.of(begun, begun.at("a", 2), complete, again)) {
            assertThat(SweepProgressJson.read(PLACE, SweepProgressJson.write(step)))
                    .isEqualTo(step);
        }
    }

    @Test
    void aDamagedSweepSaysSo() {
        assertThatThrownBy(() -> SweepProgressJson.read(PLACE, new JsonObject().build()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no readable version");
        assertThatThrownBy(() -> SweepProgressJson.read(
                        PLACE,
                        new JsonObject()
                                .put("version", 1)
                                .put("reason", "BIRTHDAY")
                                .build()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is damaged");
    }

    @Test
    void aRecordOfExactlyTheMostIsLeftAsItIs() {
        SubjectRecord small = withProof(1_000);
        int rest = RecordSize.MOST - RecordSize.bytes(small);
        SubjectRecord most = withProof(1_000 + rest);
        assertThat(RecordSize.bytes(most)).isEqualTo(RecordSize.MOST);
        assertThat(RecordSize.fitting(most)).isEqualTo(most);
        SubjectRecord more = withProof(1_001 + rest);
        assertThat(RecordSize.fitting(more)).isNotEqualTo(more);
        assertThat(RecordSize.bytes(RecordSize.fitting(more))).isLessThan(RecordSize.MOST);
    }

    private static SubjectRecord withProof(int characters) {
        SubjectRecord record = SampleRecords.withAlerts(subject("payments/api"), NOON, "a#1");
        AlertFacts alert = (AlertFacts) record.outbox().get(0);
        Evidence proof = new Evidence("s", Map.of("proof", "x".repeat(characters)));
        return record.withOutbox(List.of(alert.withEvidence(proof)));
    }

    @Test
    void aSubjectHasADisplayName() {
        assertThat(new Subject.Key("111122223333", "us-east-1", "1234").name()).isEqualTo("key 1234");
        assertThat(PLACE.name()).isEqualTo("account 111122223333");
        assertThat(new Subject.Registry("111122223333", "us-east-1").name()).isEqualTo("registry 111122223333");
        assertThat(subject("payments/api").name()).isEqualTo("payments/api");
        assertThatThrownBy(() -> new Subject.Key("1111", "us-east-1", "1234"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Subject.Key("111122223333", "nowhere!", "1234"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void onlyDifferentStatementsAreReported() {
        PolicyOutline before =
                new PolicyOutline(List.of("a", "b", "b"), Map.of("x", Set.of("ecr:PutImage", "ecr:ListImages")), true);
        PolicyOutline now = new PolicyOutline(
                List.of("b", "c"), Map.of("x", Set.of("ecr:PutImage", "ecr:InitiateLayerUpload")), true);
        assertThat(PolicyDifference.of(before, now))
                .isEqualTo(Map.of(
                        "statements added", "c",
                        "statements removed", "a; b",
                        "access added", "x can use more actions: ecr:InitiateLayerUpload",
                        "access removed", "x can no longer see names and settings: ecr:ListImages"));
        assertThat(PolicyDifference.of(before, before)).isEmpty();
    }

    @Test
    void aPolicyWasReadByAnEvaluationAtOrAfterTheCall() {
        PolicyHistory memory =
                PolicyHistory.NONE.withRead(SampleRepository.good().snapshot(), NOON);
        RepositoryPolicy own = RepositoryPolicy.of(SampleRepository.OWN_ACCOUNT_POLICY);
        RepositoryPolicy open = RepositoryPolicy.of(SampleRepository.PUBLIC_POLICY);
        assertThat(memory.hasRead(own, NOON)).isTrue();
        assertThat(memory.hasRead(own, NOON.minusSeconds(1))).isTrue();
        assertThat(memory.hasRead(own, NOON.plusSeconds(1))).isFalse();
        assertThat(memory.hasRead(open, NOON)).isFalse();
        assertThat(memory.hasReported("event")).isFalse();
        assertThat(memory.withReported("event", NOON).hasReported("event")).isTrue();
        PolicyHistory hour = memory.withReported("event", NOON)
                .withRead(SampleRepository.good().withoutPolicy().snapshot(), NOON.plus(Duration.ofHours(1)));
        assertThat(hour.hasRead(own, NOON)).isTrue();
        assertThat(hour.hasReported("event")).isTrue();
        PolicyHistory later = hour.withRead(
                SampleRepository.good().withoutPolicy().snapshot(),
                NOON.plus(Duration.ofHours(1).plusMillis(1)));
        assertThat(later.hasRead(own, NOON)).isFalse();
        assertThat(later.hasReported("event")).isFalse();
    }

    @Test
    void whatHelpsIsStoredWithTheEvidence() {
        SubjectRecord record = SampleRecords.withAlerts(subject("payments/api"), NOON, "a#1");
        AlertFacts alert = (AlertFacts) record.outbox().get(0);
        SubjectRecord fixed = record.withOutbox(
                List.of(alert.withEvidence(alert.evidence().fixedBy(List.of("# first", "aws ecr x")))));
        assertThat(SubjectRecordJson.read(SubjectRecordJson.write(fixed))).isEqualTo(fixed);
        assertThat(SubjectRecordJson.write(fixed).members("outbox").get("a#1").items("fix"))
                .hasSize(2);
        assertThat(SubjectRecordJson.write(record).members("outbox").get("a#1").text("fix"))
                .isEmpty();
    }

    @Test
    void onlyARepositoryIsRemediated() {
        SubjectRecord ofARepository = SampleRecords.full(subject("payments/api"));
        assertThat(ofARepository.outbox()).hasAtLeastOneElementOfType(RemediationRequest.class);
        assertThatThrownBy(() -> OutboxEntryJson.read(
                        "bbb@4",
                        PLACE,
                        SubjectRecordJson.write(ofARepository).members("outbox").get("bbb@4")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("remediationAttempt");
    }
}
