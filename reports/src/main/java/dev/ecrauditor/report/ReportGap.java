package dev.ecrauditor.report;

import java.util.List;
import java.util.Optional;

/**
 * An account, a Region or a resource that was not evaluated.
 *
 * @param account its twelve-digit id
 * @param region empty for the whole account
 * @param kind whether it should have been evaluated
 * @param summary what could not be read, and why
 * @param fix in lines: those that begin with {@code #} are explanations, the others are commands
 */
public record ReportGap(String account, Optional<String> region, Kind kind, String summary, List<String> fix) {

    /** Why it was not evaluated. */
    public enum Kind {
        /** It could not be read, and should have been. */
        GAP,
        /** It is not meant to be read, such as a suspended account. */
        NOT_WATCHED
    }

    public ReportGap {
        fix = List.copyOf(fix);
    }

    /** The account and Region, then what and why. */
    public String words() {
        return account + region.map(" "::concat).orElse("") + ": " + summary;
    }
}
