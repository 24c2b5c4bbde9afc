package dev.ecrauditor.audit;

import dev.ecrauditor.finding.record.RemediationRequest;

/** Carries requests from the outbox to the function that may write. */
public interface RemediationQueue {

    void send(RemediationRequest request);
}
