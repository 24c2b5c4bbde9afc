package dev.ecrauditor.report.csv;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One record of comma-separated values after RFC 4180, with its line break. A value that a spreadsheet could take for a
 * formula begins with an apostrophe.
 *
 * <p>Source: "CSV Injection", OWASP.
 */
public final class CsvLine {

    private static final String BEGINS_FORMULA = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private CsvLine() {}

    public static String of(List<String> values) {
        return values.stream().map(CsvLine::cell).collect(Collectors.joining(",")) + "\r\n";
    }

    private static String cell(String value) {
        String safe = !value.isEmpty() && BEGINS_FORMULA.indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
        boolean isQuoted = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return isQuoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
