package dev.ecrauditor.handler;

import com.amazonaws.services.lambda.runtime.Context;
import dev.ecrauditor.audit.SweepPace;
import java.time.Duration;

/**
 * Permits about ten calls a second, because the account's own pipelines share the quotas; and none in the last part of
 * an invocation, so that the cursor is still written.
 */
final class LambdaSweepPace implements SweepPace {

    /** A repository takes up to five calls. */
    private static final Duration BETWEEN = Duration.ofMillis(500);

    /** Time for one more evaluation, with all the retries of its calls, and the cursor. */
    private static final Duration RESERVE = Duration.ofSeconds(60);

    private final Context context;

    LambdaSweepPace(Context context) {
        this.context = context;
    }

    @Override
    public boolean awaitPermit() {
        if (context.getRemainingTimeInMillis() < RESERVE.toMillis()) {
            return false;
        }
        try {
            Thread.sleep(BETWEEN.toMillis());
            return true;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
