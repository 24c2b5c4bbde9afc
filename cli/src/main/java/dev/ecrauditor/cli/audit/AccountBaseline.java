package dev.ecrauditor.cli.audit;

import dev.ecrauditor.cli.audit.report.AuditResults;
import dev.ecrauditor.cli.audit.report.CoverageRow;
import dev.ecrauditor.cli.audit.report.Evaluated;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.transition.AcceptedFindings;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.settings.published.Baseline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a baseline accepts of the repositories of one account; of each finding only its mark is kept. */
final class AccountBaseline implements AuditResults {

    private final String account;
    private final List<CoverageRow> coverage = new ArrayList<>();
    private final Map<String, Map<String, Baseline.Repository>> accepted = new HashMap<>();
    private final Map<String, Integer> unknown = new HashMap<>();

    AccountBaseline(String account) {
        this.account = account;
    }

    @Override
    public void evaluated(Evaluated evaluated) {
        if (!(evaluated.subject() instanceof Subject.Repository repository)) {
            return;
        }
        unknown.merge(
                repository.region(),
                (int) evaluated.verdicts().values().stream()
                        .filter(Verdict.Unknown.class::isInstance)
                        .count(),
                Integer::sum);
        Map<String, String> marks = AcceptedFindings.marks(evaluated.verdicts());
        if (!marks.isEmpty()) {
            accepted.computeIfAbsent(repository.region(), region -> new TreeMap<>())
                    .put(
                            repository.name(),
                            new Baseline.Repository(evaluated.createdAt().orElseThrow(), marks));
        }
    }

    @Override
    public void notRead(CoverageRow row) {
        coverage.add(row);
    }

    String account() {
        return account;
    }

    List<CoverageRow> coverage() {
        return List.copyOf(coverage);
    }

    /** The repositories of a Region with findings, by name. */
    Map<String, Baseline.Repository> accepted(String region) {
        return accepted.getOrDefault(region, Map.of());
    }

    /** How many rules of a Region could not be evaluated. */
    int unknown(String region) {
        return unknown.getOrDefault(region, 0);
    }

    /** Whether everything in a Region was read. */
    boolean isRead(String region) {
        return coverage.stream()
                .filter(CoverageRow::isGap)
                .noneMatch(row -> row.region().isEmpty() || row.region().get().equals(region));
    }
}
