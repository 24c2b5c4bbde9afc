package dev.ecrauditor.audit.sweep;

import java.util.List;

/** Sends requests for sweeps. */
public interface SweepRequestQueue {

    /**
     * Sends the requests; those about one account and Region are handled one after another.
     *
     * @param attempt distinguishes a repeated request, which SQS would otherwise drop for five minutes
     * @throws RuntimeException when not all were sent; the caller sends all of them again
     */
    void send(List<SweepRequest> requests, long attempt);
}
