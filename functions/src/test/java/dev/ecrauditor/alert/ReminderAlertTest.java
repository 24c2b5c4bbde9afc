package dev.ecrauditor.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A reminder says that a finding is still open, since when, the proof and the fix; it names no new call. */
class ReminderAlertTest {

    @Test
    void itsHeadlineSaysWhatIsStillWrongAndForHowLong() {
        AlertMessage message = rendered(AlertBuilder.opened().publicAccess(), Duration.ofDays(3));

        assertThat(message.subject())
                .isEqualTo("[REMINDER] ECR payments/api is still open to every AWS account (111122223333 us-east-1)");
        assertThat(message.email())
                .startsWith("REMINDER: payments/api is still open to every AWS account: open for 3 days\n")
                .contains(
                        "Open since 2026-11-17 10:05:45 UTC",
                        "(CRITICAL, REMINDER)",
                        "Sid \"AllowAll\" allows principal * without condition",
                        "Nothing has changed since the last alert. Reminders end",
                        "What to do")
                .doesNotContain("waiver of it", "actor", "Done by");
    }

    @Test
    void aSubjectWithRoomSaysForHowLong() {
        assertThat(rendered(AlertBuilder.opened().named("shop/web").notScanned(), Duration.ofDays(3))
                        .subject())
                .isEqualTo("[REMINDER] ECR shop/web still does not scan pushed images: open for 3 days"
                        + " (111122223333 us-east-1)");
    }

    @Test
    void chatAndJsonSayTheSame() throws MalformedJson {
        AlertMessage message = rendered(AlertBuilder.opened().publicAccess(), Duration.ofDays(3));

        assertThat(message.chat())
                .contains(
                        "REMINDER: payments/api is still open to every AWS account: open for 3 days",
                        "Nothing has changed since the last alert.");
        assertThat(MessageSchema.CUSTOM_NOTIFICATION.faults(message.chat())).isEmpty();
        assertThat(MessageSchema.ALERT.faults(message.json())).isEmpty();
        assertThat(JsonReader.read(message.json()).text("reminderOf")).hasValue("OPEN_FINDING");
        assertThat(message.labels()).containsEntry("status", "REMINDER").containsEntry("severity", "CRITICAL");
    }

    @Test
    void aReminderOfAWaiverSaysSo() throws MalformedJson {
        AlertMessage message = AlertBuilder.opened()
                .withoutEvent()
                .status(AlertStatus.REMINDER)
                .publicAccess()
                .rendered();

        assertThat(JsonReader.read(message.json()).text("reminderOf")).hasValue("WAIVER_END");
        assertThat(MessageSchema.ALERT.faults(message.json())).isEmpty();
        assertThat(message.email()).contains("The settings file has the waiver");
    }

    @Test
    void severalFindingsOfOneRepositoryAreOneMessageWithTheTimeOfTheOldest() {
        AlertMessage message = rendered(AlertBuilder.opened().withoutPolicy().publicAccess(), Duration.ofHours(30));

        assertThat(message.email()).contains("is still open to every AWS account and has no", ": open for 30 h\n");
    }

    private static AlertMessage rendered(AlertBuilder builder, Duration open) {
        List<AlertFacts> facts = builder.findings().stream()
                .map(finding -> AlertFacts.of(finding.id(), finding.finding(), AlertStatus.REMINDER)
                        .position(finding.position())
                        .severity(finding.severity())
                        .evidence(finding.evidence())
                        .openedAt(finding.at().minus(open))
                        .at(finding.at())
                        .reason(Optional.of(EvaluationReason.STILL_OPEN))
                        .build())
                .toList();
        return AlertRenderer.render(
                Alert.of(Subject.of(builder.repository()), facts, AlertBuilder.RULES, AlertBuilder.PUBLISHED_AT));
    }
}
