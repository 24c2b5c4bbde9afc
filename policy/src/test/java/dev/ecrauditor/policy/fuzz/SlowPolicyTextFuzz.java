package dev.ecrauditor.policy.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Inputs whose evaluation once took long. They are kept apart from the seeds of {@link PolicyTextFuzz}, which would
 * mutate the slow ones and make few executions.
 */
class SlowPolicyTextFuzz {

    private final PolicyTextFuzz target = new PolicyTextFuzz();

    @FuzzTest
    void everySlowTextHasAnAnswer(byte[] input) {
        target.everyTextHasAnAnswer(input);
    }
}
