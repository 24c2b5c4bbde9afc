package dev.ecrauditor.organization;

import dev.ecrauditor.repository.DeniedCall;
import dev.ecrauditor.repository.Reading;

/**
 * It is not known whether an account is watched. The event is not ignored: it returns to the queue, and after many
 * attempts moves to the dead-letter queue.
 */
public final class UnknownMembershipException extends RuntimeException {

    private UnknownMembershipException(String reason) {
        super(reason);
    }

    /** The value of a reading without which nothing is known. */
    static <T> T known(Reading<T> reading) {
        if (reading instanceof Reading.Known<T> known) {
            return known.value();
        }
        throw new UnknownMembershipException("the watched accounts of the organization are not known: "
                + (reading instanceof Reading.Unreadable<T> denied
                        ? DeniedCall.of(denied).cause()
                        : "there is no organization, or no such organizational unit"));
    }
}
