package dev.ecrauditor.cli.exposure.words;

import dev.ecrauditor.exposure.path.AccessPath;
import dev.ecrauditor.exposure.path.ClosedPath;
import dev.ecrauditor.exposure.path.Exposure;
import dev.ecrauditor.exposure.path.Outsider;
import dev.ecrauditor.exposure.path.UnknownPath;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.report.ReportRow;
import dev.ecrauditor.report.ReportRow.Kind;
import dev.ecrauditor.report.ReportRow.Result;
import dev.ecrauditor.report.ReportRow.Target;
import dev.ecrauditor.report.ReportRule;
import dev.ecrauditor.repository.DeniedCall;
import dev.ecrauditor.repository.RepositoryArn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The access paths of a registry as rows of a report. */
public final class ExposureRows {

    private final Exposure exposure;

    private ExposureRows(Exposure exposure) {
        this.exposure = exposure;
    }

    /** Open paths fail, or are information; closed ones pass; the others are unknown. */
    public static List<ReportRow> of(Exposure exposure) {
        ExposureRows rows = new ExposureRows(exposure);
        List<ReportRow> all = new ArrayList<>();
        exposure.paths().forEach(path -> all.add(rows.open(path)));
        exposure.closed().forEach(path -> all.add(rows.closed(path)));
        exposure.unknown().forEach(path -> all.add(rows.unknown(path)));
        return all;
    }

    private ReportRow open(AccessPath path) {
        ReportRule rule = ExposureRules.of(path.kind());
        Map<String, String> facts = facts(path.origin(), path.outsider(), path.actions());
        facts.put("certainty", PathSentence.words(path.certainty()));
        facts.put("example", PathSentence.example(path));
        for (int i = 0; i < path.assessment().notes().size(); i++) {
            facts.put("note " + (i + 1), path.assessment().notes().get(i));
        }
        return row(
                rule,
                target(path.repositories(), distinction(path.origin(), path.outsider())),
                new Result(
                        path.severity().isPresent() ? Kind.FAIL : Kind.INFORMATION,
                        path.severity().orElse(rule.severity()),
                        PathSentence.of(path),
                        facts,
                        List.of()));
    }

    private ReportRow closed(ClosedPath path) {
        ReportRule rule = ExposureRules.of(path.origin().kind());
        Map<String, String> facts = facts(path.origin(), path.outsider(), path.actions());
        facts.put("closed by", path.closedBy());
        return row(
                rule,
                target(path.repositories(), distinction(path.origin(), path.outsider())),
                new Result(
                        Kind.PASS,
                        rule.severity(),
                        path.outsider().words() + " cannot call " + String.join(", ", path.actions()) + ".",
                        facts,
                        List.of()));
    }

    private ReportRow unknown(UnknownPath path) {
        ReportRule rule = ExposureRules.of(path.kind());
        String why = path.reason()
                + path.denied().map(DeniedCall::cause).map("; "::concat).orElse("");
        return row(
                rule,
                target(path.repositories(), path.reason()),
                new Result(
                        Kind.UNKNOWN,
                        rule.severity(),
                        PathSentence.words(path.kind()) + " not proven closed: " + why,
                        Map.of(),
                        List.of()));
    }

    private static ReportRow row(ReportRule rule, Target target, Result result) {
        return new ReportRow(rule, target, result, List.of(), Optional.empty());
    }

    private static Map<String, String> facts(AccessPath.Origin origin, Outsider outsider, List<String> actions) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("outsider", outsider.words() + (outsider.isTrusted() ? " (trusted)" : ""));
        facts.put("opened by", PathSentence.source(origin));
        facts.put("actions", String.join(", ", actions));
        return facts;
    }

    /** Not what it lets the outsider do: that can change while the path is the same. */
    private static String distinction(AccessPath.Origin origin, Outsider outsider) {
        return String.join("\n", origin.source(), outsider.kind().name(), outsider.id());
    }

    /** The repositories; the registry where it is about repositories to come, or where they are not known. */
    private Target target(List<String> repositories, String distinction) {
        String region = exposure.region();
        String partition = RepositoryArn.partitionOf(region);
        List<Subject> subjects = repositories.stream()
                .flatMap(name -> RepositoryArn.of(partition, region, exposure.account(), name).stream())
                .<Subject>map(Subject::of)
                .toList();
        return new Target(
                subjects.isEmpty() ? List.of(new Subject.Registry(exposure.account(), region)) : subjects, distinction);
    }
}
