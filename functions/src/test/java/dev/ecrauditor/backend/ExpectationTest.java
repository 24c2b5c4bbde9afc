package dev.ecrauditor.backend;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** An expectation can fail in every way it has to. */
class ExpectationTest {

    private static final ThrowingCallable HOLDS = () -> {};
    private static final ThrowingCallable FAILS = () -> {
        throw new AssertionError("does not hold");
    };

    @Test
    void withoutADifferenceWhatAwsAnswersCounts() {
        assertThatCode(() -> expectation(HOLDS, FAILS).holdsOn(backend(Set.of())))
                .doesNotThrowAnyException();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> expectation(FAILS, HOLDS).holdsOn(backend(Set.of())))
                .withMessage("does not hold");
    }

    @Test
    void withADifferenceWhatTheBackendAnswersInsteadCounts() {
        Backend other = backend(Set.of(Difference.NO_ECR));
        assertThatCode(() -> expectation(FAILS, HOLDS).holdsOn(other)).doesNotThrowAnyException();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> expectation(FAILS, FAILS).holdsOn(other))
                .withMessageContaining("neither as AWS does nor as it is known to")
                .withMessageContaining(Difference.NO_ECR.sentence())
                .withStackTraceContaining("does not hold");
    }

    @Test
    void aDifferenceThatIsGoneFailsAndIsNamed() {
        for (ThrowingCallable instead : List.of(HOLDS, FAILS)) {
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> expectation(HOLDS, instead).holdsOn(backend(Set.of(Difference.NO_ECR))))
                    .withMessageContaining("the difference is gone")
                    .withMessageContaining(Difference.NO_ECR.sentence());
        }
    }

    private static Expectation expectation(ThrowingCallable aws, ThrowingCallable instead) {
        return Expectation.asOnAws(aws).unless(Difference.NO_ECR, instead);
    }

    private static Backend backend(Set<Difference> differences) {
        return new Backend() {
            @Override
            public URI endpoint() {
                throw new AssertionError("not asked");
            }

            @Override
            public Set<Difference> differences() {
                return differences;
            }

            @Override
            public int deliverySeconds() {
                return 0;
            }

            @Override
            public void reset() {}

            @Override
            public void close() {}
        };
    }
}
