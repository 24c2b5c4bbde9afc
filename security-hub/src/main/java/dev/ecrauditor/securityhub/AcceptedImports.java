package dev.ecrauditor.securityhub;

import dev.ecrauditor.securityhub.SecurityHub.Importer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers what was imported last, so that the other findings of a message that comes again are not imported again.
 * Security Hub CSPM would ignore them; this saves the calls.
 */
final class AcceptedImports {

    private static final int MOST = 20_000;

    private final Map<Key, Instant> latest = new LinkedHashMap<>();

    private record Key(Importer importer, String id) {}

    void add(Importer importer, HubFinding finding) {
        Key key = new Key(importer, finding.id());
        latest.merge(key, finding.updatedAt(), (known, other) -> other.isAfter(known) ? other : known);
        if (latest.size() > MOST) {
            latest.remove(latest.keySet().iterator().next());
        }
    }

    /** Whether this state, or a later one, was imported. */
    boolean has(Importer importer, HubFinding finding) {
        return Optional.ofNullable(latest.get(new Key(importer, finding.id())))
                .filter(known -> !known.isBefore(finding.updatedAt()))
                .isPresent();
    }
}
