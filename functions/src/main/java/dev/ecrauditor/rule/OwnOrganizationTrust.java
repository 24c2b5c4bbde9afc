package dev.ecrauditor.rule;

import dev.ecrauditor.organization.OrganizationReader;
import dev.ecrauditor.repository.Reading;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The parties that the settings name, and the organization of the auditor's own account as AWS Organizations names it
 * now. An organization that may not be read is not trusted: its accounts are reported rather than overlooked. A fault of
 * AWS Organizations says nothing about it: the latest answer holds, and before the first answer nothing is evaluated.
 */
public final class OwnOrganizationTrust implements Supplier<TrustedParties> {

    static final Duration KNOWN = Duration.ofHours(1);
    static final Duration UNKNOWN = Duration.ofMinutes(5);

    private final TrustedParties named;
    private final OrganizationReader organization;
    private final Clock clock;
    private Optional<TrustedParties> latest = Optional.empty();
    private Instant ends = Instant.MIN;

    public OwnOrganizationTrust(TrustedParties named, OrganizationReader organization, Clock clock) {
        this.named = named;
        this.organization = organization;
        this.clock = clock;
    }

    /**
     * Those that are trusted now, read at most once an hour.
     *
     * @throws RuntimeException when AWS Organizations does not answer, and has not answered before
     */
    @Override
    public synchronized TrustedParties get() {
        if (!clock.instant().isBefore(ends)) {
            boolean isKnown = read();
            ends = clock.instant().plus(isKnown ? KNOWN : UNKNOWN);
        }
        return latest.orElseThrow();
    }

    /** Whether AWS Organizations names an organization. */
    private boolean read() {
        try {
            Reading<String> id = organization.organizationId();
            latest = Optional.of(id instanceof Reading.Known<String> known ? named.with(known.value()) : named);
            return id instanceof Reading.Known;
        } catch (RuntimeException fault) {
            if (latest.isEmpty()) {
                throw fault;
            }
            return false;
        }
    }
}
