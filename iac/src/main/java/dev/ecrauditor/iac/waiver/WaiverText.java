package dev.ecrauditor.iac.waiver;

import dev.ecrauditor.iac.declaration.SourcePosition;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads the text of waivers: {@code ecr-tag-immutable, ecr-scan-on-push until 2027-01-31: reason}. */
final class WaiverText {

    static final String FORM =
            "write it like: ecr-auditor:waive ecr-tag-immutable until 2027-01-31: why it is accepted";

    private static final String UNTIL = " until ";

    private final Set<String> knownRules;

    WaiverText(Set<String> knownRules) {
        this.knownRules = Set.copyOf(knownRules);
    }

    /**
     * Reads the text of a comment, without what marks it as a waiver.
     *
     * @throws MalformedWaiverException if it has another form; the message is a clause
     */
    InlineWaiver read(String text, SourcePosition written, SourcePosition about) {
        int until = text.indexOf(UNTIL);
        int colon = text.indexOf(':', Math.max(0, until));
        if (until < 0 || colon < 0) {
            throw new MalformedWaiverException(FORM);
        }
        return of(
                        List.of(text.substring(0, until).split(",", -1)),
                        text.substring(until + UNTIL.length(), colon),
                        text.substring(colon + 1),
                        written)
                .about(about);
    }

    /** The parts of a waiver that were read. */
    record Parts(Set<String> rules, LocalDate until, String reason, SourcePosition written) {

        InlineWaiver about(SourcePosition line) {
            return new InlineWaiver(rules, until, reason, written, line);
        }
    }

    /**
     * Checks the parts of a waiver.
     *
     * @throws MalformedWaiverException if one is wrong; the message is a clause
     */
    Parts of(List<String> rules, String until, String reason, SourcePosition written) {
        Set<String> ids = new LinkedHashSet<>();
        for (String rule : rules) {
            String id = rule.strip();
            if (!knownRules.contains(id)) {
                throw new MalformedWaiverException("there is no rule \"" + id + "\"; see: ecr-auditor rules");
            }
            ids.add(id);
        }
        if (ids.isEmpty()) {
            throw new MalformedWaiverException("it names no rule; " + FORM);
        }
        if (reason.isBlank()) {
            throw new MalformedWaiverException("it has no reason; " + FORM);
        }
        try {
            return new Parts(ids, LocalDate.parse(until.strip()), reason.strip(), written);
        } catch (DateTimeParseException noDate) {
            throw new MalformedWaiverException("its last day is no date; " + FORM);
        }
    }

    /** A waiver that waives nothing; the message is a clause. */
    static final class MalformedWaiverException extends RuntimeException {

        MalformedWaiverException(String clause) {
            super(clause);
        }
    }
}
