package dev.ecrauditor.securityhub;

import dev.ecrauditor.securityhub.SecurityHub.Importer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Remembers for a quarter of an hour which accounts do not use Security Hub CSPM, and in which Region. */
final class AccountsWithoutHub {

    static final Duration KEPT = Duration.ofMinutes(15);
    private static final int MOST = 10_000;

    private final Clock clock;
    private final Map<Importer, Instant> until = new LinkedHashMap<>();

    AccountsWithoutHub(Clock clock) {
        this.clock = clock;
    }

    void add(Importer importer) {
        if (until.size() >= MOST) {
            until.clear();
        }
        until.put(importer, clock.instant().plus(KEPT));
    }

    boolean has(Importer importer) {
        return Optional.ofNullable(until.get(importer))
                .filter(clock.instant()::isBefore)
                .isPresent();
    }
}
