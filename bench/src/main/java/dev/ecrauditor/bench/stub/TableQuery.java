package dev.ecrauditor.bench.stub;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import java.util.Collection;
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
            case "pk = :place AND begins_with(sk, :repositories)" -> Optional.of(repositories(items));
            default -> Optional.empty();
        };
    }

    /** Those with a key, of which only the key is read, or those that are not deleted. */
    private List<Json> repositories(Collection<Json.Obj> items) {
        boolean withKey = request.text("FilterExpression").orElse("").equals("attribute_exists(keyArn)");
        String prefix = value(":repositories").text("S").orElse("");
        return items.stream()
                .filter(item -> item.at("pk").equals(value(":place")))
                .filter(item -> item.text("sk", "S").orElse("").startsWith(prefix))
                .filter(item -> withKey
                        ? !item.at("keyArn").isAbsent()
                        : item.at("deletedAt").isAbsent())
                .map(item -> withKey
                        ? new JsonObject().put("keyArn", item.at("keyArn")).build()
                        : keys(item))
                .toList();
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
