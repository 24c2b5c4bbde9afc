package dev.ecrauditor.finding.store;

import dev.ecrauditor.finding.sweep.SweepRound;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import java.time.DateTimeException;
import java.util.List;
import java.util.Set;

/** The round of sweeps as JSON, in which it is stored. */
public final class SweepRoundJson {

    private SweepRoundJson() {}

    /** The stored form, which {@link #read} reads back. */
    public static Json.Obj write(SweepRound round) {
        return new JsonObject()
                .put("schema", StoredSchema.CURRENT)
                .put("version", round.version())
                .put("startedAt", round.startedAt())
                .put("evaluatedBy", round.latest().evaluatedBy())
                .put("inOneDigest", Boolean.toString(round.latest().inOneDigest()))
                .put("requestedUpTo", round.latest().requestedUpTo())
                .put("completeUpTo", round.latest().completeUpTo())
                .put("completedAt", round.completedAt())
                .put("accounts", String.join(",", round.sortedAccounts()))
                .put("listedAt", round.listedAt())
                .put("unreadable", round.unreadable())
                .build();
    }

    /**
     * Reads a stored form.
     *
     * @throws IllegalStateException when it is newer than this version, or damaged
     */
    public static SweepRound read(Json stored) {
        StoredSchema.requireReadable(
                "the stored round of sweeps", stored.whole("schema").orElse(1L));
        try {
            return new SweepRound(
                    stored.whole("version").orElseThrow(() -> SubjectRecordJson.damaged("version")),
                    new SweepRound.Latest(
                            SubjectRecordJson.time(stored, "startedAt"),
                            stored.text("evaluatedBy").orElse(""),
                            stored.text("inOneDigest")
                                    .map(Boolean::parseBoolean)
                                    .orElse(false),
                            stored.text("requestedUpTo").orElse(""),
                            stored.text("completeUpTo").orElse("")),
                    SubjectRecordJson.time(stored, "completedAt"),
                    stored.text("accounts")
                            .filter(ids -> !ids.isEmpty())
                            .map(ids -> Set.copyOf(List.of(ids.split(",", -1))))
                            .orElse(Set.of()),
                    SubjectRecordJson.time(stored, "listedAt"),
                    Math.toIntExact(stored.whole("unreadable").orElse(0L)));
        } catch (IllegalArgumentException | DateTimeException damage) {
            throw new IllegalStateException("the stored round of sweeps is damaged: " + damage.getMessage());
        }
    }
}
