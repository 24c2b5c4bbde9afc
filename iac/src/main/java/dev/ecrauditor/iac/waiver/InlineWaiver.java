package dev.ecrauditor.iac.waiver;

import dev.ecrauditor.iac.declaration.SourcePosition;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;

/**
 * A waiver beside a declaration.
 *
 * @param rules the ids of the rules whose failures it accepts
 * @param until the last day it holds, by UTC
 * @param reason why
 * @param written where it is written
 * @param about the line that it is about: of a resource, or of a property
 */
public record InlineWaiver(
        Set<String> rules, LocalDate until, String reason, SourcePosition written, SourcePosition about) {

    public InlineWaiver {
        rules = Set.copyOf(rules);
    }

    /** Whether its last day is over. */
    boolean isOver(Instant now) {
        return now.atZone(ZoneOffset.UTC).toLocalDate().isAfter(until);
    }
}
