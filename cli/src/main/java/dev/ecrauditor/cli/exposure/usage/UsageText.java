package dev.ecrauditor.cli.exposure.usage;

import dev.ecrauditor.cli.exposure.usage.AccessWindows.Window;
import dev.ecrauditor.cli.terminal.Colours;
import dev.ecrauditor.cli.terminal.Printable;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.text.HostileText;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints an answer for people. */
final class UsageText {

    /** So many values of a kind are shown in a row; JSON has all. */
    private static final int SHOWN = 3;

    private static final String ROW = "%-12s  %5s  %-20s  %-20s  %s";
    private static final String INDENT = " ".repeat(14);
    private static final int WIDEST = 120;
    private static final int SHOWN_FILES = 20;

    private final PrintWriter out;

    UsageText(PrintWriter out) {
        this.out = out;
    }

    void print(UsageReport report) {
        RepositoryArn repository = report.question().repository();
        UsageAnswer answer = report.answer();
        out.println(Colours.strong("Repository " + repository));
        printWindows(answer.windows());
        out.println("Logs: " + Completeness.count(report.log().records(), "record") + " in "
                + Completeness.count(report.files().files(), "file") + covered(report));
        print("Used by outsiders", answer.used());
        print("Tried by outsiders, failed", answer.tried());
        printOutside(answer);
        printBroken(report.files());
        out.println();
        out.println(sum(answer));
        if (!report.missing().isEmpty()) {
            out.println("The answer is not complete: " + Printable.of(String.join("; ", report.missing())) + ".");
        }
    }

    private void printWindows(AccessWindows windows) {
        switch (windows.source()) {
            case WHOLE_LOG ->
                out.println("Open: not known. The log has no change that opens the repository, so the whole log counts;"
                        + " --from and --to choose a time.");
            case OPTIONS -> windows.windows().forEach(window -> out.println("Open, as given: " + words(window)));
            case LOG -> {
                windows.windows().forEach(window -> out.println("Open: " + words(window)));
                windows.firstChange()
                        .ifPresent(time -> out.println("Before the first change in the log, at " + time
                                + ", it is not known whether the repository was open."));
            }
        }
    }

    private static String words(Window window) {
        return window.from().map(from -> "from " + from).orElse("from the beginning of the log")
                + window.openedBy().map(UsageText::words).orElse("")
                + window.to().map(to -> " to " + to).orElse(" to the end of the log")
                + window.closedBy().map(UsageText::words).orElse("");
    }

    private static String words(AccessChange.By by) {
        return " (" + by.eventName() + " by " + shown(by.actor()) + ")";
    }

    private static String covered(UsageReport report) {
        UsageLog.Coverage coverage = report.log().coverage();
        return coverage.first().isEmpty() || coverage.last().isEmpty()
                ? ""
                : ", of this account and Region from " + coverage.first().get() + " to "
                        + coverage.last().get();
    }

    private void print(String heading, List<CallerRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        out.println();
        out.println(Colours.strong(heading));
        out.println(String.format(ROW, "ACCOUNT", "CALLS", "FIRST", "LAST", "ACTIONS"));
        rows.forEach(this::print);
    }

    private void print(CallerRow row) {
        out.println(String.format(
                ROW,
                row.caller().account().orElse("not known"),
                row.calls(),
                row.first(),
                row.last(),
                counts(row.actions())));
        String sessions = row.sessions().isEmpty() ? "" : " (session " + some(row.sessions()) + ")";
        detail("by " + shown(row.caller().words()) + sessions);
        if (row.caller().kind() == Caller.Kind.ACCOUNT) {
            row.caller().service().ifPresent(service -> detail("through " + shown(service)));
        }
        detail("from " + some(row.addresses()));
        row.images().stream().limit(SHOWN).forEach(image -> detail("image " + shown(image)));
        if (row.images().size() > SHOWN) {
            detail("and " + Completeness.count(row.images().size() - SHOWN, "more image"));
        }
        if (!row.errors().isEmpty()) {
            detail("failed with " + counts(row.errors()));
        }
    }

    private void detail(String line) {
        out.println(INDENT + line);
    }

    private static String counts(Map<String, Integer> counts) {
        return some(counts.entrySet().stream()
                .map(count -> count.getKey().replaceFirst("^ecr:", "") + " " + count.getValue())
                .toList());
    }

    private static String some(Collection<String> values) {
        String first = values.stream().limit(SHOWN).map(UsageText::shown).collect(Collectors.joining(", "));
        int more = values.size() - SHOWN;
        return values.isEmpty() ? "not known" : first + (more > 0 ? " and " + more + " more" : "");
    }

    private static String shown(String text) {
        return Printable.of(text.length() > WIDEST ? HostileText.cut(text, WIDEST) + " [cut]" : text);
    }

    private void printOutside(UsageAnswer answer) {
        int used = answer.outside().used();
        int tried = answer.outside().tried();
        if (used + tried > 0) {
            out.println();
            out.println("At other times: " + Completeness.count(used, "call") + " of outsiders that succeeded, " + tried
                    + " that failed; --from and --to choose another time.");
        }
    }

    private void printBroken(LogFiles files) {
        if (files.brokenFiles() == 0) {
            return;
        }
        out.println();
        out.println("Not read completely");
        files.broken().stream()
                .limit(SHOWN_FILES)
                .forEach(broken -> out.println("  " + Printable.of(broken.file() + ": " + broken.reason())));
        if (files.brokenFiles() > SHOWN_FILES) {
            out.println("  and " + (files.brokenFiles() - SHOWN_FILES) + " more");
        }
    }

    private static String sum(UsageAnswer answer) {
        int used = UsageAnswer.calls(answer.used());
        int tried = UsageAnswer.calls(answer.tried());
        String when = switch (answer.windows().source()) {
            case LOG -> " succeeded while the repository was open.";
            case OPTIONS -> " succeeded in the given time.";
            case WHOLE_LOG -> " succeeded in the log.";
        };
        String failed = tried == 0 ? "" : " " + Completeness.count(tried, "call") + " of outsiders failed.";
        String succeeded = used == 0
                ? "No call of an outsider"
                : Completeness.count(used, "call") + " of "
                        + Completeness.count(answer.used().size(), "outsider");
        return succeeded + when + failed;
    }
}
