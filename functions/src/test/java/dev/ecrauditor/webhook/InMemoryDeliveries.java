package dev.ecrauditor.webhook;

import java.util.HashSet;
import java.util.Set;

/** Claims never end by themselves. */
final class InMemoryDeliveries implements Deliveries {

    private final Set<String> claimed = new HashSet<>();
    private final Set<String> sent = new HashSet<>();

    @Override
    public synchronized Claim claim(String id) {
        if (sent.contains(id)) {
            return Claim.SENT;
        }
        return claimed.add(id) ? Claim.CLAIMED : Claim.IN_PROGRESS;
    }

    @Override
    public synchronized void markSent(String id) {
        sent.add(id);
    }

    @Override
    public synchronized void release(String id) {
        claimed.remove(id);
    }
}
