package dev.ecrauditor.audit.subject;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.audit.AuditOutcome;
import dev.ecrauditor.event.IgnoreReason;
import dev.ecrauditor.event.Ignored;
import dev.ecrauditor.event.RepositoryActivity;
import dev.ecrauditor.event.RepositoryChange;
import dev.ecrauditor.finding.record.OutboxEntry;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.rule.KeyBuilder;
import dev.ecrauditor.testing.RepositoryChanges;
import dev.ecrauditor.testing.SampleRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Images lead to an evaluation only of unknown repositories, and a new repository to one of its key. */
class EventAuditTest {

    private static final RepositoryArn ARN = SampleRepository.ARN;
    private static final Subject REPOSITORY = Subject.of(ARN);

    private final SubjectFixture aws = new SubjectFixture();
    private final Instant now = aws.clock.instant();
    private final SampleRepository good = SampleRepository.good().createdAt(now.minusSeconds(20));
    private final RepositoryActivity pushed = new RepositoryActivity(SubjectFixture.header("PutImage", now), ARN);
    private final RepositoryChange created = RepositoryChanges.created(now.minusSeconds(20), true, "KMS");

    @BeforeEach
    void theRepositoryIsCompliant() {
        aws.repositories.setReading(good.known());
    }

    @Test
    void anImageInAnUnknownRepositoryLeadsToItsEvaluation() {
        assertThat(aws.events.audit(List.of(pushed))).containsExactly(new AuditOutcome.Recorded());
        assertThat(aws.store.load(REPOSITORY)).isPresent();
    }

    @Test
    void anImageInAKnownRepositoryLeadsToNone() {
        aws.events.audit(List.of(pushed));
        aws.repositoryReads.clear();
        assertThat(aws.events.audit(List.of(pushed))).containsExactly(ignored());
        assertThat(aws.repositoryReads).isEmpty();
    }

    @Test
    void anImageInARepositoryThatIsTakenForDeletedLeadsToItsEvaluation() {
        aws.events.audit(List.of(pushed));
        aws.repositories.setReading(new Reading.Absent<>());
        aws.events.audit(List.of(RepositoryChanges.deleted(now)));
        assertThat(aws.record(REPOSITORY).deletedAt()).isPresent();

        aws.repositories.setReading(good.known());
        assertThat(aws.events.audit(List.of(pushed))).containsExactly(new AuditOutcome.Recorded());
        assertThat(aws.record(REPOSITORY).deletedAt()).isEmpty();
    }

    @Test
    void besideAnImageAChangeOfAKnownRepositoryIsEvaluated() {
        aws.events.audit(List.of(pushed));
        aws.clock.advance(Duration.ofMinutes(1));
        aws.repositories.setReading(good.scanOnPush(false).known());
        RepositoryChange off = RepositoryChanges.scanningSet(aws.clock.instant().minusSeconds(5), false);
        assertThat(aws.events.audit(List.of(pushed, off))).containsExactly(ignored(), alerted(REPOSITORY));
    }

    @Test
    void theKeyOfANewRepositoryIsEvaluatedWithIt() {
        aws.key = KeyBuilder.key().state("Disabled");
        assertThat(aws.events.audit(List.of(created))).containsExactly(alerted(SubjectFixture.KEY));
    }

    @Test
    void theAlertsOfANewRepositoryComeBeforeThoseOfItsKey() {
        aws.key = KeyBuilder.key().state("Disabled");
        aws.repositories.setReading(good.scanOnPush(false).known());
        assertThat(aws.events.audit(List.of(created))).containsExactly(alerted(REPOSITORY, SubjectFixture.KEY));
    }

    @Test
    void theKeyOfARepositoryThatAnImageRevealedIsEvaluatedToo() {
        aws.key = KeyBuilder.key().state("Disabled");
        assertThat(aws.events.audit(List.of(pushed))).containsExactly(alerted(SubjectFixture.KEY));
    }

    @Test
    void anotherChangeOfARepositoryLeadsToNoEvaluationOfItsKey() {
        aws.key = KeyBuilder.key().state("Disabled");
        aws.events.audit(List.of(RepositoryChanges.scanningSet(now, true)));
        assertThat(aws.keyReads).isEmpty();
    }

    private AuditOutcome alerted(Subject... subjects) {
        List<String> ids = Stream.of(subjects)
                .map(aws::record)
                .map(SubjectRecord::outbox)
                .flatMap(List::stream)
                .map(OutboxEntry::id)
                .toList();
        assertThat(ids).hasSize(subjects.length);
        return new AuditOutcome.Alerted(ids);
    }

    private AuditOutcome ignored() {
        return new AuditOutcome.EventIgnored(
                new Ignored(pushed.header(), IgnoreReason.REPOSITORY_IS_KNOWN, ARN.toString()));
    }
}
