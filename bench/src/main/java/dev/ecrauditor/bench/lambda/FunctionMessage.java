package dev.ecrauditor.bench.lambda;

/**
 * What came from a function.
 *
 * @param kind what it is
 * @param requestId of the invocation that it answers; empty for what is none
 * @param body as it was sent
 * @param moment of its arrival
 */
record FunctionMessage(Kind kind, String requestId, String body, Moment moment) {

    enum Kind {
        INITIALIZED,
        RESPONSE,
        ERROR,
        EXITED
    }

    /**
     * When a message arrived.
     *
     * @param processorTime that the function has used until then
     * @param elapsedNanos since the invocation was handed out
     */
    record Moment(ProcessorTime processorTime, long elapsedNanos) {
        static final Moment NEVER = new Moment(ProcessorTime.NONE, 0);
    }
}
