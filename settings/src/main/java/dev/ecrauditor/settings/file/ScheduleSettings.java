package dev.ecrauditor.settings.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/**
 * When repositories are evaluated without an event.
 *
 * @param sweepEvery time from the beginning of one sweep until the next one is due
 */
public record ScheduleSettings(Duration sweepEvery) {

    static ScheduleSettings of(JsonNode schedule) {
        return new ScheduleSettings(Duration.parse(schedule.get("sweepEvery").asText()));
    }
}
