package dev.ecrauditor.localaws.securityhub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.Json;
import dev.ecrauditor.localaws.securityhub.ImportedFinding.Effect;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * The findings of one account in one Region; off at first, as in AWS.
 *
 * <p>Source: "BatchImportFindings for finding providers" and "Workflow", AWS Security Hub User Guide and API Reference.
 */
public final class Hub {

    private static final String WORKFLOW = "Workflow";
    private static final String RECORD_STATE = "RecordState";

    /** An import never changes them. */
    private static final Set<String> OF_CUSTOMERS = Set.of(WORKFLOW, "Note", "UserDefinedFields", "VerificationState");

    private final NavigableMap<String, ObjectNode> findings = new TreeMap<>();
    private boolean enabled;

    boolean isEnabled() {
        return enabled;
    }

    void enable() {
        enabled = true;
    }

    /** Switching it off forgets every finding. */
    void disable() {
        enabled = false;
        findings.clear();
    }

    NavigableMap<String, ObjectNode> findings() {
        return findings;
    }

    Effect put(ObjectNode imported) {
        String id =
                imported.get("ProductArn").asText() + "|" + imported.get("Id").asText();
        ObjectNode known = findings.get(id);
        if (known == null) {
            findings.put(id, withDefaults(imported.deepCopy()));
            return Effect.CREATED;
        }
        if (!timeOf(imported).isAfter(timeOf(known))) {
            return Effect.IGNORED;
        }
        boolean isActiveAgain =
                stateOf(known).equals("ARCHIVED") && !stateOf(imported).equals("ARCHIVED");
        imported.properties().stream()
                .filter(member -> !OF_CUSTOMERS.contains(member.getKey()))
                .forEach(member -> known.set(member.getKey(), member.getValue()));
        if (isActiveAgain && Set.of("NOTIFIED", "RESOLVED").contains(workflowOf(known))) {
            known.set(WORKFLOW, Json.object().put("Status", "NEW"));
        }
        return Effect.UPDATED;
    }

    private static ObjectNode withDefaults(ObjectNode finding) {
        if (!finding.has(WORKFLOW)) {
            finding.set(WORKFLOW, Json.object().put("Status", "NEW"));
        }
        if (!finding.has(RECORD_STATE)) {
            finding.put(RECORD_STATE, "ACTIVE");
        }
        return finding;
    }

    private static String stateOf(JsonNode finding) {
        return finding.path(RECORD_STATE).asText("ACTIVE");
    }

    private static String workflowOf(JsonNode finding) {
        return finding.path(WORKFLOW).path("Status").asText("");
    }

    private static Instant timeOf(JsonNode finding) {
        return Instant.parse(finding.get("UpdatedAt").asText());
    }
}
