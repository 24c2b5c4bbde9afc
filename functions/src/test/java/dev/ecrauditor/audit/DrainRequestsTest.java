package dev.ecrauditor.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.testing.SampleRecords;
import org.junit.jupiter.api.Test;

/** Requests for remediation leave the outbox beside the alerts, and neither waits for the other. */
class DrainRequestsTest {

    private final DrainFixture fixture = new DrainFixture();

    @Test
    void aRequestIsSentOnceAndIsNotPublished() {
        fixture.store.put(SampleRecords.full(DrainFixture.FIRST));
        fixture.drain();
        fixture.drain();
        assertThat(fixture.requested).containsExactly("bbb@4");
        assertThat(fixture.published).noneMatch(ids -> ids.contains("@"));
    }

    @Test
    void aFailingRemediationQueueNeverStopsAlertsAndItsRequestStays() {
        fixture.store.put(SampleRecords.full(DrainFixture.FIRST));
        fixture.remediationFails = true;
        assertThat(fixture.drain()).isEqualTo(3);
        assertThat(fixture.waiting(DrainFixture.FIRST)).containsExactly("bbb@4");
        assertThat(fixture.store.due(10)).containsExactly(DrainFixture.FIRST);
        fixture.remediationFails = false;
        fixture.drain();
        assertThat(fixture.requested).containsExactly("bbb@4");
    }

    @Test
    void aFailingRemediationQueueKeepsNoAlertOutOfADigest() {
        fixture.store.put(SampleRecords.full(DrainFixture.FIRST));
        for (int i = 1; i <= 6; i++) {
            fixture.store.put(SampleRecords.withAlerts(
                    SampleRecords.subject("other-" + i), SampleRecords.NOON, "other-" + i + "#1"));
        }
        fixture.remediationFails = true;
        assertThat(fixture.drain()).isEqualTo(1);
        assertThat(fixture.waiting(DrainFixture.FIRST)).containsExactly("bbb@4");
    }

    @Test
    void requestsAreSentEvenWithoutAPermitForAlerts() {
        fixture.store.put(SampleRecords.full(DrainFixture.FIRST));
        fixture.permits = 0;
        fixture.drain();
        assertThat(fixture.requested).containsExactly("bbb@4");
    }
}
