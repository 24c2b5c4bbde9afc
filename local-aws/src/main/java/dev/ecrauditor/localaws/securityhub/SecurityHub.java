package dev.ecrauditor.localaws.securityhub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.Cloud;
import dev.ecrauditor.localaws.call.AwsError;
import dev.ecrauditor.localaws.call.AwsService;
import dev.ecrauditor.localaws.call.Call;
import dev.ecrauditor.localaws.call.Json;
import dev.ecrauditor.localaws.call.Operation;
import java.util.List;

/** Security Hub's EnableSecurityHub, DisableSecurityHub and GetFindings; {@link FindingImports} has the imports. */
public final class SecurityHub {

    private static final int UNAUTHORIZED = 401;
    private static final int CONFLICT = 409;
    private static final int MOST_RESULTS = 100;

    private final Cloud cloud;
    private final FindingImports imports;

    public SecurityHub(Cloud cloud, FindingImports imports) {
        this.cloud = cloud;
        this.imports = imports;
    }

    public List<Operation> operations() {
        return List.of(
                Operation.of(AwsService.SECURITYHUB, "EnableSecurityHub", this::enable, "EnableDefaultStandards"),
                Operation.of(AwsService.SECURITYHUB, "DisableSecurityHub", this::disable),
                Operation.of(AwsService.SECURITYHUB, "GetFindings", this::findings, "Filters", "MaxResults"),
                Operation.of(AwsService.SECURITYHUB, "BatchImportFindings", imports::answer, "Findings"));
    }

    private ObjectNode enable(Call call) {
        if (hub(call).isEnabled()) {
            throw new AwsError(
                    CONFLICT, "ResourceConflictException", "Account is already subscribed to AWS Security Hub");
        }
        hub(call).enable();
        return Json.object();
    }

    private ObjectNode disable(Call call) {
        requireEnabled(call);
        hub(call).disable();
        return Json.object();
    }

    /** One page; filters compare texts of the finding itself for equality. */
    private ObjectNode findings(Call call) {
        requireEnabled(call);
        int most = call.parameters().number("MaxResults", MOST_RESULTS, 1, MOST_RESULTS);
        JsonNode filters = call.parameters().value("Filters").orElseGet(Json::object);
        List<ObjectNode> found = hub(call).findings().values().stream()
                .filter(finding -> filters.properties().stream()
                        .allMatch(filter -> matches(finding.path(filter.getKey()), filter.getValue())))
                .limit(most)
                .map(ObjectNode::deepCopy)
                .toList();
        return Json.object().set("Findings", Json.nodes(found));
    }

    private static boolean matches(JsonNode value, JsonNode conditions) {
        for (JsonNode condition : conditions) {
            if (!condition.path("Comparison").asText("").equals("EQUALS")) {
                throw AwsError.notImplemented("other comparisons of securityhub:GetFindings than EQUALS");
            }
            if (condition.path("Value").asText("").equals(value.asText(""))) {
                return true;
            }
        }
        return false;
    }

    private void requireEnabled(Call call) {
        if (!hub(call).isEnabled()) {
            throw new AwsError(
                    UNAUTHORIZED,
                    "InvalidAccessException",
                    "Account " + call.place().account() + " is not subscribed to AWS Security Hub");
        }
    }

    private Hub hub(Call call) {
        return cloud.at(call.place()).securityHub;
    }
}
