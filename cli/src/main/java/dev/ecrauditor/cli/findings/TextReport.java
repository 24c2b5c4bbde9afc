package dev.ecrauditor.cli.findings;

import dev.ecrauditor.cli.terminal.Colours;
import dev.ecrauditor.cli.terminal.Printable;
import dev.ecrauditor.delivery.DeliveryCheck;
import dev.ecrauditor.finding.export.FindingRow;
import dev.ecrauditor.finding.export.FindingStatus;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.RuleOptions;
import dev.ecrauditor.rule.RuleRegistry;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.rule.evidence.Evidence;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A table, worst first. Of very many findings each part of {@link #PART} rows is a table of its own. */
final class TextReport implements FindingReport {

    /** So many rows take a few megabytes. */
    static final int PART = 10_000;

    private static final RuleRegistry RULES = RuleCatalog.every(RuleOptions.of(Duration.ZERO));
    private static final DateTimeFormatter DAY = DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC);

    private static final Comparator<OwnedFinding> WORST_FIRST = Comparator.comparing(
                    (OwnedFinding finding) -> finding.row().status())
            .thenComparing(finding -> finding.row().state().severity(), Comparator.reverseOrder())
            .thenComparing(finding -> finding.row().subject().toString())
            .thenComparing(finding -> finding.row().key().toString());

    private final PrintWriter out;
    private final boolean hasOwners;
    private final List<OwnedFinding> part = new ArrayList<>();

    TextReport(PrintWriter out, boolean hasOwners) {
        this.out = out;
        this.hasOwners = hasOwners;
    }

    @Override
    public void add(OwnedFinding finding) {
        part.add(finding);
        if (part.size() == PART) {
            finish();
        }
    }

    @Override
    public void finish() {
        if (part.isEmpty()) {
            return;
        }
        part.sort(WORST_FIRST);
        List<List<String>> rows = new ArrayList<>();
        rows.add(headings());
        part.forEach(finding -> rows.add(cells(finding)));
        int[] widths = widths(rows);
        out.println(line(rows.get(0), widths));
        for (int i = 0; i < part.size(); i++) {
            FindingRow row = part.get(i).row();
            out.println(Colours.ofAlert(
                    Map.of(
                            "severity", row.state().severity().name(),
                            "status", row.status().name()),
                    line(rows.get(i + 1), widths)));
        }
        out.println();
        part.clear();
    }

    private List<String> headings() {
        List<String> headings =
                new ArrayList<>(List.of("SEVERITY", "STATUS", "SINCE", "ACCOUNT", "REPOSITORY", "RULE"));
        if (hasOwners) {
            headings.add("OWNER");
        }
        headings.add("WHAT");
        return headings;
    }

    private List<String> cells(OwnedFinding finding) {
        FindingRow row = finding.row();
        List<String> cells = new ArrayList<>(List.of(
                row.state().severity().name(),
                row.status().name(),
                DAY.format(row.state().openedAt()),
                row.subject().account(),
                row.subject().region()
                        + row.repository()
                                .map(RepositoryArn::name)
                                .map(name -> "/" + name)
                                .orElse(""),
                row.key().ruleId()));
        if (hasOwners) {
            cells.add(finding.owner().orElse("-"));
        }
        cells.add(what(row));
        return cells.stream().map(Printable::of).toList();
    }

    /** What alerts say of it; the exact evidence only where it is still stored. */
    private static String what(FindingRow row) {
        String flapping = row.state().flapHistory().flapping() ? "keeps changing: " : "";
        return flapping + row.evidence().map(Evidence::summary).orElseGet(() -> problem(row)) + accepted(row);
    }

    private static String accepted(FindingRow row) {
        if (row.status() == FindingStatus.ACCEPTED) {
            return row.state()
                    .acceptance()
                    .map(by -> " (accepted by a baseline until " + by.until() + ")")
                    .orElse("");
        }
        String part = row.status() == FindingStatus.WAIVED ? "" : "in part ";
        return row.waiver()
                .map(waiver -> " (" + part + "waived by " + waiver.owner() + " until " + waiver.until() + ")")
                .orElse("");
    }

    private static String problem(FindingRow row) {
        if (row.status() == FindingStatus.RESOLVED) {
            return row.state()
                    .flapHistory()
                    .resolvedBy()
                    .map(cause ->
                            "resolved: " + cause.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                    .orElse("resolved");
        }
        if (row.repository().isEmpty()) {
            return ofCoverage(row.key());
        }
        if (row.key().kind() == FindingKey.Kind.COVERAGE_GAP) {
            return "could not be evaluated";
        }
        return RULES.metadata(row.key().ruleId()).map(RuleMetadata::problem).orElse("fails a rule of another version");
    }

    private static String ofCoverage(FindingKey key) {
        if (key.equals(FindingKey.SETTINGS)) {
            return "the auditor cannot read its settings";
        }
        return DeliveryCheck.of(key.ruleId())
                .map(check -> "the account " + check.problem())
                .orElse("the auditor cannot read this account and Region");
    }

    private static int[] widths(List<List<String>> rows) {
        int[] widths = new int[rows.get(0).size()];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        return widths;
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size() - 1; i++) {
            line.append(cells.get(i)).append(" ".repeat(widths[i] - cells.get(i).length() + 2));
        }
        return line.append(cells.get(cells.size() - 1)).toString();
    }
}
