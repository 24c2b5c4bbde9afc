package dev.ecrauditor.finding.record;

/** An alert or a request that is not yet sent; its text is rendered when it is sent. */
public sealed interface OutboxEntry permits AlertFacts, RemediationRequest {

    /** Its id, unique for ever: one per transition or attempt. */
    String id();

    /** Its place in the outbox. */
    OutboxPosition position();
}
