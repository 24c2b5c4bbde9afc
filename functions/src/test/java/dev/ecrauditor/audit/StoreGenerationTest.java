package dev.ecrauditor.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.finding.store.InMemoryFindingStore;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.LocalAwsOptions;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.testing.Auditor;
import dev.ecrauditor.testing.MutableClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The same repository found again by an auditor whose memory is gone, and by one that has its memory back. */
class StoreGenerationTest {

    private static final Path STORY =
            Path.of("..", "events", "PutImageScanningConfiguration", "switched-off-by-terraform");

    private final InMemoryFindingStore first = new InMemoryFindingStore("EcrAuditor-FindingTable-1A2B");

    @Test
    void aNewTableNeverUsesTheIdsOfTheOldOne() throws Exception {
        List<String> before = alertIds(first);
        List<String> after = alertIds(new InMemoryFindingStore("EcrAuditor-FindingTable-5E6F"));
        assertThat(before).isNotEmpty();
        assertThat(after).hasSameSizeAs(before).doesNotContainAnyElementsOf(before);
    }

    @Test
    void aTableThatIsAdoptedGoesOnWhereItWas() throws Exception {
        assertThat(alertIds(first)).isNotEmpty();
        assertThat(alertIds(first)).isEmpty();
    }

    @Test
    void theSameGenerationGivesTheSameIdsEveryTime() throws Exception {
        assertThat(alertIds(new InMemoryFindingStore("EcrAuditor-FindingTable-1A2B")))
                .isEqualTo(alertIds(first));
    }

    private static List<String> alertIds(InMemoryFindingStore store) throws Exception {
        String event = Files.readString(STORY.resolve("event.json"));
        MutableClock clock = new MutableClock(
                Instant.parse(JsonReader.read(event).text("detail", "eventTime").orElseThrow())
                        .plusSeconds(60));
        try (LocalAws aws = LocalAws.start(LocalAwsOptions.defaults().withClock(clock))) {
            aws.load(STORY.resolve("account.json"));
            Auditor auditor = new Auditor(aws, store, clock, RemediationMode.OFF);
            auditor.handle(event);
            return auditor.alerts().stream().flatMap(StoreGenerationTest::idsOf).toList();
        }
    }

    private static Stream<String> idsOf(Json alert) {
        return alert.items("findings").stream().flatMap(finding -> finding.text("alertId").stream());
    }
}
