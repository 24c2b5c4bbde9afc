package dev.ecrauditor.cli.policy;

import dev.ecrauditor.cli.terminal.Printable;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.policy.correction.Correction;
import dev.ecrauditor.policy.correction.PolicyFile;
import java.util.List;
import picocli.CommandLine;

/** Prints the corrected policy, and what was changed on standard error. */
final class PolicyFix {

    private final CommandLine command;
    private final boolean oneLine;

    /**
     * @param oneLine true for JSON on one line
     */
    PolicyFix(CommandLine command, boolean oneLine) {
        this.command = command;
        this.oneLine = oneLine;
    }

    /** Returns false when there is no policy to be set; the reason is on standard error. */
    boolean print(String text, Correction correction) {
        if (correction instanceof Correction.Unneeded) {
            say("The policy needs no change: it lets in only those who are trusted.");
            command.getOut().println(text.stripTrailing());
            return true;
        }
        if (correction instanceof Correction.Corrected corrected) {
            corrected.changes().forEach(this::say);
            print(corrected.policy());
            return true;
        }
        if (correction instanceof Correction.Emptied emptied) {
            emptied.changes().forEach(this::say);
            say(
                    "No statement is left: delete the policy (aws ecr delete-repository-policy or delete-registry-policy).");
            return false;
        }
        say("There is no corrected policy, because " + ((Correction.ByHand) correction).because()
                + "; edit it by hand.");
        return false;
    }

    private void print(Json policy) {
        List<String> lines = oneLine
                ? List.of(JsonWriter.write(policy))
                : PolicyFile.text(policy).lines().toList();
        lines.forEach(command.getOut()::println);
    }

    private void say(String sentence) {
        command.getErr().println(Printable.of(sentence));
    }
}
