package dev.ecrauditor.localaws.call;

import java.time.Clock;
import java.time.Instant;

/** One accepted call of an operation: the names of both, the caller, the parameters, and the time. */
public record Call(AwsService service, String operation, Caller caller, Fields parameters, Clock clock) {

    public AccountRegion place() {
        return caller.place();
    }

    public Instant now() {
        return clock.instant();
    }

    public AwsError invalid(String parameter, String problem) {
        return Refusals.invalid(service, parameter, problem);
    }
}
