package dev.ecrauditor.report.asff;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.report.ReportRow;
import dev.ecrauditor.report.ReportRule;
import java.util.List;
import java.util.stream.Stream;

/**
 * The compliance of a finding.
 *
 * <p>Source: "Compliance", AWS Security Hub API Reference: WARNING where information is missing, NOT_AVAILABLE where the
 * check does not apply.
 */
final class AsffCompliance {

    private AsffCompliance() {}

    static Json of(ReportRow row) {
        JsonObject compliance = new JsonObject().put("Status", status(row));
        List<String> requirements = requirements(row.rule());
        if (!requirements.isEmpty()) {
            compliance.put("RelatedRequirements", Json.of(requirements));
        }
        if (row.kind() == ReportRow.Kind.UNKNOWN) {
            Json reason = new JsonObject()
                    .put("ReasonCode", "ECR_AUDITOR_COULD_NOT_EVALUATE")
                    .put("Description", AsffText.of(row.sentence(), AsffFinding.MAX_DESCRIPTION))
                    .build();
            compliance.put("StatusReasons", new Json.Arr(List.of(reason)));
        }
        return compliance.build();
    }

    private static String status(ReportRow row) {
        return switch (row.kind()) {
            case FAIL, WAIVED -> "FAILED";
            case UNKNOWN -> "WARNING";
            case PASS, INFORMATION -> "PASSED";
            case NOT_APPLICABLE -> "NOT_AVAILABLE";
        };
    }

    /** As Security Hub CSPM itself writes the requirements of its controls. */
    private static List<String> requirements(ReportRule rule) {
        return rule.mappings().stream()
                .flatMap(mapping -> switch (mapping.framework()) {
                    case NIST -> Stream.of("NIST.800-53.r5 " + mapping.id());
                    case PCI_DSS -> Stream.of("PCI DSS v4.0.1/" + mapping.id());
                    case SECURITY_HUB, AWS_CONFIG, SEED -> Stream.<String>empty();
                })
                .limit(AsffFinding.MAX_REQUIREMENTS)
                .toList();
    }
}
