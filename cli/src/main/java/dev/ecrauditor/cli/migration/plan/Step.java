package dev.ecrauditor.cli.migration.plan;

import java.util.List;

/**
 * A part of the script.
 *
 * @param id names it in JSON
 * @param title what it does
 * @param why the reason, and what to know before it runs
 * @param commands its lines; those of all steps in order are the whole script
 * @param reads the calls of AWS whose answers this step was made from
 */
public record Step(String id, String title, List<String> why, List<String> commands, List<String> reads) {

    public Step {
        why = List.copyOf(why);
        commands = List.copyOf(commands);
        reads = List.copyOf(reads);
    }
}
