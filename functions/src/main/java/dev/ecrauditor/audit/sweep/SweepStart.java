package dev.ecrauditor.audit.sweep;

import dev.ecrauditor.audit.EventLog;
import dev.ecrauditor.audit.Isolated;
import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.sweep.SweepProgress;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.repository.Reading;
import java.time.Instant;
import java.util.Optional;

/**
 * Begins a sweep with the checks that come before the repositories. A check that fails stops no sweep; the alarm for
 * repositories that were not evaluated reports it.
 */
final class SweepStart {

    private final Sweep.Parts parts;

    SweepStart(Sweep.Parts parts) {
        this.parts = parts;
    }

    /** Why findings are published in a digest only, where a sweep is the first one. */
    static Optional<EvaluationReason> firstSweep(SweepProgress before) {
        return before.completedAt().isEmpty() ? Optional.of(EvaluationReason.FIRST_SWEEP) : Optional.empty();
    }

    /**
     * Makes the checks and saves that the sweep has begun.
     *
     * @param at when its repositories were listed: nothing it uses is older
     * @param why its findings are published in a digest, where it is not the first one
     */
    SweepProgress begin(SweepProgress before, Instant at, Optional<EvaluationReason> why, EventLog log) {
        if (parts.beginning().baseline(before.coverage()) instanceof Reading.Unreadable<?> unreadable) {
            log.write(failure(before, "baseline not read: nothing is accepted anew, and nothing remediated")
                    .put("fault", unreadable.permission() + ": " + unreadable.problem())
                    .build());
        }
        Isolated.run(() -> parts.subjects().evaluateRegistry(before.coverage(), firstSweep(before)))
                .ifPresent(notNow -> log.write(failure(before, "registry not evaluated, left to the next sweep")
                        .put("fault", notNow.toString())
                        .build()));
        SweepProgress checked = Isolated.call(() -> parts.beginning().check(before, firstSweep(before)), notNow -> {
            log.write(failure(before, "event delivery not checked, left to the next sweep")
                    .put("fault", notNow.toString())
                    .build());
            return before;
        });
        return withoutChecks(checked, at, why);
    }

    private static JsonObject failure(SweepProgress before, String text) {
        return new JsonObject()
                .put("level", "ERROR")
                .put("did", text)
                .put("place", before.coverage().toString())
                .put("repositoriesFailed", 1);
    }

    /** Saves that the sweep has begun. */
    SweepProgress withoutChecks(SweepProgress before, Instant at, Optional<EvaluationReason> why) {
        return SweepWalk.saved(
                parts.sweeps(),
                before.begin(
                        at, parts.fingerprint().get().mark(), firstSweep(before).or(() -> why)));
    }
}
