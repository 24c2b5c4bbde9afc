package dev.ecrauditor.cli.report.html;

import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.report.Acceptance;
import dev.ecrauditor.report.ReportRow;
import dev.ecrauditor.report.ReportRule;
import dev.ecrauditor.report.ReportRun;
import dev.ecrauditor.report.SourceLocation;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.rule.Severity;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rows and access paths for the tests of the page. */
final class SampleAccess {

    static final ReportRule RULE = new ReportRule(
            "ecr-policy-not-public",
            "not open to every AWS account",
            "Anybody can use it.",
            Severity.CRITICAL,
            ReportRule.DOCS + "rules/ecr-policy-not-public.md",
            List.of());

    static final ReportRun RUN = new ReportRun("audit", "0.1.0", List.of(RULE), Instant.parse("2026-11-30T06:10:00Z"));

    private SampleAccess() {}

    static ReportRow row(ReportRow.Kind kind, Severity severity, String name, String text) {
        return new ReportRow(
                RULE,
                ReportRow.Target.of(Subject.of(new RepositoryArn("aws", "us-east-1", "111122223333", name))),
                new ReportRow.Result(kind, severity, text, Map.of(text, text), List.of(text)),
                kind == ReportRow.Kind.WAIVED
                        ? List.of(new Acceptance(text, text, LocalDate.of(2027, 1, 31)))
                        : List.of(),
                Optional.empty());
    }

    static ReportRow inFile(String file, String address) {
        ReportRow row = row(ReportRow.Kind.FAIL, Severity.LOW, "payments/api", "It is open.");
        return new ReportRow(
                row.rule(), row.target(), row.result(), List.of(), Optional.of(new SourceLocation(file, 12, address)));
    }

    static AccessLine line(Optional<Severity> severity, String outsider, String target) {
        return new AccessLine(
                outsider,
                "repository policy",
                "pull images and " + target,
                severity,
                target,
                new AccessLine.Proof(outsider + " can pull images in " + target + ".", List.of("By " + outsider)));
    }
}
