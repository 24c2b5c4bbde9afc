package dev.ecrauditor.delivery;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The event pattern that a forwarding rule needs: calls as CloudTrail records them, and ECR's own events about images
 * that arrive. Another pattern is sufficient when it narrows nothing further: it may list more, or leave a member out.
 *
 * <p>Source: "Amazon EventBridge event patterns" and "Comparison operators" ({@code $or}), EventBridge User Guide.
 *
 * @param calls the names of the API calls whose events it has to match
 */
public record EventPattern(List<String> calls) {

    private static final List<String> SOURCES = List.of("aws.ecr", "aws.kms");
    private static final List<String> EVENT_SOURCES = List.of("ecr.amazonaws.com", "kms.amazonaws.com");
    private static final List<String> DETAIL_TYPES = List.of(
            "AWS API Call via CloudTrail",
            "AWS Service Event via CloudTrail",
            "ECR Image Action",
            "ECR Pull Through Cache Action",
            "ECR Replication Action");
    private static final List<String> IMAGE_ACTIONS = List.of("PUSH", "REPLICATE");
    private static final List<String> SYNC_STATUS = List.of("SUCCESS");
    private static final Json NO_ERROR =
            new Json.Arr(List.of(new JsonObject().put("exists", false).build()));
    private static final String OR = "$or";

    public EventPattern {
        calls = List.copyOf(calls);
    }

    /** What the pattern of a rule lacks or narrows; empty when every needed event matches. */
    public Optional<String> problemOf(Json pattern) {
        if (!(pattern instanceof Json.Obj members)) {
            return Optional.of("the rule has no event pattern");
        }
        return narrowed(members, Set.of("source", "detail-type", "detail"))
                .or(() -> lacks(pattern, "source", SOURCES))
                .or(() -> lacks(pattern, "detail-type", DETAIL_TYPES))
                .or(() -> problemOfDetail(pattern.at("detail")));
    }

    /** Each kind of event needs one of the alternatives. */
    private Optional<String> problemOfDetail(Json detail) {
        if (!(detail instanceof Json.Obj members)) {
            return Optional.empty();
        }
        List<Json.Obj> alternatives = alternatives(members);
        return leastProblem(alternatives, this::problemOfCalls)
                .or(() -> leastProblem(alternatives, one -> problemOfImages(one, "action-type", IMAGE_ACTIONS)))
                .or(() -> leastProblem(alternatives, one -> problemOfImages(one, "sync-status", SYNC_STATUS)));
    }

    /** The alternatives of {@code $or}, each with the members beside it; without it the only one. */
    private static List<Json.Obj> alternatives(Json.Obj detail) {
        if (detail.at(OR).isAbsent()) {
            return List.of(detail);
        }
        Map<String, Json> shared = new LinkedHashMap<>(detail.members());
        shared.remove(OR);
        return detail.items(OR).stream()
                .map(alternative -> {
                    Map<String, Json> all = new LinkedHashMap<>(shared);
                    all.putAll(alternative.members());
                    return new Json.Obj(all);
                })
                .toList();
    }

    private interface Check {
        Optional<String> problemOf(Json.Obj alternative);
    }

    /** The problem of the first alternative where none is sufficient. */
    private static Optional<String> leastProblem(List<Json.Obj> alternatives, Check check) {
        List<Optional<String>> problems =
                alternatives.stream().map(check::problemOf).toList();
        return problems.stream().anyMatch(Optional::isEmpty)
                ? Optional.empty()
                : problems.stream()
                        .flatMap(Optional::stream)
                        .findFirst()
                        .or(() -> Optional.of("the event pattern has an empty $or"));
    }

    private Optional<String> problemOfCalls(Json.Obj alternative) {
        return narrowed(alternative, Set.of("eventSource", "eventName", "errorCode"))
                .or(() -> lacks(alternative, "eventSource", EVENT_SOURCES))
                .or(() -> lacks(alternative, "eventName", calls))
                .or(() -> alternative.at("errorCode").isAbsent()
                                || alternative.at("errorCode").equals(NO_ERROR)
                        ? Optional.empty()
                        : Optional.of("the event pattern has another errorCode"));
    }

    private static Optional<String> problemOfImages(Json.Obj alternative, String member, List<String> values) {
        Set<String> others = new TreeSet<>(alternative.members().keySet());
        others.remove(member);
        return others.isEmpty()
                ? lacks(alternative, member, values)
                : Optional.of(
                        "the event pattern lacks ECR's own events with " + member + " " + String.join(", ", values));
    }

    private static Optional<String> narrowed(Json.Obj members, Set<String> known) {
        Set<String> others = new TreeSet<>(members.members().keySet());
        others.removeAll(known);
        return others.isEmpty() ? Optional.empty() : Optional.of("the event pattern is narrowed by " + others);
    }

    private static Optional<String> lacks(Json parent, String name, List<String> needed) {
        if (parent.at(name).isAbsent()) {
            return Optional.empty();
        }
        Set<String> missing = new TreeSet<>(needed);
        parent.items(name).forEach(item -> item.text().ifPresent(missing::remove));
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("the event pattern lacks " + String.join(", ", missing) + " in " + name);
    }

    /** The pattern for a command. */
    String text() {
        Json ofCalls = new JsonObject()
                .put("eventSource", Json.of(EVENT_SOURCES))
                .put("eventName", Json.of(calls))
                .put("errorCode", NO_ERROR)
                .build();
        Json ofImages =
                new JsonObject().put("action-type", Json.of(IMAGE_ACTIONS)).build();
        Json ofCaches =
                new JsonObject().put("sync-status", Json.of(SYNC_STATUS)).build();
        return JsonWriter.write(new JsonObject()
                .put("source", Json.of(SOURCES))
                .put("detail-type", Json.of(DETAIL_TYPES))
                .put(
                        "detail",
                        new JsonObject()
                                .put(OR, new Json.Arr(List.of(ofCalls, ofImages, ofCaches)))
                                .build())
                .build());
    }
}
