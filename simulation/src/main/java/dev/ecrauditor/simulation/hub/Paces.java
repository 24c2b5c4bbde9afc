package dev.ecrauditor.simulation.hub;

import dev.ecrauditor.audit.DrainPace;
import dev.ecrauditor.audit.sweep.SweepPace;
import dev.ecrauditor.simulation.engine.Invocation;
import dev.ecrauditor.simulation.engine.Timeline;

/** The rules of the deployed paces. */
final class Paces {

    private static final long BETWEEN_MESSAGES = Timeline.SECOND / 5;
    private static final long DRAIN_RESERVE = 6 * Timeline.SECOND;
    private static final long BETWEEN_EVALUATIONS = Timeline.SECOND / 2;
    private static final long SWEEP_RESERVE = Timeline.MINUTE;

    private Paces() {}

    /** Five messages a second, and none in the last seconds of an invocation. */
    static DrainPace drain(Invocation invocation) {
        return () -> {
            if (invocation.remaining() < DRAIN_RESERVE) {
                return false;
            }
            invocation.sleep(BETWEEN_MESSAGES);
            return true;
        };
    }

    /**
     * Two evaluations a second, and none in the last minute of an invocation.
     *
     * @param most how many evaluations one invocation has time for
     */
    static SweepPace sweep(Invocation invocation, int most) {
        int[] evaluations = {0};
        return () -> {
            if (invocation.remaining() < SWEEP_RESERVE || evaluations[0] == most) {
                return false;
            }
            evaluations[0]++;
            invocation.sleep(BETWEEN_EVALUATIONS);
            return true;
        };
    }
}
