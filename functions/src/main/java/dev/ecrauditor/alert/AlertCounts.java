package dev.ecrauditor.alert;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.Subject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Counts for the log what alerts report: findings by severity, coverage gaps, and what was resolved. */
public final class AlertCounts {

    private static final Set<AlertStatus> NONCOMPLIANT =
            Set.of(AlertStatus.OPENED, AlertStatus.REOPENED, AlertStatus.CHANGED, AlertStatus.TRANSIENT);

    private AlertCounts() {}

    /** The counts by the name of their metric; a count of zero is left out. */
    public static Map<String, Integer> of(List<Digest.Item> alerts) {
        Map<String, Integer> counts = new TreeMap<>();
        alerts.forEach(alert -> metric(alert).ifPresent(name -> counts.merge(name, 1, Integer::sum)));
        return counts;
    }

    private static Optional<String> metric(Digest.Item alert) {
        boolean coverage = alert.subject() instanceof Subject.Coverage;
        AlertFacts facts = alert.facts();
        if (facts.status() == AlertStatus.RESOLVED) {
            return Optional.of(coverage ? "coverageGapsResolved" : "findingsResolved");
        }
        if (!NONCOMPLIANT.contains(facts.status())) {
            return Optional.empty();
        }
        return Optional.of(coverage ? "coverageGaps" : facts.severity().name().toLowerCase(Locale.ROOT) + "Findings");
    }
}
