package dev.ecrauditor.localaws;

import java.time.Clock;
import java.time.Instant;

/** One accepted call as an operation sees it: who calls, with which parameters, and what time it is. */
record Call(AwsService service, Caller caller, Fields parameters, Clock clock) {

    Place place() {
        return caller.place();
    }

    Instant now() {
        return clock.instant();
    }

    AwsError invalid(String parameter, String problem) {
        return Refusals.invalid(service, parameter, problem);
    }
}
