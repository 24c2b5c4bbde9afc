package dev.ecrauditor.localaws;

import dev.ecrauditor.localaws.call.AccountRegion;
import java.time.Clock;

/**
 * The options of a {@link LocalAws}: port, clock, and the default account of callers.
 *
 * @param port the loopback port to listen on; 0 for a free one
 * @param clock the time of the simulation: creation dates, message visibility, deduplication, credential expiry
 * @param defaultAccount the twelve digits of the account that an access key belongs to by default
 */
public record LocalAwsOptions(int port, Clock clock, String defaultAccount) {

    public LocalAwsOptions {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be between 0 and 65535, not " + port);
        }
        if (!AccountRegion.isAccount(defaultAccount)) {
            throw new IllegalArgumentException("an account is twelve digits, not '" + defaultAccount + "'");
        }
    }

    /** A free port, the system's UTC clock, and account 111122223333. */
    public static LocalAwsOptions defaults() {
        return new LocalAwsOptions(0, Clock.systemUTC(), "111122223333");
    }

    /** A copy with this port. */
    public LocalAwsOptions withPort(int newPort) {
        return new LocalAwsOptions(newPort, clock, defaultAccount);
    }

    /** A copy with this clock. */
    public LocalAwsOptions withClock(Clock newClock) {
        return new LocalAwsOptions(port, newClock, defaultAccount);
    }

    /** A copy with another default account. */
    public LocalAwsOptions withDefaultAccount(String newAccount) {
        return new LocalAwsOptions(port, clock, newAccount);
    }
}
