package dev.ecrauditor.policy.naive;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.ecrauditor.policy.analysis.PolicyAnalysis;
import dev.ecrauditor.policy.fuzz.SlowInputs;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Policies made by the generator, each of its choices taken from the fuzzer's bytes, evaluated and compared with the
 * naive evaluator.
 */
class PolicyAnalysisFuzz {

    private static final int REQUESTS = 2;
    /** Playing requesters takes several times as long as the evaluation. */
    private static final int PLAYED_ONE_IN = 8;

    private final SlowInputs slow = new SlowInputs(Duration.ofMillis(20));
    private int checked;

    @FuzzTest
    void everyPolicyIsEvaluatedInTimeAndItsWitnessesAreAllowed(byte[] input) {
        String text = PolicyGenerator.policy(new Bytes(input));
        int requests = checked++ % PLAYED_ONE_IN == 0 ? REQUESTS : 0; // the first always
        assertThat(NaiveAgreement.on(
                                text,
                                PolicyGenerator.OWNER,
                                requests,
                                policy -> slow.measure(
                                        text.length(), () -> PolicyAnalysis.of(policy, PolicyGenerator.OWNER)))
                        .disagreements())
                .as(text)
                .isEmpty();
    }

    /** Choices from bytes, two for one with more than 256 ways; after the last byte always the first way. */
    private static final class Bytes implements RandomGenerator {

        private final byte[] bytes;
        private int at;

        private Bytes(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public int nextInt(int bound) {
            int chosen = bound > 256 ? next() << 8 | next() : next();
            return chosen % bound;
        }

        @Override
        public long nextLong() {
            return next();
        }

        private int next() {
            return at < bytes.length ? bytes[at++] & 0xFF : 0;
        }
    }
}
