package dev.ecrauditor.rule.evidence;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much is left to the reader of a fix. It follows from the lines: a command with a placeholder, or one that sets a
 * file which no command before it completes, cannot run as it stands.
 */
public enum FixKind {
    /** Its commands run as they stand. */
    COMMAND("commands that run as they stand"),
    /** A file has to be edited or a placeholder replaced before its commands run. */
    EDIT("edit the file or replace the names in capitals, then run"),
    /** The repository has to be moved, by the script of plan-migration. */
    MIGRATION("a migration");

    private static final String COMMENT = "#";
    private static final String MIGRATES = "./ecr-auditor plan-migration ";
    /** A file that is read from AWS is the present state; setting it again corrects nothing. */
    private static final String READS = "aws ";

    private static final Pattern PLACEHOLDER = Pattern.compile(
            "(?<![\\w-])("
                    + "ADDRESS|END|GRANT_ID|KEY_ARN|NEW_KEY_ARN|NEW_NAME|PREFIX|REGION|ROLE|ROLE_ARN|SIGNING_PROFILE_ARN|START|STORE_ID)(?![\\w-])");
    private static final Pattern WRITTEN = Pattern.compile("> ([\\w-]+\\.json)(?: <<'EOF')?$");
    private static final Pattern SET = Pattern.compile("fileb?://(\\S+)");

    private final String words;

    FixKind(String words) {
        this.words = words;
    }

    /** What readers are told. */
    public String words() {
        return words;
    }

    /** The kind of a fix with these lines. A fix without any command leaves everything to the reader. */
    public static FixKind of(List<String> fix) {
        List<String> commands =
                fix.stream().filter(line -> !line.startsWith(COMMENT)).toList();
        if (commands.stream().anyMatch(command -> command.startsWith(MIGRATES))) {
            return MIGRATION;
        }
        return commands.isEmpty() || needsEdit(commands) ? EDIT : COMMAND;
    }

    private static boolean needsEdit(List<String> commands) {
        Set<String> complete = new HashSet<>();
        for (String command : commands) {
            String line = command.lines().findFirst().orElse(""); // the rest is the policy that it writes
            if (PLACEHOLDER.matcher(line).find()
                    || SET.matcher(line).results().anyMatch(file -> !complete.contains(file.group(1)))) {
                return true;
            }
            Matcher written = WRITTEN.matcher(line);
            if (written.find() && !line.startsWith(READS)) {
                complete.add(written.group(1));
            }
        }
        return false;
    }
}
