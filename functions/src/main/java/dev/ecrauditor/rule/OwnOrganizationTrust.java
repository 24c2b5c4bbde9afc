package dev.ecrauditor.rule;

import dev.ecrauditor.repository.OrganizationReader;
import dev.ecrauditor.repository.Reading;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * The parties that the settings name, and the organization of the auditor's own account as AWS Organizations names it
 * now. An organization that may not be read is not trusted: its accounts are reported rather than overlooked.
 */
public final class OwnOrganizationTrust implements Supplier<TrustedParties> {

    static final Duration KNOWN = Duration.ofHours(1);
    static final Duration UNKNOWN = Duration.ofMinutes(5);

    private final TrustedParties named;
    private final OrganizationReader organization;
    private final Clock clock;
    private TrustedParties latest;
    private Instant ends = Instant.MIN;

    public OwnOrganizationTrust(TrustedParties named, OrganizationReader organization, Clock clock) {
        this.named = named;
        this.organization = organization;
        this.clock = clock;
        this.latest = named;
    }

    @Override
    public synchronized TrustedParties get() {
        if (!clock.instant().isBefore(ends)) {
            boolean known = read();
            ends = clock.instant().plus(known ? KNOWN : UNKNOWN);
        }
        return latest;
    }

    /** A fault of AWS Organizations holds no alert back, and changes nothing that was known. */
    private boolean read() {
        try {
            Reading<String> id = organization.organizationId();
            latest = id instanceof Reading.Known<String> known ? named.with(known.value()) : named;
            return id instanceof Reading.Known;
        } catch (RuntimeException fault) {
            return false;
        }
    }
}
