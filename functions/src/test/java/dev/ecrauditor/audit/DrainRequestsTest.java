package dev.ecrauditor.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.testing.SampleRecords;
import org.junit.jupiter.api.Test;

/** Requests for remediation leave the outbox beside the alerts, and neither waits for the other. */
class DrainRequestsTest {

    private final DrainScene scene = new DrainScene();

    @Test
    void aRequestIsSentOnceAndIsNotPublished() {
        scene.store.put(SampleRecords.full(DrainScene.FIRST));
        scene.drains();
        scene.drains();
        assertThat(scene.requested).containsExactly("bbb@4");
        assertThat(scene.published).noneMatch(ids -> ids.contains("@"));
    }

    @Test
    void aFailingRemediationQueueNeverStopsAlertsAndItsRequestStays() {
        scene.store.put(SampleRecords.full(DrainScene.FIRST));
        scene.remediationFails = true;
        assertThat(scene.drains()).isEqualTo(3);
        assertThat(scene.waiting(DrainScene.FIRST)).containsExactly("bbb@4");
        assertThat(scene.store.due(10)).containsExactly(DrainScene.FIRST);
        scene.remediationFails = false;
        scene.drains();
        assertThat(scene.requested).containsExactly("bbb@4");
    }

    @Test
    void aFailingRemediationQueueKeepsNoAlertOutOfADigest() {
        scene.store.put(SampleRecords.full(DrainScene.FIRST));
        for (int i = 1; i <= 6; i++) {
            scene.store.put(SampleRecords.waiting(
                    SampleRecords.subject("other-" + i), SampleRecords.NOON, "other-" + i + "#1"));
        }
        scene.remediationFails = true;
        assertThat(scene.drains()).isEqualTo(1);
        assertThat(scene.waiting(DrainScene.FIRST)).containsExactly("bbb@4");
    }

    @Test
    void requestsAreSentAlsoWhenNoTurnIsLeftForAlerts() {
        scene.store.put(SampleRecords.full(DrainScene.FIRST));
        scene.turns = 0;
        scene.drains();
        assertThat(scene.requested).containsExactly("bbb@4");
    }
}
