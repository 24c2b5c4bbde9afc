package dev.ecrauditor.finding.record;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The waiver that covers an open finding or a part of it, as the latest evaluation found it; of several the one that ends
 * first.
 *
 * @param owner who has accepted responsibility
 * @param reason why
 * @param until its last day, by UTC
 * @param announced whether an alert has said that it ends
 */
public record CoveringWaiver(String owner, String reason, LocalDate until, boolean announced) {

    /** So long before its end it is announced. */
    public static final Period NOTICE = Period.ofDays(7);

    /** Whether its last day is not over. */
    public boolean isValid(Instant at) {
        return !today(at).isAfter(until);
    }

    /** Whether it ends soon, and no alert has said so. */
    public boolean isToBeAnnounced(Instant at) {
        return !announced && endsSoon(at);
    }

    /** The same waiver; that it ends was announced already if another evaluation found the same day. */
    public CoveringWaiver after(Optional<CoveringWaiver> known) {
        boolean isKnown = known.filter(other -> other.until().equals(until) && other.announced())
                .isPresent();
        return isKnown ? new CoveringWaiver(owner, reason, until, true) : this;
    }

    /** The same waiver after an alert that names its last day: what ends soon is announced by that. */
    public CoveringWaiver named(Instant at) {
        return new CoveringWaiver(owner, reason, until, announced || endsSoon(at));
    }

    private boolean endsSoon(Instant at) {
        return !today(at).isBefore(until.minus(NOTICE));
    }

    private static LocalDate today(Instant at) {
        return at.atZone(ZoneOffset.UTC).toLocalDate();
    }
}
