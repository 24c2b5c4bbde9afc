package dev.ecrauditor.cli.check;

import dev.ecrauditor.cli.check.CheckNotes.CheckNote;
import dev.ecrauditor.cli.check.VerdictChange.Kind;
import dev.ecrauditor.cli.policy.AccessChangeRow;
import dev.ecrauditor.cli.policy.PolicyDiffText;
import dev.ecrauditor.cli.policy.PolicyForm;
import dev.ecrauditor.cli.terminal.Colours;
import dev.ecrauditor.cli.terminal.Printable;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonWriter;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Prints what changes from a revision to the working tree.
 *
 * @param notes what else there is to say of the working tree
 * @param base the revision, as it is named
 */
record BaseReport(PrintWriter out, BaseComparison comparison, List<CheckNote> notes, String base) {

    /** What people read, in this order. Failures as before are only counted. */
    private static final Map<Kind, String> HEADINGS = Map.of(
            Kind.NEW, "New",
            Kind.CHANGED, "Fails as before, with other facts",
            Kind.MENDED, "Fails no longer",
            Kind.REMOVED, "No longer declared");

    void print(CheckForm form) {
        switch (form) {
            case JSON -> printJson();
            case MARKDOWN -> new BaseMarkdown(out, comparison, base).print();
            default -> printText();
        }
        out.flush();
    }

    private void printText() {
        out.println("Compared with " + Printable.of(base));
        out.println();
        for (PolicyChange policy : comparison.policies()) {
            out.println(Colours.strong(Printable.of(policy.position() + " policy of " + policy.name() + ", "
                    + policy.kind().word() + (policy.isWaived() ? " (waived)" : ""))));
            new PolicyDiffText(out, policy.difference()).print(PolicyForm.TEXT);
            out.println();
        }
        for (Kind kind : HEADINGS.keySet().stream().sorted().toList()) {
            List<CheckRow> rows = comparison.rows(kind);
            if (!rows.isEmpty()) {
                out.println(Colours.strong(String.valueOf(HEADINGS.get(kind))));
                new CheckTable(rows).print(out);
            }
        }
        print(
                "Files that could not be read",
                comparison.unreadable().stream().map(file -> file.position() + " " + file.problem()));
        print("Not compared", comparison.gaps().stream());
        print(
                "Notes",
                notes.stream()
                        .map(note ->
                                note.position().map(position -> position + " ").orElse("") + note.text()));
        out.println(comparison.summary());
    }

    private void print(String heading, Stream<String> lines) {
        List<String> all = lines.toList();
        if (!all.isEmpty()) {
            out.println(heading);
            all.forEach(line -> out.println("  " + Printable.of(line)));
            out.println();
        }
    }

    private void printJson() {
        comparison
                .verdicts()
                .forEach(change -> print(new JsonObject()
                        .put("change", change.kind().name())
                        .put("verdict", change.row().json())));
        for (PolicyChange policy : comparison.policies()) {
            print(new JsonObject()
                    .put("change", policy.kind().name())
                    .put(
                            "policy",
                            new JsonObject()
                                    .put("file", policy.position().file())
                                    .put("line", policy.position().line())
                                    .put("of", policy.name())
                                    .build())
                    .put("waived", policy.isWaived())
                    .put(
                            "changes",
                            new Json.Arr(policy.difference().rows().stream()
                                    .map(AccessChangeRow::json)
                                    .toList()))
                    .put("notCompared", Json.of(policy.difference().unclear())));
        }
        comparison
                .unreadable()
                .forEach(file -> print(new JsonObject()
                        .put("file", file.position().file())
                        .put("line", file.position().line())
                        .put("problem", file.problem())));
        comparison.gaps().forEach(gap -> print(new JsonObject().put("notCompared", gap)));
        notes.forEach(note -> print(new JsonObject().put("note", note.text())));
    }

    private void print(JsonObject line) {
        out.println(JsonWriter.write(line.build()));
    }
}
