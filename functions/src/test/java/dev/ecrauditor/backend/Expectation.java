package dev.ecrauditor.backend;

import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.LinkedHashMap;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What AWS answers, and what a backend with a known difference answers instead. */
final class Expectation {

    private final ThrowingCallable aws;
    private final Map<Difference, ThrowingCallable> instead = new LinkedHashMap<>();

    private Expectation(ThrowingCallable aws) {
        this.aws = aws;
    }

    /** An assertion that holds on AWS; it is run again where a difference is known, and must change nothing. */
    static Expectation asOnAws(ThrowingCallable assertion) {
        return new Expectation(assertion);
    }

    /** What holds instead on a backend with this difference. */
    Expectation unless(Difference difference, ThrowingCallable assertion) {
        instead.put(difference, assertion);
        return this;
    }

    /** Asserts what holds on this backend; fails, too, when a difference it is known for is gone. */
    void holdsOn(Backend backend) throws Throwable {
        for (Map.Entry<Difference, ThrowingCallable> known : instead.entrySet()) {
            if (backend.differences().contains(known.getKey())) {
                differs(known.getKey(), known.getValue());
                return;
            }
        }
        aws.call();
    }

    private void differs(Difference difference, ThrowingCallable otherwise) {
        Throwable notAsKnown = catchThrowable(otherwise);
        if (catchThrowable(aws) == null) {
            throw new AssertionError("This backend answers as AWS does, the difference is gone; take it out of its"
                    + " differences and of docs/backends.md: " + difference);
        }
        if (notAsKnown != null) {
            throw new AssertionError(
                    "This backend answers neither as AWS does nor as it is known to: " + difference, notAsKnown);
        }
    }
}
