package dev.ecrauditor.cli.policy;

import dev.ecrauditor.cli.policy.AccessChangeRow.Direction;
import dev.ecrauditor.cli.terminal.Colours;
import dev.ecrauditor.cli.terminal.MarkdownText;
import dev.ecrauditor.cli.terminal.Printable;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonWriter;
import java.io.PrintWriter;
import java.util.List;

/** Prints the difference of two policies. */
public record PolicyDiffText(PrintWriter out, PolicyDiff diff) {

    /** The version of the JSON. */
    private static final long SCHEMA = 1;

    public void print(PolicyForm form) {
        switch (form) {
            case TEXT -> text();
            case JSON -> json();
            case MARKDOWN -> markdown();
        }
    }

    private void text() {
        text("Opens", Direction.OPENED);
        text("Closes", Direction.CLOSED);
        diff.unclear().forEach(what -> out.println("Not compared: " + Printable.of(what) + "."));
        if (isUnchanged()) {
            out.println("Nothing changes for outsiders.");
        }
    }

    private void text(String heading, Direction direction) {
        List<AccessChangeRow> rows = diff.rows(direction);
        if (rows.isEmpty()) {
            return;
        }
        out.println(Colours.strong(heading));
        for (AccessChangeRow row : rows) {
            out.println("  " + Printable.of(row.sentence()));
            out.println("    By " + Printable.of(row.source()));
            out.println("    Actions: " + Printable.of(String.join(", ", row.actions())));
            out.println("    Example: " + Printable.of(row.example()));
        }
    }

    private boolean isUnchanged() {
        return diff.rows().isEmpty() && diff.unclear().isEmpty();
    }

    private void json() {
        out.println(JsonWriter.write(new JsonObject()
                .put("schema", SCHEMA)
                .put(
                        "changes",
                        new Json.Arr(
                                diff.rows().stream().map(AccessChangeRow::json).toList()))
                .put("notCompared", Json.of(diff.unclear()))
                .build()));
    }

    private void markdown() {
        if (isUnchanged()) {
            out.println("Nothing changes for outsiders.");
            return;
        }
        out.println("| change | who can do what | by | example request |");
        out.println("|---|---|---|---|");
        for (AccessChangeRow row : diff.rows()) {
            out.println("| " + (row.direction() == Direction.OPENED ? "**opens**" : "closes") + " | "
                    + MarkdownText.of(row.sentence()) + " | " + MarkdownText.of(row.source()) + " | "
                    + MarkdownText.of(row.example()) + " |");
        }
        if (!diff.unclear().isEmpty()) {
            out.println();
            diff.unclear().forEach(what -> out.println("- Not compared: " + MarkdownText.of(what) + "."));
        }
    }
}
