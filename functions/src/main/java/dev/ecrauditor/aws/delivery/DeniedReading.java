package dev.ecrauditor.aws.delivery;

import dev.ecrauditor.aws.AwsErrors;
import dev.ecrauditor.aws.signed.JsonCalls;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.repository.Reading;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** The reading of a call: a denial and the answer that there is nothing are results, every other fault is thrown. */
final class DeniedReading {

    private DeniedReading() {}

    /**
     * Makes the call.
     *
     * @param absent the error code that says that there is nothing
     */
    static Reading<Json> of(JsonCalls.Api api, String operation, String absent, Supplier<Json> call) {
        try {
            return new Reading.Known<>(call.get());
        } catch (AwsServiceException fault) {
            if (AwsErrors.code(fault).equals(absent)) {
                return new Reading.Absent<>();
            }
            if (AwsErrors.isDenied(fault)) {
                return new Reading.Unreadable<>(
                        AwsErrors.isOfAssumeRole(fault) ? "sts:AssumeRole" : api.name() + ":" + operation,
                        api.title() + " denies " + operation,
                        AwsErrors.denial(fault));
            }
            throw fault;
        }
    }

    /** The same denial or absence, as the reading of something else. */
    static <T> Reading<T> notKnown(Reading<?> reading) {
        return reading instanceof Reading.Unreadable<?> denied
                ? new Reading.Unreadable<>(denied.permission(), denied.problem(), denied.denial())
                : new Reading.Absent<>();
    }
}
