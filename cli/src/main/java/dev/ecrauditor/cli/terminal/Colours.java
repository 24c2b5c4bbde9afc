package dev.ecrauditor.cli.terminal;

import dev.ecrauditor.cli.doctor.check.Status;
import dev.ecrauditor.cli.remediation.PlannedRemediation;
import java.util.Map;
import picocli.CommandLine.Help.Ansi;

/** Colours of text output; none if the output is not a terminal or NO_COLOR is set. */
public final class Colours {

    private static final Map<String, String> OF_SEVERITY =
            Map.of("CRITICAL", "bold,fg(red)", "HIGH", "fg(red)", "MEDIUM", "fg(yellow)", "LOW", "fg(cyan)");

    private Colours() {}

    /** The colour of an alert's severity, green if a finding is resolved. */
    public static String ofAlert(Map<String, String> attributes, String text) {
        String status = attributes.getOrDefault("status", "");
        boolean good = status.equals("RESOLVED") || status.equals("REMEDIATED");
        return paint(
                good ? "fg(green)" : OF_SEVERITY.getOrDefault(attributes.getOrDefault("severity", ""), "bold"), text);
    }

    /** The colour of a severity, none for another word. */
    public static String ofSeverity(String severity, String text) {
        return OF_SEVERITY.containsKey(severity) ? paint(OF_SEVERITY.getOrDefault(severity, ""), text) : text;
    }

    /** Yellow for a write, red for a refusal. */
    public static String ofAction(PlannedRemediation.Action action, String text) {
        return switch (action) {
            case WRITE -> paint("fg(yellow)", text);
            case REFUSE -> paint("fg(red)", text);
            case DRY_RUN, LEAVE, NOT_NEEDED -> text;
        };
    }

    /** The colour of the result of a check. */
    public static String ofStatus(Status status, String text) {
        return switch (status) {
            case FAIL -> paint("bold,fg(red)", text);
            case UNKNOWN -> paint("fg(yellow)", text);
            case PASS -> paint("fg(green)", text);
            case SKIPPED -> text;
        };
    }

    public static String strong(String text) {
        return paint("bold", text);
    }

    private static String paint(String style, String text) {
        if (!Ansi.AUTO.enabled()) {
            return text;
        }
        Ansi.IStyle[] styles = Ansi.Style.parse(style);
        return Ansi.Style.on(styles) + text + Ansi.Style.off(styles);
    }
}
