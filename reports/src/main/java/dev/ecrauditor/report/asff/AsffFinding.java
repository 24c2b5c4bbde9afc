package dev.ecrauditor.report.asff;

import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.report.ReportRow;
import dev.ecrauditor.repository.RepositoryArn;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * One result as a finding in the AWS Security Finding Format, ready for {@code BatchImportFindings}. Severity and types
 * are also in {@code FindingProviderFields}: after an import Security Hub CSPM takes changes of them only from there.
 *
 * <p>Source: "Required ASFF attributes" and "Optional top-level ASFF attributes", AWS Security Hub User Guide;
 * "AwsSecurityFinding", AWS Security Hub API Reference.
 *
 * @param row the result
 * @param createdAt when it was found first, as far as that is known
 * @param updatedAt when it was evaluated last
 * @param recordState whether it still exists
 */
public record AsffFinding(ReportRow row, Instant createdAt, Instant updatedAt, RecordState recordState) {

    /** A finding of more bytes is refused. */
    public static final int MAX_BYTES = 240_000;

    static final int MAX_TITLE = 256;
    static final int MAX_DESCRIPTION = 1_024;
    static final int MAX_RECOMMENDATION = 512;
    static final int MAX_RESOURCES = 32;
    static final int MAX_REQUIREMENTS = 32;
    private static final int MAX_FACTS = 20;
    private static final int MAX_FIELD_NAME = 128;
    private static final int MAX_FIELD_VALUE = 1_024;

    private static final String PRODUCT = "ecr-auditor/";

    /** Whether a finding is current. */
    public enum RecordState {
        ACTIVE,
        /** It is resolved, or its resource is gone. */
        ARCHIVED
    }

    /** A result of this moment. */
    public static AsffFinding of(ReportRow row, Instant at) {
        return new AsffFinding(row, at, at, RecordState.ACTIVE);
    }

    /** The same in every run for the same rule and subject. */
    public String id() {
        Subject subject = row.subject();
        return subject.region() + "/" + subject.account() + "/" + PRODUCT
                + row.rule().id() + "/" + row.id();
    }

    /** The finding as an object of the request, to be imported by the account that owns the resource. */
    public Json.Obj json() {
        return json(row.subject().account())
                .put("Workflow", new JsonObject().put("Status", workflow()).build())
                .build();
    }

    /**
     * The finding as another import of it, by any account. It says nothing about the investigation, because Security Hub
     * CSPM updates no finding whose workflow is SUPPRESSED.
     *
     * @param account the account that imports, whose default product it is
     */
    public Json.Obj importedBy(String account) {
        return json(account).build();
    }

    private JsonObject json(String account) {
        Subject subject = row.subject();
        String partition = RepositoryArn.partitionOf(subject.region());
        Json severity = severity();
        Json types = Json.of(List.of(type()));
        return new JsonObject()
                .put("SchemaVersion", "2018-10-08")
                .put("Id", id())
                .put(
                        "ProductArn",
                        "arn:" + partition + ":securityhub:" + subject.region() + ":" + account + ":product/" + account
                                + "/default")
                .put("ProductName", "ECR Auditor")
                .put("CompanyName", "ECR Auditor")
                .put("Region", subject.region())
                .put("GeneratorId", PRODUCT + row.rule().id())
                .put("AwsAccountId", account)
                .put("Types", types)
                .put("CreatedAt", time(createdAt))
                .put("UpdatedAt", time(updatedAt))
                .put("Severity", severity)
                .put("Title", AsffText.of(title(), MAX_TITLE))
                .put("Description", AsffText.of(row.sentence(), MAX_DESCRIPTION))
                .put("Remediation", remediation())
                .put("SourceUrl", row.rule().helpUri())
                .put("ProductFields", productFields())
                .put("Resources", resources())
                .put("Compliance", AsffCompliance.of(row))
                .put("RecordState", recordState.name())
                .put(
                        "FindingProviderFields",
                        new JsonObject()
                                .put("Severity", severity)
                                .put("Types", types)
                                .build());
    }

    private static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private String title() {
        return row.rule().id() + ": " + row.rule().title();
    }

    private String type() {
        return row.rule().id().startsWith("exposure-")
                ? "Effects/Data Exposure"
                : "Software and Configuration Checks/AWS Security Best Practices";
    }

    /** What passes or is for information has no severity of its own. */
    private Json severity() {
        boolean isBad = row.isBad() || row.kind() == ReportRow.Kind.WAIVED;
        return new JsonObject()
                .put("Label", isBad ? row.severity().name() : "INFORMATIONAL")
                .put("Original", row.severity().name())
                .build();
    }

    private String workflow() {
        return switch (row.kind()) {
            case FAIL, UNKNOWN -> "NEW";
            case WAIVED -> "SUPPRESSED";
            case PASS, NOT_APPLICABLE, INFORMATION -> "RESOLVED";
        };
    }

    private Json remediation() {
        String text = row.result().fix().isEmpty()
                ? row.rule().why()
                : String.join("\n", row.result().fix());
        return new JsonObject()
                .put(
                        "Recommendation",
                        new JsonObject()
                                .put("Text", AsffText.of(text, MAX_RECOMMENDATION))
                                .put("Url", row.rule().helpUri())
                                .build())
                .build();
    }

    private Json resources() {
        return new Json.Arr(row.target().subjects().stream()
                .limit(MAX_RESOURCES)
                .map(AsffResource::of)
                .toList());
    }

    private Json productFields() {
        JsonObject fields = new JsonObject();
        put(fields, "verdict", row.kind().name());
        put(fields, "ruleTitle", row.rule().title());
        int more = row.target().subjects().size() - MAX_RESOURCES;
        if (more > 0) {
            put(fields, "resourcesLeftOut", Integer.toString(more));
        }
        row.acceptances().stream().findFirst().ifPresent(acceptance -> put(fields, "acceptedBy", acceptance.words()));
        row.source().ifPresent(at -> put(fields, "source", at.file() + ":" + at.line() + " " + at.address()));
        int left = MAX_FACTS;
        for (Map.Entry<String, String> fact : row.result().facts().entrySet()) {
            if (left == 0) {
                put(
                        fields,
                        "factsLeftOut",
                        Integer.toString(row.result().facts().size() - MAX_FACTS));
                break;
            }
            put(fields, "fact/" + fact.getKey(), fact.getValue());
            left--;
        }
        return fields.build();
    }

    /** An empty value is refused. */
    private static void put(JsonObject fields, String name, String value) {
        if (!value.isBlank()) {
            fields.put(AsffText.of(PRODUCT + name, MAX_FIELD_NAME), AsffText.of(value, MAX_FIELD_VALUE));
        }
    }
}
