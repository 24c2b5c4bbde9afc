package dev.ecrauditor.cli.report.html;

import dev.ecrauditor.report.ReportRow;
import dev.ecrauditor.report.ReportRule;
import java.util.EnumMap;
import java.util.Map;

/** How many results of each kind a rule has. */
public final class RuleCount {

    private final ReportRule rule;
    private final Map<ReportRow.Kind, Integer> counts = new EnumMap<>(ReportRow.Kind.class);

    RuleCount(ReportRule rule) {
        this.rule = rule;
    }

    void add(ReportRow.Kind kind) {
        counts.merge(kind, 1, Integer::sum);
    }

    public String id() {
        return rule.id();
    }

    public String title() {
        return rule.title();
    }

    public String helpUri() {
        return rule.helpUri();
    }

    public int failed() {
        return of(ReportRow.Kind.FAIL);
    }

    public int unknown() {
        return of(ReportRow.Kind.UNKNOWN);
    }

    public int waived() {
        return of(ReportRow.Kind.WAIVED);
    }

    public int information() {
        return of(ReportRow.Kind.INFORMATION);
    }

    public int passed() {
        return of(ReportRow.Kind.PASS);
    }

    public int notApplicable() {
        return of(ReportRow.Kind.NOT_APPLICABLE);
    }

    private int of(ReportRow.Kind kind) {
        return counts.getOrDefault(kind, 0);
    }
}
