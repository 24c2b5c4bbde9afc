package dev.ecrauditor.cli.exposure.words;

import dev.ecrauditor.cli.report.html.AccessLine;
import dev.ecrauditor.exposure.path.AccessPath;
import dev.ecrauditor.exposure.path.Exposure;
import java.util.ArrayList;
import java.util.List;

/** The open access paths of a registry as the page shows them. */
public final class AccessLines {

    private AccessLines() {}

    public static List<AccessLine> of(Exposure exposure) {
        String registry = "Registry " + exposure.account() + " in " + exposure.region();
        return exposure.paths().stream().map(path -> line(path, registry)).toList();
    }

    private static AccessLine line(AccessPath path, String registry) {
        List<String> details = new ArrayList<>(List.of(
                registry,
                "By " + PathSentence.source(path),
                "Actions: " + String.join(", ", path.actions()),
                "Example: " + PathSentence.example(path),
                "Certainty: " + PathSentence.words(path.certainty())));
        details.addAll(path.assessment().notes());
        return new AccessLine(
                path.outsider().words() + (path.outsider().isTrusted() ? " (trusted)" : ""),
                PathSentence.words(path.kind()),
                PathSentence.brief(path),
                path.severity(),
                PathSentence.repositories(path),
                new AccessLine.Proof(PathSentence.of(path), details));
    }
}
