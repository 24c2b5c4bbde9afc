package dev.ecrauditor.cli.exposure.words;

import dev.ecrauditor.exposure.path.PathKind;
import dev.ecrauditor.report.ReportRule;
import dev.ecrauditor.rule.Severity;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The kinds of access paths as rules of a report. */
public final class ExposureRules {

    private ExposureRules() {}

    /** One for each kind. */
    public static List<ReportRule> every() {
        return Arrays.stream(PathKind.values()).map(ExposureRules::of).toList();
    }

    static ReportRule of(PathKind kind) {
        return new ReportRule(
                "exposure-" + kind.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                title(kind),
                "Whoever is let in can obtain or alter images; each path has an example request.",
                Severity.HIGH,
                ReportRule.DOCS + "exposure.md",
                List.of());
    }

    private static String title(PathKind kind) {
        return switch (kind) {
            case REPOSITORY_POLICY -> "no access from outside by a repository policy";
            case REGISTRY_POLICY -> "no access from outside by the registry policy";
            case INACTIVE_REGISTRY_POLICY -> "no access from outside once the registry policy has scope V2";
            case REPLICATION -> "no replication to another account";
            case REPLICATION_BACKFILL -> "no replication backfill to another account";
            case REPLICATED_COPY -> "no access from outside to copies in another Region";
            case CREATION_TEMPLATE -> "no access from outside to repositories to come";
            case PULL_THROUGH_CACHE -> "no upstream outside decides what repositories contain";
            case CREATE_ON_PUSH -> "no repositories created by pushes from outside";
        };
    }
}
