package dev.ecrauditor.report;

import java.time.LocalDate;

/**
 * The person who accepts a result, as a waiver names them.
 *
 * @param owner who has accepted it
 * @param reason why
 * @param expires the last day it holds, by UTC
 */
public record Acceptance(String owner, String reason, LocalDate expires) {

    /** As in "payments@example.org until 2027-01-31: the partner moves in January". */
    public String words() {
        return owner + " until " + expires + ": " + reason;
    }
}
