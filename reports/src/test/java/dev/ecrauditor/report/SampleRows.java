package dev.ecrauditor.report;

import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.rule.Framework;
import dev.ecrauditor.rule.Mapping;
import dev.ecrauditor.rule.Severity;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Rows for the tests of every form. */
public final class SampleRows {

    public static final Instant AT = Instant.parse("2026-11-30T06:00:00.123456Z");

    public static final ReportRule PUBLIC = new ReportRule(
            "ecr-policy-not-public",
            "not open to every AWS account",
            "Any AWS account in the world can use the repository.",
            Severity.CRITICAL,
            ReportRule.DOCS + "rules/ecr-policy-not-public.md",
            List.of(
                    new Mapping(Framework.NIST, "AC-3"),
                    new Mapping(Framework.PCI_DSS, "7.2.1"),
                    new Mapping(Framework.SECURITY_HUB, "ECR.1"),
                    new Mapping(Framework.SEED, "3")));

    public static final ReportRule SCAN = new ReportRule(
            "ecr-scan-on-push",
            "scanned on push",
            "Known vulnerabilities stay unnoticed.",
            Severity.MEDIUM,
            ReportRule.DOCS + "rules/ecr-scan-on-push.md",
            List.of());

    /** What an attacker could put into a name, a Sid or a path. */
    public static final String HOSTILE =
            "=cmd|'/c calc'!A1,\"x\"\r\n<script>alert(1)</script>[link](https://evil.example){0}\u202e\uD83D\uDE00";

    private SampleRows() {}

    public static Subject repository(String name) {
        return Subject.of(new RepositoryArn("aws", "us-east-1", "111122223333", name));
    }

    public static ReportRun run() {
        return new ReportRun("audit", "0.1.0", List.of(PUBLIC, SCAN), AT);
    }

    public static ReportRow row(ReportRow.Kind kind) {
        return row(kind, Severity.CRITICAL, "Any AWS account can read this repository.");
    }

    public static ReportRow row(ReportRow.Kind kind, Severity severity, String summary) {
        return new ReportRow(
                PUBLIC,
                ReportRow.Target.of(repository("payments/api")),
                new ReportRow.Result(
                        kind,
                        severity,
                        summary,
                        Map.of("statement 1", "Sid \"Pull\" allows principal *"),
                        List.of("aws ecr delete-repository-policy --repository-name payments/api")),
                kind == ReportRow.Kind.WAIVED
                        ? List.of(new Acceptance("payments", "partner moves", LocalDate.of(2027, 1, 31)))
                        : List.of(),
                Optional.empty());
    }

    public static ReportRow about(Subject subject) {
        ReportRow row = row(ReportRow.Kind.FAIL);
        return new ReportRow(row.rule(), ReportRow.Target.of(subject), row.result(), List.of(), Optional.empty());
    }

    /** A row of a path to so many repositories. */
    public static ReportRow aboutMany(int repositories) {
        ReportRow row = row(ReportRow.Kind.FAIL);
        List<Subject> subjects = IntStream.range(0, repositories)
                .mapToObj(i -> repository("team/service-" + i))
                .toList();
        return new ReportRow(
                row.rule(), new ReportRow.Target(subjects, "path"), row.result(), List.of(), Optional.empty());
    }

    public static ReportRow at(String file, int line) {
        ReportRow row = row(ReportRow.Kind.FAIL);
        return new ReportRow(
                row.rule(),
                row.target(),
                row.result(),
                List.of(),
                Optional.of(new SourceLocation(file, line, "aws_ecr_repository.api")));
    }
}
