package dev.ecrauditor.finding.transition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.event.RepositoryChange;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.repository.Origin;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.testing.RepositoryChanges;
import dev.ecrauditor.testing.SampleRepository;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who created a repository is known from the event of its creation, whatever else arrives with it. */
class KnownOriginTest {

    private static final RepositoryChange CREATED = RepositoryChanges.created(SampleRepository.CREATED, true, "KMS");
    private static final RepositoryChange SCANNING_SET =
            RepositoryChanges.scanningSet(SampleRepository.CREATED.plusSeconds(5), true);

    @Test
    void anotherCallBesideTheCreationDoesNotHideItsCaller() {
        assertThat(origin(CREATED, SCANNING_SET)).isEqualTo(Origin.CALLER);
    }

    @Test
    void withoutTheEventOfTheCreationTheOriginIsNotKnown() {
        assertThat(origin(SCANNING_SET)).isEqualTo(Origin.UNKNOWN);
    }

    private static Origin origin(RepositoryChange... calls) {
        Reading<RepositorySnapshot> known = KnownOrigin.of(
                SampleRepository.good().known(),
                SubjectRecord.notEvaluated(Subject.of(SampleRepository.ARN)),
                List.of(calls));
        return ((Reading.Known<RepositorySnapshot>) known).value().origin();
    }
}
