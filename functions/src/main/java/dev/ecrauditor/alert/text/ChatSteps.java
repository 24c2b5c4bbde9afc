package dev.ecrauditor.alert.text;

import dev.ecrauditor.rule.evidence.CorrectedPolicyFix;
import dev.ecrauditor.rule.evidence.FixKind;
import dev.ecrauditor.text.HostileText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The fixes of an alert as the next steps of a chat message: first the commands that run as they stand. A step is one
 * command with its explanation; a partial command would be worse than none.
 */
public final class ChatSteps {

    private static final int MAX_STEP = 350;
    private static final int MAX_STEPS = 5;
    private static final String FILE =
            "Write the corrected policy to the file that the next command names: the JSON alert and the e-mail hold it.";
    private static final String TOO_LONG = "The e-mail holds a command that is too long for chat.";
    private static final String COMMENT = "# ";

    private final List<String> steps = new ArrayList<>();
    private final List<String> about = new ArrayList<>();

    private ChatSteps() {}

    /** At most five steps; the last one says how many more there are. */
    public static List<String> of(List<List<String>> fixes) {
        ChatSteps text = new ChatSteps();
        for (FixKind kind : FixKind.values()) {
            FixSteps.merged(fixes.stream()
                            .filter(fix -> !fix.isEmpty() && FixKind.of(fix) == kind)
                            .toList())
                    .forEach(text::line);
            text.explanation();
        }
        List<String> all = text.steps.stream().distinct().toList();
        return all.size() <= MAX_STEPS
                ? all
                : Stream.concat(
                                all.stream().limit(MAX_STEPS - 1),
                                Stream.of("The e-mail holds " + (all.size() - MAX_STEPS + 1) + " more steps."))
                        .toList();
    }

    private void line(String fix) {
        if (CorrectedPolicyFix.writesPolicy(fix)) {
            step(FILE);
            return;
        }
        String line = HostileText.chatCommand(fix);
        if (!line.startsWith(COMMENT)) {
            step("`" + line + "`");
            return;
        }
        int other = line.indexOf(": aws ");
        if (other > 0) {
            explanation();
            about.add(line.substring(COMMENT.length(), other + 1));
            step("`" + line.substring(other + 2) + "`");
            return;
        }
        about.add(line.substring(COMMENT.length()));
    }

    /** The command with as much of its explanation as there is room for, at least the last sentence. */
    private void step(String command) {
        steps.add(IntStream.range(0, Math.max(1, about.size()))
                .mapToObj(from -> Stream.concat(about.stream().skip(from), Stream.of(command))
                        .collect(Collectors.joining(" ")))
                .filter(step -> step.length() <= MAX_STEP)
                .findFirst()
                .orElse(command.equals(FILE) ? FILE : TOO_LONG));
        about.clear();
    }

    /** What stands behind the last command. */
    private void explanation() {
        about.forEach(line -> steps.add(line.length() <= MAX_STEP ? line : TOO_LONG));
        about.clear();
    }
}
