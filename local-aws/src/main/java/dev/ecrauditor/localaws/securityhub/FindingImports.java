package dev.ecrauditor.localaws.securityhub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.Cloud;
import dev.ecrauditor.localaws.call.AccountRegion;
import dev.ecrauditor.localaws.call.AwsError;
import dev.ecrauditor.localaws.call.Call;
import dev.ecrauditor.localaws.call.Json;
import dev.ecrauditor.localaws.control.RequestLog;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Security Hub's BatchImportFindings, for the default product of an account. Findings that fail are listed in the
 * answer, and the others are taken.
 *
 * <p>Source: "BatchImportFindings for finding providers", AWS Security Hub User Guide; "Guidelines for using the
 * BatchImportFindings API", AWS Security Hub Partner Integration Guide (sizes). That another account is answered with
 * AccessDenied is reported by users of it.
 */
public final class FindingImports {

    private static final int FORBIDDEN = 403;
    private static final int MOST_FINDINGS = 100;
    private static final int MAX_BYTES = 240_000;
    private static final List<String> REQUIRED = List.of(
            "AwsAccountId",
            "CreatedAt",
            "Description",
            "GeneratorId",
            "Id",
            "ProductArn",
            "Resources",
            "SchemaVersion",
            "UpdatedAt",
            "Title");

    private final Cloud cloud;
    private final RequestLog<ImportedFinding> log;
    private final Map<String, Integer> failing = new HashMap<>();

    /** Why a finding is not taken. */
    private record Failure(String code, String message) {}

    public FindingImports(Cloud cloud, RequestLog<ImportedFinding> log) {
        this.cloud = cloud;
        this.log = log;
    }

    /** Makes the next imports of a finding fail, whoever makes them. */
    public synchronized void failNext(String id, int times) {
        failing.merge(id, times, Integer::sum);
    }

    ObjectNode answer(Call call) {
        JsonNode findings = call.parameters().value("Findings").orElseGet(() -> Json.nodes(List.of()));
        if (!findings.isArray() || findings.isEmpty() || findings.size() > MOST_FINDINGS) {
            throw call.invalid("Findings", "must have 1 to " + MOST_FINDINGS + " items");
        }
        findings.forEach(finding -> requireOwn(finding, call));
        Hub hub = cloud.at(call.place()).securityHub;
        List<ObjectNode> failures = new ArrayList<>();
        for (JsonNode finding : findings) {
            Optional<Failure> failure = failure(finding, hub);
            if (failure.isEmpty() && finding instanceof ObjectNode taken) {
                log.add(new ImportedFinding(
                        call.place().account(),
                        call.place().region(),
                        taken.get("Id").asText(),
                        taken.get("UpdatedAt").asText(),
                        hub.put(taken)));
            }
            failure.ifPresent(why -> failures.add(Json.object()
                    .put("Id", finding.path("Id").asText(""))
                    .put("ErrorCode", why.code())
                    .put("ErrorMessage", why.message())));
        }
        ObjectNode answer = Json.object()
                .put("FailedCount", failures.size())
                .put("SuccessCount", findings.size() - failures.size());
        return answer.set("FailedFindings", Json.nodes(failures));
    }

    private static void requireOwn(JsonNode finding, Call call) {
        AccountRegion place = call.place();
        String product = place.arn("securityhub", "product/" + place.account() + "/default");
        String asked = finding.path("ProductArn").asText("");
        if (!asked.equals(product) || !finding.path("AwsAccountId").asText("").equals(place.account())) {
            throw new AwsError(
                    FORBIDDEN,
                    "AccessDeniedException",
                    "User: " + call.caller().arn()
                            + " is not authorized to perform: securityhub:BatchImportFindings on resource: " + asked);
        }
    }

    private Optional<Failure> failure(JsonNode finding, Hub hub) {
        if (!hub.isEnabled()) {
            return Optional.of(new Failure("InvalidAccess", "Account is not subscribed to AWS Security Hub"));
        }
        for (String name : REQUIRED) {
            if (!finding.hasNonNull(name)) {
                return Optional.of(new Failure("InvalidInput", "Finding does not have " + name));
            }
        }
        if (!isTime(finding.get("UpdatedAt").asText())) {
            return Optional.of(new Failure("InvalidInput", "UpdatedAt is not a timestamp"));
        }
        if (finding.get("Resources").isEmpty()) {
            return Optional.of(new Failure("InvalidInput", "Finding has no resource"));
        }
        if (Json.text(finding).getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            return Optional.of(new Failure("InvalidInput", "Finding is larger than 240 KB"));
        }
        return isMadeToFail(finding.get("Id").asText())
                ? Optional.of(new Failure("InternalError", "Internal server error"))
                : Optional.empty();
    }

    private static boolean isTime(String text) {
        try {
            return Instant.parse(text) != null;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private synchronized boolean isMadeToFail(String id) {
        int left = failing.getOrDefault(id, 0);
        if (left > 0) {
            failing.put(id, left - 1);
        }
        return left > 0;
    }
}
