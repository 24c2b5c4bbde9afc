package dev.ecrauditor.finding.record;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;

/**
 * A finding within its subject: the rule that failed, or the rule that could not be evaluated.
 *
 * @param ruleId the rule
 * @param kind which of the two
 */
public record FindingKey(String ruleId, Kind kind) {

    /**
     * A repository that fails a rule, and a rule that cannot be evaluated, are two findings: neither hides the other.
     */
    public enum Kind {
        VIOLATION,
        COVERAGE_GAP
    }

    /** The auditor cannot read its settings; no rule evaluates it. */
    public static final FindingKey SETTINGS = new FindingKey("auditor-settings", Kind.COVERAGE_GAP);

    /** The id of a finding in a record without a generation; see {@link #findingId(SubjectRecord, Instant)}. */
    public String findingId(Subject subject, Instant incarnation) {
        return findingId("", subject, incarnation);
    }

    /**
     * The finding's id, stable over time and different for a repository that was deleted and created again, and for a
     * record that was begun in another store: a new table counts its transitions from one again, and an id must never
     * be used twice.
     */
    public String findingId(SubjectRecord record, Instant incarnation) {
        return findingId(record.generation(), record.subject(), incarnation);
    }

    private String findingId(String generation, Subject subject, Instant incarnation) {
        String ofThisStore = generation.isEmpty() ? "" : generation + "|";
        return sha256(ofThisStore + String.join("|", subject.toString(), incarnation.toString(), ruleId, kind.name()))
                .substring(0, 32);
    }

    @Override
    public String toString() {
        return ruleId + "#" + kind.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads what {@link #toString} wrote.
     *
     * @throws IllegalArgumentException when it did not
     */
    public static FindingKey parse(String text) {
        int hash = text.lastIndexOf('#');
        if (hash < 0) {
            throw new IllegalArgumentException("not a finding: " + text);
        }
        return new FindingKey(
                text.substring(0, hash), Kind.valueOf(text.substring(hash + 1).toUpperCase(Locale.ROOT)));
    }

    /** The SHA-256 of a text, in hexadecimal. */
    public static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
