package dev.ecrauditor.handler;

import com.amazonaws.services.lambda.runtime.Context;
import dev.ecrauditor.audit.DrainPace;
import java.time.Duration;

/**
 * Permits at most five messages a second, because SNS suspends an e-mail subscription above ten; and none in the last
 * seconds of an invocation, because a publish interrupted by the timeout would be repeated.
 */
final class LambdaPace implements DrainPace {

    private static final Duration BETWEEN = Duration.ofMillis(200);
    private static final Duration RESERVE = Duration.ofSeconds(6);
    private static final Duration FOR_PUBLISHING = Duration.ofSeconds(4);
    private static final Duration BACK_OFF = Duration.ofMillis(250);

    private final Context context;

    LambdaPace(Context context) {
        this.context = context;
    }

    @Override
    public boolean awaitPermit() {
        return isLeft(RESERVE) && sleep(BETWEEN) && isLeft(RESERVE);
    }

    @Override
    public boolean canReadMore() {
        return isLeft(RESERVE.plus(FOR_PUBLISHING));
    }

    @Override
    public boolean awaitPass(int pass) {
        Duration wait = BACK_OFF.multipliedBy(1L << pass);
        return isLeft(RESERVE.plus(wait)) && sleep(wait);
    }

    private boolean isLeft(Duration needed) {
        return context.getRemainingTimeInMillis() >= needed.toMillis();
    }

    private static boolean sleep(Duration time) {
        try {
            Thread.sleep(time.toMillis());
            return true;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
