package dev.ecrauditor.finding.transition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.FlapHistory;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.repository.Denial;
import dev.ecrauditor.repository.PolicyType;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.settings.Reminders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Settings that cannot be read are one finding of the hub, until they can. */
class SettingsTransitionTest {

    private static final Reading<String> READABLE = new Reading.Known<>("settings");
    private static final Reading<String> DAMAGED = new Reading.Unreadable<>("s3:GetObject", "line 3 is no YAML");
    private static final Reading<String> DENIED =
            new Reading.Unreadable<>("s3:GetObject", "S3 denies it", new Denial(PolicyType.IDENTITY, false));

    private SubjectRecord record = SubjectRecord.notEvaluated(new Subject.Coverage("999988887777", "us-east-1"));
    private Instant now = Instant.parse("2026-11-20T10:00:00Z");

    @Test
    void whereTheSettingsAreAndWereReadableNothingIsRecorded() {
        assertThat(SettingsTransition.record(record, READABLE, now, Reminders.NONE))
                .isEmpty();
    }

    @Test
    void theyAreReportedOnceAndTheirReturnOnce() {
        assertThat(read(DAMAGED)).singleElement().satisfies(alert -> {
            assertThat(alert.status()).isEqualTo(AlertStatus.OPENED);
            assertThat(alert.evidence().facts()).containsExactly(entry("could not be read", "line 3 is no YAML"));
        });
        assertThat(read(DAMAGED)).isEmpty();
        assertThat(read(READABLE)).singleElement().satisfies(alert -> {
            assertThat(alert.finding()).isEqualTo(FindingKey.SETTINGS);
            assertThat(alert.evidence().summary()).isEqualTo("The auditor can read its settings again.");
        });
        assertThat(SettingsTransition.record(record, READABLE, now, Reminders.NONE))
                .isEmpty();
    }

    @Test
    void aDenialNamesThePolicyThatDenies() {
        assertThat(read(DENIED).get(0).evidence().facts())
                .containsEntry("denied action", "s3:GetObject")
                .containsEntry("denied by", "no Allow in an identity-based policy of the auditor's role");
    }

    @Test
    void whatHasFlappedIsSettledWhenItIsCalm() {
        for (int i = 0; i <= FlapHistory.TOO_MANY; i++) {
            read(i % 2 == 0 ? DAMAGED : READABLE);
        }
        assertThat(read(READABLE)).isEmpty();
        now = now.plus(FlapHistory.CALM);
        assertThat(read(READABLE)).extracting(AlertFacts::status).containsExactly(AlertStatus.RESOLVED);
    }

    private List<AlertFacts> read(Reading<String> settings) {
        now = now.plus(Duration.ofMinutes(1));
        TransitionResult next =
                SettingsTransition.record(record, settings, now, Reminders.NONE).orElseThrow();
        record = next.record();
        return next.alerts();
    }
}
