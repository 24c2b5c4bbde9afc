package dev.ecrauditor.securityhub;

import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.report.ReportRow;
import dev.ecrauditor.report.ReportRow.Kind;
import dev.ecrauditor.report.ReportRule;
import dev.ecrauditor.rule.RuleRegistry;
import dev.ecrauditor.rule.Severity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A finding of an alert as a row, from which ASFF is written as it is for the reports of the command line. */
final class FindingRows {

    private static final String TITLE = "What is watched can be evaluated";
    private static final String WHY = "What cannot be evaluated may be noncompliant, and causes no other finding.";

    /** Source: docs/alert.schema.json. */
    private static final Pattern ALERT_ID = Pattern.compile("[0-9a-f]{32}#[1-9][0-9]*(\\.attributed)?");

    private final RuleRegistry rules;
    private final String homeRegion;

    /**
     * @param rules every rule, for its title and mappings
     * @param homeRegion stands for what has no Region
     */
    FindingRows(RuleRegistry rules, String homeRegion) {
        this.rules = rules;
        this.homeRegion = homeRegion;
    }

    /**
     * The row of a finding of an alert, or of an alert of a digest.
     *
     * @throws IllegalArgumentException if a member is missing or not one of the schema
     */
    ReportRow row(Subject subject, AlertTransition transition, Json finding) {
        Severity severity = Severity.valueOf(AlertFindings.required(finding, "severity"));
        boolean isGap = isGap(AlertFindings.required(finding, "kind"));
        return new ReportRow(
                rule(finding, severity),
                target(subject, transition, finding),
                new ReportRow.Result(
                        kind(transition, isGap, finding.text("cause").orElse("")),
                        severity,
                        finding.text("summary").orElse(""),
                        facts(finding),
                        fix(finding)),
                List.of(),
                Optional.empty());
    }

    private static boolean isGap(String kind) {
        return switch (kind) {
            case "VIOLATION" -> false;
            case "COVERAGE_GAP" -> true;
            default -> throw new IllegalArgumentException("there is no kind " + kind);
        };
    }

    private ReportRule rule(Json finding, Severity severity) {
        String id = AlertFindings.required(finding, "ruleId");
        return rules.metadata(id)
                .map(ReportRule::of)
                .orElseGet(() -> new ReportRule(
                        id,
                        finding.text("title").orElse(TITLE),
                        finding.text("why").orElse(WHY),
                        severity,
                        ReportRule.DOCS + "operations.md",
                        List.of()));
    }

    /**
     * The finding of the alert, and no other of the same rule and subject: only alerts of one finding are published in
     * order. A repository that was created again has new findings, and so has what could not be evaluated. A transient
     * exposure ends nothing that is open.
     */
    private ReportRow.Target target(Subject subject, AlertTransition transition, Json finding) {
        String alertId = AlertFindings.required(finding, "alertId");
        if (!ALERT_ID.matcher(alertId).matches()) {
            throw new IllegalArgumentException("the alert has no alert id");
        }
        String findingId = alertId.substring(0, alertId.indexOf('#'));
        return new ReportRow.Target(
                List.of(inARegion(subject)), transition == AlertTransition.OVER ? findingId + "#TRANSIENT" : findingId);
    }

    private Subject inARegion(Subject subject) {
        return subject.equals(Subject.Coverage.ofOrganization(subject.account()))
                ? new Subject.Coverage(subject.account(), homeRegion)
                : subject;
    }

    /** Only what was fixed passes; a gap that is over says nothing about the rule. */
    private static Kind kind(AlertTransition transition, boolean isGap, String cause) {
        if (transition == AlertTransition.OPEN) {
            return isGap ? Kind.UNKNOWN : Kind.FAIL;
        }
        return switch (cause) {
            case "FIXED", "REMEDIATED" -> isGap ? Kind.NOT_APPLICABLE : Kind.PASS;
            case "WAIVED" -> Kind.WAIVED;
            default -> transition == AlertTransition.OVER ? Kind.FAIL : Kind.NOT_APPLICABLE;
        };
    }

    private static Map<String, String> facts(Json finding) {
        Map<String, String> facts = new LinkedHashMap<>();
        put(facts, "alertId", finding.text("alertId"));
        put(facts, "cause", finding.text("cause"));
        put(facts, "set by", finding.text("setBy", "principalArn").or(() -> finding.text("principalArn")));
        put(facts, "event", finding.text("setBy", "eventId").or(() -> finding.text("eventId")));
        for (Json fact : finding.items("evidence")) {
            put(facts, fact.text("name").orElse(""), fact.text("value"));
        }
        return facts;
    }

    private static void put(Map<String, String> facts, String name, Optional<String> value) {
        value.filter(text -> !name.isBlank() && !text.isBlank()).ifPresent(text -> facts.put(name, text));
    }

    private static List<String> fix(Json finding) {
        return finding.items("fix").stream()
                .flatMap(line -> line.text().stream())
                .toList();
    }
}
