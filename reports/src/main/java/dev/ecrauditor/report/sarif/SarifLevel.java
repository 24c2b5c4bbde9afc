package dev.ecrauditor.report.sarif;

import dev.ecrauditor.rule.Severity;

/** How SARIF and its readers name a severity. */
final class SarifLevel {

    private SarifLevel() {}

    /** SARIF has three levels of failures. */
    static String of(Severity severity) {
        return switch (severity) {
            case CRITICAL, HIGH -> "error";
            case MEDIUM -> "warning";
            case LOW -> "note";
        };
    }

    /**
     * The number by which code scanning on GitHub tells critical (above 9), high (7), medium (4) and low.
     *
     * <p>Source: "SARIF support for code scanning", GitHub documentation, security-severity.
     */
    static String number(Severity severity) {
        return switch (severity) {
            case CRITICAL -> "9.5";
            case HIGH -> "8.0";
            case MEDIUM -> "5.5";
            case LOW -> "2.0";
        };
    }
}
