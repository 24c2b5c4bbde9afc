package dev.ecrauditor.cli.exposure;

import dev.ecrauditor.cli.exposure.AccountExposures.RegistryView;
import dev.ecrauditor.cli.exposure.words.PathSentence;
import dev.ecrauditor.cli.terminal.Colours;
import dev.ecrauditor.cli.terminal.Printable;
import dev.ecrauditor.exposure.path.AccessPath;
import dev.ecrauditor.exposure.path.ClosedPath;
import dev.ecrauditor.exposure.path.Exposure;
import dev.ecrauditor.exposure.path.PathKind;
import dev.ecrauditor.exposure.path.UnknownPath;
import dev.ecrauditor.repository.DeniedCall;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;

/** Prints the exposure of registries for people: paths of the whole registry first, then those of repositories. */
final class ExposureText {

    private static final String INDENT = "          ";
    private static final String ROW = "%-8s  ";

    private final PrintWriter out;

    ExposureText(PrintWriter out) {
        this.out = out;
    }

    void print(RegistryView view) {
        Exposure exposure = view.exposure();
        out.println(Colours.strong("Registry " + exposure.account() + " in " + exposure.region())
                + (view.repositories() < 0 ? ", repositories not listed" : ", " + counted(view.repositories())));
        if (exposure.paths().isEmpty()) {
            out.println(
                    exposure.unknown().isEmpty()
                            ? "  No principal outside the account can obtain or alter images by an access path that is evaluated."
                            : "  No open access path was found, but not every path is proven closed.");
        }
        print("Registry settings", exposure.paths(kind -> kind != PathKind.REPOSITORY_POLICY));
        print("Repository policies", exposure.paths(PathKind.REPOSITORY_POLICY::equals));
        printClosed(exposure.closed());
        printUnknown(exposure.unknown());
        out.println();
    }

    private static String counted(int repositories) {
        return repositories + (repositories == 1 ? " repository" : " repositories");
    }

    private void print(String heading, List<AccessPath> paths) {
        if (paths.isEmpty()) {
            return;
        }
        out.println(heading);
        paths.stream()
                .sorted(Comparator.comparing(
                        path -> path.severity().map(Enum::ordinal).orElse(-1), Comparator.reverseOrder()))
                .forEach(this::print);
    }

    private void print(AccessPath path) {
        String severity = ExposureJson.severity(path);
        out.println(Colours.ofSeverity(severity, String.format(ROW, severity)) + Printable.of(PathSentence.of(path)));
        detail("By " + PathSentence.source(path));
        detail("Actions: " + String.join(", ", path.actions()));
        detail("Example: " + PathSentence.example(path));
        detail("Certainty: " + PathSentence.words(path.certainty()));
        path.assessment().notes().forEach(this::detail);
    }

    private void detail(String line) {
        out.println(INDENT + Printable.of(line));
    }

    private void printClosed(List<ClosedPath> closed) {
        if (closed.isEmpty()) {
            return;
        }
        out.println("Closed by a Deny");
        for (ClosedPath path : closed) {
            String where = path.repositories().isEmpty() ? "" : " in " + PathSentence.repositories(path.repositories());
            out.println(String.format(ROW, "closed")
                    + Printable.of(path.outsider().words() + " cannot call " + String.join(", ", path.actions()) + where
                            + "."));
            detail("By " + PathSentence.source(path.origin()));
            detail("Closed by " + path.closedBy());
        }
    }

    private void printUnknown(List<UnknownPath> unknown) {
        if (unknown.isEmpty()) {
            return;
        }
        out.println("Not proven closed");
        for (UnknownPath path : unknown) {
            String where =
                    path.repositories().isEmpty() ? "" : " (" + PathSentence.repositories(path.repositories()) + ")";
            out.println(String.format(ROW, "UNKNOWN")
                    + Printable.of(PathSentence.words(path.kind()) + where + ": " + path.reason()
                            + path.denied()
                                    .map(DeniedCall::cause)
                                    .map("; "::concat)
                                    .orElse("")));
        }
    }

    void print(List<ReadGap> gaps) {
        if (gaps.isEmpty()) {
            return;
        }
        out.println("Not read");
        for (ReadGap gap : gaps) {
            out.println("  " + gap.account() + gap.region().map(" "::concat).orElse("") + ": "
                    + Printable.of(gap.reason()));
        }
        gaps.stream()
                .flatMap(gap -> gap.fix().stream())
                .distinct()
                .forEach(line -> out.println("    " + Printable.of(line)));
        out.println();
    }
}
