package dev.ecrauditor.cli.check;

import dev.ecrauditor.cli.EcrAuditor;
import dev.ecrauditor.cli.check.CheckNotes.CheckNote;
import dev.ecrauditor.cli.terminal.Printable;
import dev.ecrauditor.iac.Declarations.UnreadableFile;
import dev.ecrauditor.iac.declaration.SourcePosition;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.report.ReportWriter;
import dev.ecrauditor.rule.Severity;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Predicate;
import picocli.CommandLine.ExitCode;

/**
 * The report of a check.
 *
 * @param rows every verdict
 * @param unreadable the files that could not be read
 * @param notes what else there is to say
 */
record CheckReport(List<CheckRow> rows, List<UnreadableFile> unreadable, List<CheckNote> notes) {

    private static final int FAILED = 1;

    void printJson(PrintWriter out) {
        rows.forEach(row -> out.println(JsonWriter.write(row.json())));
        unreadable.forEach(file -> out.println(JsonWriter.write(
                json(file.position()).put("problem", file.problem()).build())));
        notes.forEach(note -> out.println(JsonWriter.write(note.position()
                .map(CheckReport::json)
                .orElseGet(() -> new JsonObject().put("file", new Json.Null()).put("line", new Json.Null()))
                .put("note", note.text())
                .build())));
    }

    private static JsonObject json(SourcePosition position) {
        return new JsonObject().put("file", position.file()).put("line", position.line());
    }

    /** Prints a form that has no place for files and notes: they are told beside it. */
    void print(ReportWriter writer, PrintWriter err) {
        rows.forEach(row -> writer.add(row.reportRow()));
        writer.finish(unreadable.isEmpty() && count(CheckRow.Kind.UNKNOWN) == 0);
        unreadable.forEach(file -> err.println("check: " + Printable.of(file.position() + " " + file.problem())));
        notes.forEach(note -> err.println("check: "
                + Printable.of(note.position().map(position -> position + " ").orElse("") + note.text())));
    }

    /** @param listed which verdicts the table lists; the others are only counted */
    void printText(PrintWriter out, Predicate<CheckRow> listed) {
        new CheckTable(rows.stream().filter(listed).toList()).print(out);
        if (!unreadable.isEmpty()) {
            out.println("Files that could not be read");
            unreadable.forEach(file -> out.println("  " + Printable.of(file.position() + " " + file.problem())));
            out.println();
        }
        if (!notes.isEmpty()) {
            out.println("Notes");
            notes.forEach(note -> out.println("  "
                    + Printable.of(
                            note.position().map(position -> position + " ").orElse("") + note.text())));
            out.println();
        }
        out.println(summary());
    }

    private String summary() {
        long resources =
                rows.stream().map(row -> row.resource().address()).distinct().count();
        int gaps = unreadable.size();
        String files = gaps == 0 ? "" : "; " + gaps + (gaps == 1 ? " file" : " files") + " could not be read";
        long waived = count(CheckRow.Kind.WAIVED);
        return resources + (resources == 1 ? " resource: " : " resources: ")
                + count(CheckRow.Kind.FAIL) + " failed, "
                + count(CheckRow.Kind.UNKNOWN) + " could not be evaluated, "
                + count(CheckRow.Kind.PASS) + " passed, "
                + count(CheckRow.Kind.NOT_APPLICABLE) + " not applicable"
                + (waived == 0 ? "" : ", " + waived + " waived") + files;
    }

    private long count(CheckRow.Kind kind) {
        return rows.stream().filter(row -> row.kind() == kind).count();
    }

    /** The exit status. */
    int status(Severity failOn) {
        if (!unreadable.isEmpty()) {
            return ExitCode.USAGE;
        }
        if (rows.stream()
                .anyMatch(row ->
                        row.kind() == CheckRow.Kind.FAIL && row.severity().compareTo(failOn) >= 0)) {
            return FAILED;
        }
        return count(CheckRow.Kind.UNKNOWN) > 0 ? EcrAuditor.COULD_NOT_READ : ExitCode.OK;
    }
}
