package dev.ecrauditor.settings.check;

import dev.ecrauditor.settings.yaml.NodeLocation;
import java.time.Duration;
import java.util.List;

/** Checks the intervals of reminders: their limits, and that sweeps are as frequent. */
record ReminderValidator(SemanticValidator validator, NodeLocation root) {

    private static final List<String> SEVERITIES = List.of("CRITICAL", "HIGH", "MEDIUM", "LOW");
    private static final String NONE = "OFF";
    private static final String DEFAULT_SWEEP = "PT24H";

    static void check(SemanticValidator validator, NodeLocation root) {
        ReminderValidator reminders = new ReminderValidator(validator, root);
        root.find("reminders")
                .ifPresent(section ->
                        SEVERITIES.forEach(severity -> section.find(severity).ifPresent(reminders::check)));
    }

    private void check(NodeLocation reminder) {
        if (reminder.text().equals(NONE)) {
            return;
        }
        validator.refuseOutside(reminder, "PT1H", "P90D", "P1D");
        String sweepEvery = root.find("schedule")
                .flatMap(schedule -> schedule.find("sweepEvery"))
                .map(NodeLocation::text)
                .orElse(DEFAULT_SWEEP);
        if (Duration.parse(reminder.text()).compareTo(Duration.parse(sweepEvery)) < 0) {
            throw validator.wrong(
                    reminder,
                    "'%s' is shorter than schedule.sweepEvery (%s), and sweeps remind; write %s or longer, or sweep more often"
                            .formatted(reminder.text(), sweepEvery, sweepEvery));
        }
    }
}
