package dev.ecrauditor.finding.store;

import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.sweep.SweepProgress;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import java.time.DateTimeException;

/** The progress of a sweep as JSON, in which it is stored. */
public final class SweepProgressJson {

    private SweepProgressJson() {}

    /** The stored form, which {@link #read} reads back. */
    public static Json.Obj write(SweepProgress progress) {
        return new JsonObject()
                .put("schema", StoredSchema.CURRENT)
                .put("version", progress.version())
                .put("startedAt", progress.startedAt())
                .put("cursor", progress.cursor())
                .put("completedAt", progress.completedAt())
                .put("evaluatedBy", progress.evaluatedBy())
                .put("reason", progress.reason())
                .put("notEvaluated", progress.notEvaluated())
                .put("unannounced", progress.unannounced().changes())
                .put("unannouncedSince", progress.unannounced().since())
                .build();
    }

    /**
     * Reads a stored form.
     *
     * @throws IllegalStateException when it is newer than this version, or damaged
     */
    public static SweepProgress read(Subject.Coverage coverage, Json stored) {
        // 0.1.0 stored none.
        StoredSchema.requireReadable(
                "the stored sweep of " + coverage, stored.whole("schema").orElse(1L));
        try {
            return new SweepProgress(
                    coverage,
                    stored.whole("version").orElseThrow(() -> SubjectRecordJson.damaged("version")),
                    new SweepProgress.LatestSweep(
                            SubjectRecordJson.time(stored, "startedAt"),
                            stored.text("cursor").orElse(""),
                            stored.text("evaluatedBy").orElse(""),
                            stored.text("reason").map(EvaluationReason::valueOf),
                            stored.whole("notEvaluated").orElse(0L)),
                    SubjectRecordJson.time(stored, "completedAt"),
                    new SweepProgress.Unannounced(
                            Math.toIntExact(stored.whole("unannounced").orElse(0L)),
                            SubjectRecordJson.time(stored, "unannouncedSince")));
        } catch (IllegalArgumentException | DateTimeException damage) {
            throw new IllegalStateException("the stored sweep of " + coverage + " is damaged: " + damage.getMessage());
        }
    }
}
