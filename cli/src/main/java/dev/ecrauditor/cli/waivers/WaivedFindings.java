package dev.ecrauditor.cli.waivers;

import dev.ecrauditor.cli.findings.StoredRecords;
import dev.ecrauditor.finding.export.FindingRow;
import dev.ecrauditor.finding.record.CoveringWaiver;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.store.SubjectRecordJson;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.settings.Waiver;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Counts the stored findings that each waiver covers, in part or as a whole. */
final class WaivedFindings {

    private final List<Waiver> waivers;
    private final Instant now;
    private final Map<Waiver, Long> counts = new HashMap<>();
    private int notUnderstood;

    WaivedFindings(List<Waiver> waivers, Instant now) {
        this.waivers = List.copyOf(waivers);
        this.now = now;
    }

    void count(StoredRecords records) {
        try (Stream<Json> stored = records.read(Optional.empty())) {
            stored.forEach(this::count);
        }
    }

    private void count(Json stored) {
        try {
            FindingRow.of(SubjectRecordJson.read(stored), now)
                    .forEach(row -> row.waiver()
                            .flatMap(waiver -> waivers.stream()
                                    .filter(candidate -> isIt(candidate, waiver, row))
                                    .findFirst())
                            .ifPresent(waiver -> counts.merge(waiver, 1L, Long::sum)));
        } catch (IllegalStateException newerOrDamaged) {
            notUnderstood++;
        }
    }

    /** A record stores who has waived a finding, why and until when. */
    private boolean isIt(Waiver waiver, CoveringWaiver stored, FindingRow row) {
        String rule = row.key().ruleId();
        boolean isHere = row.subject() instanceof Subject.Repository of
                ? waiver.holds(rule, of.repository(), now)
                : waiver.holdsForAccount(rule, row.subject().account(), now);
        return isHere
                && waiver.owner().equals(stored.owner())
                && waiver.reason().equals(stored.reason())
                && waiver.expires().equals(stored.until());
    }

    long of(Waiver waiver) {
        return counts.getOrDefault(waiver, 0L);
    }

    /** How many records are of a newer version, or damaged. */
    int notUnderstood() {
        return notUnderstood;
    }
}
