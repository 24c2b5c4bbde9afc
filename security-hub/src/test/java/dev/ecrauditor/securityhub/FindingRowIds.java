package dev.ecrauditor.securityhub;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.report.ReportRow;
import dev.ecrauditor.report.ReportRule;
import dev.ecrauditor.report.asff.AsffFinding;
import dev.ecrauditor.rule.RuleRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ids of findings in ASFF. */
record FindingRowIds(RuleRegistry rules) {

    String of(Subject subject, AlertFacts facts) {
        ReportRow row = new ReportRow(
                ReportRule.of(rules.metadata(facts.finding().ruleId()).orElseThrow()),
                new ReportRow.Target(List.of(subject), facts.findingId()),
                new ReportRow.Result(ReportRow.Kind.FAIL, facts.severity(), "", Map.of(), List.of()),
                List.of(),
                Optional.empty());
        return AsffFinding.of(row, SampleAlerts.PUBLISHED_AT).id();
    }
}
