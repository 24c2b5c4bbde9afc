package dev.ecrauditor.aws;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;

/** How often and how long a client repeats a call that AWS throttles or does not answer. */
enum CallRetries {
    /** A publish that timed out may have succeeded. */
    NONE(1, Duration.ofSeconds(2)),
    /** A function has little time; what fails is delivered again. */
    USUAL(3, Duration.ofSeconds(10)),
    /** For thousands of repositories at a terminal: eight throttled attempts take about half a minute. */
    LONG(8, Duration.ofSeconds(60));

    private final int attempts;
    private final Duration call;

    CallRetries(int attempts, Duration call) {
        this.attempts = attempts;
        this.call = call;
    }

    /** The configuration of a client, with the time limit of one attempt and what ends a call at its limit. */
    ClientOverrideConfiguration configuration(Duration attempt, ScheduledExecutorService timers) {
        return ClientOverrideConfiguration.builder()
                .scheduledExecutorService(timers)
                .retryStrategy(strategy())
                .apiCallAttemptTimeout(attempt)
                .apiCallTimeout(call)
                .build();
    }

    /** The adaptive strategy makes all calls of a client wait where AWS throttles some of them. */
    private RetryStrategy strategy() {
        return this == LONG
                ? DefaultRetryStrategy.adaptiveStrategyBuilder()
                        .maxAttempts(attempts)
                        .build()
                : DefaultRetryStrategy.standardStrategyBuilder()
                        .maxAttempts(attempts)
                        .build();
    }
}
