package dev.ecrauditor.cli.report.html;

import dev.ecrauditor.report.Acceptance;
import dev.ecrauditor.report.ReportRow;
import java.util.List;

/**
 * A result as an item of the page.
 *
 * @param facts each as "name: value"
 * @param fix in lines, without what is empty
 * @param acceptances who accepts it until when
 * @param source file and line; empty for what was read from AWS
 */
public record Finding(
        Mark mark,
        String rule,
        String helpUri,
        String sentence,
        List<String> facts,
        List<String> fix,
        List<String> acceptances,
        String source) {

    static Finding of(ReportRow row, Mark mark) {
        return new Finding(
                mark,
                row.rule().id(),
                row.rule().helpUri(),
                ShownText.of(row.sentence()),
                row.result().facts().entrySet().stream()
                        .map(fact -> ShownText.of(fact.getKey() + ": " + fact.getValue()))
                        .toList(),
                row.result().fix().stream().map(ShownText::of).toList(),
                row.acceptances().stream()
                        .map(Acceptance::words)
                        .map(ShownText::of)
                        .toList(),
                row.source()
                        .map(at -> ShownText.of(at.file() + ":" + at.line()))
                        .orElse(""));
    }

    public boolean hasDetails() {
        return !facts.isEmpty() || !fix.isEmpty();
    }
}
