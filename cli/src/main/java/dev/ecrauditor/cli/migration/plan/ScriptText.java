package dev.ecrauditor.cli.migration.plan;

import java.util.ArrayList;
import java.util.List;

/** A plan as a shell script. Nothing runs before the last line is read, so a script that was cut off does nothing. */
public final class ScriptText {

    private ScriptText() {}

    /** The lines of the script. */
    public static List<String> of(MigrationPlan plan) {
        List<String> lines = new ArrayList<>();
        lines.add("#!/bin/sh");
        lines.add(ShellText.comment("Encrypts the images of " + plan.source() + " with a customer managed key"
                + (plan.target().equals(plan.source())
                        ? "."
                        : ", in the new repository " + plan.target().name() + ".")));
        lines.add("# Made by: ecr-auditor plan-migration. Read it before you run it: sh THIS_SCRIPT");
        lines.add("# It can be run again after an interruption and continues where it stopped.");
        plan.notes().forEach(note -> lines.add(ShellText.comment("NOTE: " + note)));
        int number = 0;
        for (Step step : plan.steps()) {
            lines.add("");
            lines.add(ShellText.comment("---- " + number++ + ". " + step.title()));
            step.why().forEach(line -> lines.add(ShellText.comment(line)));
            lines.addAll(step.commands());
        }
        return lines;
    }
}
