package dev.ecrauditor.bench.stub;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A query of the table or of one of its sparse indexes, with the expressions that the functions use.
 *
 * @param request as the SDK sent it
 */
record TableQuery(Json request) {

    /** What the query projects; empty for an expression that the stub does not have. */
    Optional<List<Json>> find(Collection<Json.Obj> items) {
        return switch (request.text("KeyConditionExpression").orElse("")) {
            case "due = :due" ->
                Optional.of(items.stream()
                        .filter(item -> !item.at("due").isAbsent())
                        .map(TableQuery::keys)
                        .toList());
            case "keyArn = :key" ->
                Optional.of(items.stream()
                        .filter(item -> item.at("keyArn").equals(value(":key")))
                        .map(TableQuery::keys)
                        .toList());
            case "pk = :place AND begins_with(sk, :repositories)" -> Optional.of(withKey(items));
            case "pk = :place AND sk BETWEEN :after AND :end" -> Optional.of(known(items));
            default -> Optional.empty();
        };
    }

    /** The keys of the repositories that have one. */
    private List<Json> withKey(Collection<Json.Obj> items) {
        String prefix = value(":repositories").text("S").orElse("");
        return items.stream()
                .filter(item -> item.at("pk").equals(value(":place")))
                .filter(item ->
                        sortKey(item).startsWith(prefix) && !item.at("keyArn").isAbsent())
                .<Json>map(item ->
                        new JsonObject().put("keyArn", item.at("keyArn")).build())
                .toList();
    }

    /** The repositories in a window that are not deleted, in order. */
    private List<Json> known(Collection<Json.Obj> items) {
        String after = value(":after").text("S").orElse("");
        String end = value(":end").text("S").orElse("");
        return items.stream()
                .filter(item -> item.at("pk").equals(value(":place")))
                .filter(item -> sortKey(item).compareTo(after) >= 0
                        && sortKey(item).compareTo(end) <= 0
                        && item.at("deletedAt").isAbsent())
                .sorted(Comparator.comparing(TableQuery::sortKey))
                .map(TableQuery::keys)
                .toList();
    }

    private static String sortKey(Json.Obj item) {
        return item.text("sk", "S").orElse("");
    }

    private Json value(String name) {
        return request.at("ExpressionAttributeValues", name);
    }

    private static Json keys(Json.Obj item) {
        return new JsonObject()
                .put("pk", item.at("pk"))
                .put("sk", item.at("sk"))
                .build();
    }
}
