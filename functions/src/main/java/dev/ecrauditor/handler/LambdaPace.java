package dev.ecrauditor.handler;

import com.amazonaws.services.lambda.runtime.Context;
import dev.ecrauditor.audit.DrainPace;
import java.time.Duration;

/**
 * At most five messages a second, because SNS suspends an e-mail subscription above ten; and none in the last seconds of an
 * invocation, because a publish cut off by the timeout would be told twice.
 */
final class LambdaPace implements DrainPace {

    private static final Duration BETWEEN = Duration.ofMillis(200);
    private static final Duration RESERVE = Duration.ofSeconds(6);

    private final Context context;

    LambdaPace(Context context) {
        this.context = context;
    }

    @Override
    public boolean awaitTurn() {
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
