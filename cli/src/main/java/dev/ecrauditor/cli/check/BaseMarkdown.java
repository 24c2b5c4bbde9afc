package dev.ecrauditor.cli.check;

import dev.ecrauditor.cli.check.VerdictChange.Kind;
import dev.ecrauditor.cli.policy.AccessChangeRow;
import dev.ecrauditor.cli.policy.AccessChangeRow.Direction;
import dev.ecrauditor.cli.terminal.MarkdownText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Prints what changes as the comment of a pull request. Every text from files is escaped. */
record BaseMarkdown(PrintWriter out, BaseComparison comparison, String base) {

    /** A comment on GitHub has 65,536 characters at most. */
    private static final int MOST_ROWS = 40;

    void print() {
        out.println("### ECR Auditor: changes since " + MarkdownText.of(base));
        out.println();
        out.println(MarkdownText.of(comparison.summary()));
        table("For outsiders", List.of("change", "policy of", "who can do what", "example request"), access());
        table("New", verdictColumns(), rows(Kind.NEW));
        table("Fails as before, with other facts", verdictColumns(), rows(Kind.CHANGED));
        table("Fails no longer", verdictColumns(), rows(Kind.MENDED));
        table("No longer declared", verdictColumns(), rows(Kind.REMOVED));
        table(
                "Not compared",
                List.of("what"),
                Stream.concat(
                                comparison.unreadable().stream().map(file -> file.position() + " " + file.problem()),
                                comparison.notCompared().stream())
                        .map(List::of)
                        .toList());
    }

    private static List<String> verdictColumns() {
        return List.of("severity", "where", "resource", "rule", "what");
    }

    private List<List<String>> access() {
        List<List<String>> rows = new ArrayList<>();
        for (PolicyChange policy : comparison.policies()) {
            for (AccessChangeRow row : policy.difference().rows()) {
                String change = row.direction() == Direction.OPENED ? "opens" : "closes";
                rows.add(List.of(
                        change + (policy.isWaived() ? " (waived)" : ""),
                        policy.position() + " " + policy.name(),
                        row.sentence(),
                        row.example()));
            }
        }
        return rows;
    }

    private List<List<String>> rows(Kind kind) {
        return comparison.rows(kind).stream()
                .map(row -> List.of(
                        row.kind() == CheckRow.Kind.FAIL
                                ? row.severity().name()
                                : row.kind().name(),
                        row.position().toString(),
                        row.resource().address(),
                        row.rule().id(),
                        row.summary()))
                .toList();
    }

    private void table(String heading, List<String> columns, List<List<String>> rows) {
        if (rows.isEmpty()) {
            return;
        }
        out.println();
        out.println("#### " + heading);
        out.println();
        out.println("| " + String.join(" | ", columns) + " |");
        out.println("|" + "---|".repeat(columns.size()));
        rows.stream()
                .limit(MOST_ROWS)
                .forEach(row -> out.println("| "
                        + String.join(" | ", row.stream().map(MarkdownText::of).toList()) + " |"));
        if (rows.size() > MOST_ROWS) {
            out.println();
            out.println((rows.size() - MOST_ROWS) + " more; see the output as text.");
        }
    }
}
