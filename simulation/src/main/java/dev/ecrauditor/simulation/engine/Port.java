package dev.ecrauditor.simulation.engine;

import java.util.EnumSet;
import java.util.Set;

/** The calls the functions make to AWS. A port of the code may make several, as its adapter does. */
public enum Port {
    ECR_DESCRIBE(Kind.READ, 10),
    /** One page of the repositories of the account. */
    ECR_LIST(Kind.READ, 10),
    ECR_POLICY(Kind.READ, 10),
    /** The settings of the registry. */
    ECR_REGISTRY(Kind.READ, 10),
    /** The tags of a repository, with which its owner can exclude it. */
    ECR_TAGS(Kind.READ, 10),
    ECR_PUT_SCANNING(Kind.WRITE, 10),
    TABLE_GET(Kind.READ, 10),
    TABLE_PUT(Kind.CONDITIONAL, 10),
    TABLE_REMOVE(Kind.WRITE, 10),
    TABLE_LEAVE_INDEX(Kind.WRITE, 10),
    TABLE_QUERY(Kind.READ, 10),
    DRAIN_REQUEST(Kind.WRITE, 10),
    REEVALUATION(Kind.WRITE, 10),
    REQUEST(Kind.WRITE, 10),
    /** Never retried by the client, so it times out early. */
    PUBLISH(Kind.WRITE, 2);

    private enum Kind {
        READ,
        WRITE,
        CONDITIONAL
    }

    private final Kind kind;
    private final long timeout;

    Port(Kind kind, int timeoutSeconds) {
        this.kind = kind;
        this.timeout = timeoutSeconds * Timeline.SECOND;
    }

    /** The client's timeout, in microseconds. */
    public long timeout() {
        return timeout;
    }

    /** The faults that can strike this call with different results: a read has no effect to lose. */
    public Set<Fault> faults() {
        return switch (kind) {
            case READ -> EnumSet.of(Fault.CRASH_BEFORE, Fault.THROTTLE, Fault.TIMEOUT, Fault.SLOW);
            case WRITE ->
                EnumSet.of(
                        Fault.CRASH_BEFORE,
                        Fault.CRASH_AFTER,
                        Fault.THROTTLE,
                        Fault.TIMEOUT,
                        Fault.ANSWER_LOST,
                        Fault.LATE_EFFECT,
                        Fault.SLOW);
            case CONDITIONAL ->
                EnumSet.of(
                        Fault.CRASH_BEFORE,
                        Fault.CRASH_AFTER,
                        Fault.THROTTLE,
                        Fault.TIMEOUT,
                        Fault.ANSWER_LOST,
                        Fault.LATE_EFFECT,
                        Fault.OWN_CONDITION,
                        Fault.SLOW);
        };
    }
}
