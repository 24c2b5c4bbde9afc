package dev.ecrauditor.delivery;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonWriter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The event pattern that a forwarding rule needs. Another pattern is sufficient when it narrows nothing further: it may
 * list more, or leave a member out.
 *
 * <p>Source: "Amazon EventBridge event patterns", EventBridge User Guide.
 *
 * @param calls the names of the API calls whose events it has to match
 */
public record EventPattern(List<String> calls) {

    private static final List<String> DETAIL_TYPES =
            List.of("AWS API Call via CloudTrail", "AWS Service Event via CloudTrail");
    private static final Json NO_ERROR =
            new Json.Arr(List.of(new JsonObject().put("exists", false).build()));

    public EventPattern {
        calls = List.copyOf(calls);
    }

    /** What the pattern of a rule lacks or narrows; empty when every needed event matches. */
    public Optional<String> problemOf(Json pattern) {
        if (!(pattern instanceof Json.Obj members)) {
            return Optional.of("the rule has no event pattern");
        }
        Json detail = pattern.at("detail");
        return narrowed(members, Set.of("source", "detail-type", "detail"))
                .or(() -> detail instanceof Json.Obj inner
                        ? narrowed(inner, Set.of("eventSource", "eventName", "errorCode"))
                        : Optional.empty())
                .or(() -> lacks(pattern, "source", List.of("aws.ecr")))
                .or(() -> lacks(pattern, "detail-type", DETAIL_TYPES))
                .or(() -> lacks(detail, "eventSource", List.of("ecr.amazonaws.com")))
                .or(() -> lacks(detail, "eventName", calls))
                .or(() -> detail.at("errorCode").isAbsent()
                                || detail.at("errorCode").equals(NO_ERROR)
                        ? Optional.empty()
                        : Optional.of("the event pattern has another errorCode"));
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
        return JsonWriter.write(new JsonObject()
                .put("source", Json.of(List.of("aws.ecr")))
                .put("detail-type", Json.of(DETAIL_TYPES))
                .put(
                        "detail",
                        new JsonObject()
                                .put("eventSource", Json.of(List.of("ecr.amazonaws.com")))
                                .put("eventName", Json.of(calls))
                                .put("errorCode", NO_ERROR)
                                .build())
                .build());
    }
}
