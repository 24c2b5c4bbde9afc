package dev.ecrauditor.policy.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * What took long to judge once. Kept apart from where {@link PolicyTextFuzz} begins, which would go on with the slow ones and make few
 * executions.
 */
class SlowPolicyTextFuzz {

    private final PolicyTextFuzz target = new PolicyTextFuzz();

    @FuzzTest
    void everySlowTextHasAnAnswer(byte[] input) {
        target.everyTextHasAnAnswer(input);
    }
}
