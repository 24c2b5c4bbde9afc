package dev.ecrauditor.finding.store;

import dev.ecrauditor.finding.record.PolicyHistory;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.rule.evidence.PolicyOutline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The stored form of a policy history; access is a list, because DynamoDB's maps keep no order. */
final class PolicyHistoryJson {

    private PolicyHistoryJson() {}

    static Json write(PolicyHistory history) {
        return new JsonObject()
                .put("last", history.last().map(PolicyHistoryJson::write))
                .put("seen", write(history.read()))
                .put("told", write(history.reported()))
                .build();
    }

    /** Empty for a record written before policy histories existed. */
    static PolicyHistory read(Json stored) {
        Json last = stored.at("last");
        return new PolicyHistory(
                last.isAbsent() ? Optional.empty() : Optional.of(outline(last)),
                times(stored.members("seen")),
                times(stored.members("told")));
    }

    private static Json write(PolicyOutline outline) {
        List<Json> access = new ArrayList<>();
        outline.access()
                .forEach((who, actions) -> access.add(new JsonObject()
                        .put("who", who)
                        .put("actions", Json.of(actions))
                        .build()));
        return new JsonObject()
                .put("statements", Json.of(outline.statements()))
                .put("access", new Json.Arr(access))
                .put("whole", outline.whole())
                .build();
    }

    private static PolicyOutline outline(Json stored) {
        Map<String, Set<String>> access = new LinkedHashMap<>();
        stored.items("access")
                .forEach(item -> access.put(item.text("who").orElse(""), new LinkedHashSet<>(texts(item, "actions"))));
        return new PolicyOutline(
                texts(stored, "statements"), access, stored.bool("whole").orElse(false));
    }

    private static List<String> texts(Json stored, String name) {
        return stored.items(name).stream().flatMap(item -> item.text().stream()).toList();
    }

    private static Json write(Map<String, Instant> times) {
        JsonObject json = new JsonObject();
        times.forEach((key, at) -> json.put(key, at.toString()));
        return json.build();
    }

    private static Map<String, Instant> times(Map<String, Json> stored) {
        Map<String, Instant> times = new LinkedHashMap<>();
        Map<String, Instant> read = new LinkedHashMap<>();
        stored.forEach((key, at) -> read.put(
                key, Instant.parse(at.text().orElseThrow(() -> SubjectRecordJson.damaged("time of a policy")))));
        read.entrySet().stream()
                .sorted(Map.Entry.<String, Instant>comparingByValue(Comparator.naturalOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> times.put(entry.getKey(), entry.getValue()));
        return times;
    }
}
