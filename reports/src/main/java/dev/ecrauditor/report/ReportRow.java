package dev.ecrauditor.report;

import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.rule.Severity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One result, as every form of report shows it. Texts from AWS and from files are hostile: each form escapes them.
 *
 * @param rule what was evaluated
 * @param target what it was evaluated for
 * @param result what was found
 * @param acceptances who accepts it, or a part of it
 * @param source where it is declared; empty for what was read from AWS
 */
public record ReportRow(
        ReportRule rule, Target target, Result result, List<Acceptance> acceptances, Optional<SourceLocation> source) {

    private static final int ID_BYTES = 16;

    public ReportRow {
        acceptances = List.copyOf(acceptances);
    }

    /** The kinds of results. */
    public enum Kind {
        FAIL,
        /** It could not be evaluated, which is not compliant. */
        UNKNOWN,
        PASS,
        NOT_APPLICABLE,
        /** It fails, and waivers cover everything that was found. */
        WAIVED,
        /** Worth knowing, and not a failure, such as access of a trusted account. */
        INFORMATION
    }

    /**
     * What a result is about.
     *
     * @param subjects a repository, a registry or a key; several where one access path is about several repositories
     * @param distinction what tells it from other results of the same rule and subject; empty where there is only one
     */
    public record Target(List<Subject> subjects, String distinction) {

        public Target {
            subjects = List.copyOf(subjects);
            if (subjects.isEmpty()) {
                throw new IllegalArgumentException("a result is about something");
            }
        }

        /** The only result of a rule for a subject. */
        public static Target of(Subject subject) {
            return new Target(List.of(subject), "");
        }

        /** What it is about first. */
        public Subject subject() {
            return subjects.get(0);
        }
    }

    /**
     * What was found.
     *
     * @param summary one sentence
     * @param facts named facts in reading order
     * @param fix in lines: those that begin with {@code #} are explanations, the others are commands
     */
    public record Result(Kind kind, Severity severity, String summary, Map<String, String> facts, List<String> fix) {

        public Result {
            facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
            fix = List.copyOf(fix);
        }
    }

    public Kind kind() {
        return result.kind();
    }

    public Severity severity() {
        return result.severity();
    }

    public Subject subject() {
        return target.subject();
    }

    /** True for what needs a person's attention: unknown is not compliant. */
    public boolean isBad() {
        return kind() == Kind.FAIL || kind() == Kind.UNKNOWN;
    }

    /** The summary; the title of the rule where there is none. */
    public String sentence() {
        return result.summary().isBlank() ? rule.title() : result.summary();
    }

    /** What people and tools call the subject: the address in a file, an ARN, or what stands for one. */
    public String qualifiedName() {
        return source.map(SourceLocation::address).orElseGet(() -> subject().toString());
    }

    /**
     * The same in every run for the same rule and subject, whatever was found: 32 hexadecimal digits. A line of a file
     * is no part of it, so that a result is not new because a line above it was added.
     */
    public String id() {
        String place = source.map(at -> at.file() + "\n" + at.address())
                .orElseGet(() -> subject().toString());
        return hash(rule.id() + "\n" + place + "\n" + target.distinction());
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
