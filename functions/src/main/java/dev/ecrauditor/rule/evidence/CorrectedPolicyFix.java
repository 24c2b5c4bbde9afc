package dev.ecrauditor.rule.evidence;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.policy.correction.Correction;
import dev.ecrauditor.policy.correction.PolicyFile;
import dev.ecrauditor.policy.correction.TrustedIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The commands that put a corrected policy in place, as they stand: the present policy is kept in a file, which is the
 * way back; the corrected policy is written to another; that one is set.
 *
 * @param subject whose policy it is, in the words of the command line
 * @param before the file for the present policy
 * @param corrected the file for the corrected policy
 * @param commands of the AWS CLI
 */
public record CorrectedPolicyFix(Subject subject, String before, String corrected, Commands commands) {

    /** A longer policy is not part of a message; a command makes it. */
    static final int MAX_POLICY = 2_000;

    /** A longer command would be cut. */
    private static final int LONGEST_COMMAND = 3_000;

    private static final String TOO_LONG =
            "# Make it by ./ecr-auditor policy FILE --fix and an option for each of your trusted accounts:";
    private static final int MOST_CHANGES = 5;
    private static final int LONGEST_CHANGE = 400;

    private static final String END = "EOF";
    private static final Pattern START = Pattern.compile("cat > ([a-z-]+\\.json) <<'EOF'\n");
    private static final Pattern BREAK = Pattern.compile("[\\p{Cntrl}\\u0085\\u2028\\u2029]");
    /**
     * The character by which mail clients know a link; within strings JSON can write it in another way. It comes first
     * in the pattern: looking behind every letter would take longer than everything else here.
     */
    private static final Pattern SCHEME =
            Pattern.compile("(?i):(?:(?<=(?:mailto|javascript|vbscript|data|file|tel|sms):)|(?=//))|\\.(?<=www\\.)");

    /**
     * Whose policy it is.
     *
     * @param owner the account
     * @param trusted who may have access from outside
     * @param option the option of the command {@code policy} for this kind of policy; empty for a repository
     */
    public record Subject(String owner, TrustedIds trusted, String option) {}

    /**
     * Commands of the AWS CLI.
     *
     * @param read prints the present policy
     * @param set sets the corrected policy
     * @param delete takes the policy away
     */
    public record Commands(String read, String set, String delete) {}

    /**
     * The lines of the fix.
     *
     * @param byHand the fix where a person has to edit the policy
     */
    public List<String> lines(Correction correction, List<String> byHand) {
        List<String> lines = new ArrayList<>();
        if (correction instanceof Correction.Corrected policy) {
            lines.add("# Keep " + before + " to undo the change:");
            lines.add(commands.read() + " > " + before);
            lines.addAll(comments(policy.changes()));
            String text = harmless(PolicyFile.text(policy.policy()));
            lines.add(text.length() <= MAX_POLICY ? file(corrected, text) : command());
            lines.add(commands.set());
        } else if (correction instanceof Correction.Emptied emptied) {
            lines.add("# Keep " + before + " to undo the change:");
            lines.add(commands.read() + " > " + before);
            lines.addAll(comments(emptied.changes()));
            lines.add("# No statement is left:");
            lines.add(commands.delete());
        } else if (correction instanceof Correction.ByHand hand) {
            lines.add("# There is no corrected policy, because " + start(hand.because()) + ". Edit it by hand:");
            lines.addAll(byHand);
        }
        return lines;
    }

    /** The corrected policy in a fix of this form. */
    public static Optional<Json> policyIn(List<String> fix) {
        return fix.stream().filter(CorrectedPolicyFix::writesPolicy).findFirst().flatMap(CorrectedPolicyFix::body);
    }

    /** True for the command of several lines that writes a policy exactly as it is written here, and nothing else. */
    public static boolean writesPolicy(String command) {
        Matcher start = START.matcher(command);
        return start.lookingAt()
                && body(command)
                        .filter(policy -> command.equals(file(start.group(1), harmless(PolicyFile.text(policy)))))
                        .isPresent();
    }

    private static Optional<Json> body(String command) {
        int end = command.lastIndexOf('\n');
        return read(command.substring(Math.min(command.indexOf('\n') + 1, end), end));
    }

    private static Optional<Json> read(String policy) {
        try {
            return Optional.of(JsonReader.read(policy));
        } catch (MalformedJson cut) {
            return Optional.empty();
        }
    }

    private static List<String> comments(List<String> changes) {
        List<String> comments = new ArrayList<>();
        changes.stream().limit(MOST_CHANGES).forEach(change -> comments.add("# " + start(change)));
        if (changes.size() > MOST_CHANGES) {
            comments.add("# and " + (changes.size() - MOST_CHANGES) + " more changes");
        }
        return comments;
    }

    /** A Sid or a principal may have a line break, behind which a shell would read a command. */
    private static String start(String text) {
        String line = BREAK.matcher(text).replaceAll(" ");
        return line.length() <= LONGEST_CHANGE ? line : line.substring(0, LONGEST_CHANGE) + " [cut]";
    }

    private static String file(String name, String text) {
        return "cat > " + name + " <<'" + END + "'\n" + text + "\n" + END;
    }

    private String command() {
        StringBuilder command = new StringBuilder("./ecr-auditor policy " + before + " --owner " + subject.owner());
        new TreeSet<>(subject.trusted().accounts())
                .forEach(account -> command.append(" --trusted-account ").append(account));
        new TreeSet<>(subject.trusted().organizations())
                .forEach(organization ->
                        command.append(" --trusted-organization ").append(organization));
        command.append(subject.option().isEmpty() ? "" : " " + subject.option()).append(" --fix > " + corrected);
        return command.length() <= LONGEST_COMMAND ? command.toString() : TOO_LONG;
    }

    /** The same JSON, in which no mail or chat client finds a link, a mention or a tag. */
    private static String harmless(String json) {
        String quiet = json.replace("@", "\\u0040")
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("`", "\\u0060");
        return SCHEME.matcher(quiet).replaceAll(found -> found.group().equals(".") ? "\\\\u002e" : "\\\\u003a");
    }
}
