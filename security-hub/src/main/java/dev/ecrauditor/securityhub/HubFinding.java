package dev.ecrauditor.securityhub;

import dev.ecrauditor.report.asff.AsffFinding;
import java.time.Instant;

/**
 * A finding to import.
 *
 * @param asff the finding
 * @param ownerIsWatched false once the account of the resource is no longer watched: it cannot be imported there
 */
record HubFinding(AsffFinding asff, boolean ownerIsWatched) {

    String id() {
        return asff.id();
    }

    Instant updatedAt() {
        return asff.updatedAt();
    }

    String ownerAccount() {
        return asff.row().subject().account();
    }

    String region() {
        return asff.row().subject().region();
    }
}
