package dev.ecrauditor.cli.report.html;

import dev.ecrauditor.report.ReportRow;
import dev.ecrauditor.rule.Severity;
import java.util.Locale;
import java.util.Optional;

/** The word that marks a result; its name in lower case is its class in the style sheet. From the worst. */
public enum Mark {
    CRITICAL,
    HIGH,
    MEDIUM,
    LOW,
    UNKNOWN,
    WAIVED,
    INFORMATION;

    /** Of a result that is listed; empty for one that is only counted. */
    static Optional<Mark> of(ReportRow row) {
        return switch (row.kind()) {
            case FAIL -> Optional.of(of(row.severity()));
            case UNKNOWN -> Optional.of(UNKNOWN);
            case WAIVED -> Optional.of(WAIVED);
            case INFORMATION -> Optional.of(INFORMATION);
            case PASS, NOT_APPLICABLE -> Optional.empty();
        };
    }

    static Mark of(AccessLine line) {
        return line.severity().map(Mark::of).orElse(INFORMATION);
    }

    private static Mark of(Severity severity) {
        return switch (severity) {
            case CRITICAL -> CRITICAL;
            case HIGH -> HIGH;
            case MEDIUM -> MEDIUM;
            case LOW -> LOW;
        };
    }

    public String css() {
        return name().toLowerCase(Locale.ROOT);
    }
}
