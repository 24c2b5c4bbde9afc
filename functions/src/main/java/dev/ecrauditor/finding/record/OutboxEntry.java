package dev.ecrauditor.finding.record;

/** A fact that still has to be told or asked; texts are made when it is sent. */
public sealed interface OutboxEntry permits AlertFacts, RemediationRequest {

    /** Its id, unique for ever: one per transition or attempt. */
    String id();

    /** When its turn is. */
    OutboxPosition position();
}
