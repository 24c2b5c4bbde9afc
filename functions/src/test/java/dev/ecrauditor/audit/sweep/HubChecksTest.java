package dev.ecrauditor.audit.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.audit.delivery.DeliveryAudit;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.store.InMemoryFindingStore;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.testing.MutableClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HubChecksTest {

    @Test
    void aCheckThatFailsIsCountedForTheAlarm() {
        MutableClock clock = new MutableClock(Instant.parse("2026-11-20T10:00:00Z"));
        List<Json> log = new ArrayList<>();

        new HubChecks(
                        new Subject.Coverage("111122223333", "us-east-1"),
                        List.of(
                                () -> {
                                    throw new IllegalStateException("SNS does not answer");
                                },
                                Optional::empty),
                        new DeliveryAudit(new InMemoryFindingStore(), record -> {}, clock))
                .run(log::add);

        assertThat(log)
                .singleElement()
                .satisfies(line ->
                        assertThat(JsonWriter.write(line)).contains("SNS does not answer", "\"repositoriesFailed\":1"));
    }
}
