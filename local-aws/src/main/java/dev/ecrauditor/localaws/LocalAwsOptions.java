package dev.ecrauditor.localaws;

import dev.ecrauditor.localaws.call.AccountRegion;
import java.time.Clock;

/**
 * How a {@link LocalAws} starts: where it listens, whose time it keeps, and which account a caller without another claim belongs to.
 *
 * @param port the loopback port to listen on; 0 takes a free one
 * @param clock the time of the simulation: creation dates, message visibility, deduplication, credential expiry
 * @param defaultAccount the twelve digits of the account that an access key belongs to when nothing says otherwise
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

    /** The same options, listening on this port. */
    public LocalAwsOptions withPort(int newPort) {
        return new LocalAwsOptions(newPort, clock, defaultAccount);
    }

    /** The same options, keeping this clock's time. */
    public LocalAwsOptions withClock(Clock newClock) {
        return new LocalAwsOptions(port, newClock, defaultAccount);
    }

    /** The same options, with another default account. */
    public LocalAwsOptions withDefaultAccount(String newAccount) {
        return new LocalAwsOptions(port, clock, newAccount);
    }
}
