package dev.ecrauditor.handler;

import com.amazonaws.services.lambda.runtime.Context;
import dev.ecrauditor.audit.sweep.SweepPace;
import java.time.Duration;

/** Gives no permit in the last part of an invocation, so that the cursor is still written. */
final class LambdaSweepPace implements SweepPace {

    /** Time for one more evaluation or listing, with the retries of its calls, and the cursor. */
    private static final Duration RESERVE = Duration.ofSeconds(60);

    private final Context context;

    LambdaSweepPace(Context context) {
        this.context = context;
    }

    @Override
    public boolean awaitPermit() {
        return !Thread.currentThread().isInterrupted() && context.getRemainingTimeInMillis() >= RESERVE.toMillis();
    }
}
