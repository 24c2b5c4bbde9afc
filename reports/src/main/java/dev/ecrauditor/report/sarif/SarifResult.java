package dev.ecrauditor.report.sarif;

import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.report.ReportRow;
import dev.ecrauditor.report.SourceLocation;
import java.util.List;
import java.util.Optional;

/** A row as a result. */
final class SarifResult {

    /** The name ends with the version of what is hashed. */
    private static final String FINGERPRINT = "ecrAuditorResult/v1";

    private static final int MOST_LOCATIONS = 100;

    private SarifResult() {}

    /** What passes or does not apply is left out: it would be most of the file. */
    static boolean isShown(ReportRow row) {
        return switch (row.kind()) {
            case FAIL, UNKNOWN, WAIVED, INFORMATION -> true;
            case PASS, NOT_APPLICABLE -> false;
        };
    }

    static Json of(ReportRow row, int ruleIndex) {
        JsonObject result = new JsonObject().put("ruleId", row.rule().id());
        if (ruleIndex >= 0) {
            result.put("ruleIndex", ruleIndex);
        }
        result.put("kind", kind(row))
                .put("level", kind(row).equals("fail") ? SarifLevel.of(row.severity()) : "none")
                .put(
                        "message",
                        new JsonObject()
                                .put("text", SarifText.message(row.sentence()))
                                .build())
                .put("locations", locations(row))
                .put(
                        "partialFingerprints",
                        new JsonObject().put(FINGERPRINT, row.id()).build());
        if (row.kind() == ReportRow.Kind.WAIVED) {
            result.put("suppressions", suppressions(row));
        }
        return result.put("properties", properties(row)).build();
    }

    /** SARIF asks for the level none with every kind but fail. */
    private static String kind(ReportRow row) {
        return switch (row.kind()) {
            case FAIL, WAIVED -> "fail";
            case UNKNOWN -> "open";
            case INFORMATION -> "informational";
            case PASS -> "pass";
            case NOT_APPLICABLE -> "notApplicable";
        };
    }

    private static Json locations(ReportRow row) {
        if (row.source().isPresent()) {
            return new Json.Arr(List.of(inFile(row, row.source().get())));
        }
        return new Json.Arr(row.target().subjects().stream()
                .limit(MOST_LOCATIONS)
                .<Json>map(subject -> new JsonObject()
                        .put("logicalLocations", new Json.Arr(List.of(logical(subject.toString(), subject.name()))))
                        .build())
                .toList());
    }

    private static Json inFile(ReportRow row, SourceLocation source) {
        Json place = new JsonObject()
                .put(
                        "artifactLocation",
                        new JsonObject()
                                .put("uri", SarifText.uri(source.file()))
                                .build())
                .put("region", new JsonObject().put("startLine", source.line()).build())
                .build();
        return new JsonObject()
                .put("physicalLocation", place)
                .put(
                        "logicalLocations",
                        new Json.Arr(
                                List.of(logical(source.address(), row.subject().name()))))
                .build();
    }

    private static Json logical(String qualifiedName, String name) {
        return new JsonObject()
                .put("fullyQualifiedName", qualifiedName)
                .put("name", name)
                .put("kind", "resource")
                .build();
    }

    private static Json suppressions(ReportRow row) {
        return new Json.Arr(row.acceptances().stream()
                .<Json>map(acceptance -> new JsonObject()
                        .put("kind", "external")
                        .put("status", "accepted")
                        .put("justification", acceptance.words())
                        .build())
                .toList());
    }

    private static Json properties(ReportRow row) {
        Subject subject = row.subject();
        JsonObject facts = new JsonObject();
        row.result().facts().forEach(facts::put);
        int left = row.target().subjects().size() - MOST_LOCATIONS;
        return new JsonObject()
                .put("verdict", row.kind().name())
                .put("severity", row.severity().name())
                .put("account", subject.account())
                .put("region", subject.region())
                .put("resource", subject.kind().name())
                .put("facts", facts.build())
                .put("remediation", Json.of(row.result().fix()))
                .put("locationsLeftOut", left > 0 ? Optional.of(Json.of(left)) : Optional.empty())
                .build();
    }
}
