package dev.ecrauditor.report;

import java.time.Instant;
import java.util.List;

/**
 * The command whose results a report holds.
 *
 * @param command its name, as in {@code audit}
 * @param version of this software
 * @param rules every rule that it evaluates
 * @param at when it began
 */
public record ReportRun(String command, String version, List<ReportRule> rules, Instant at) {

    public ReportRun {
        rules = List.copyOf(rules);
    }
}
