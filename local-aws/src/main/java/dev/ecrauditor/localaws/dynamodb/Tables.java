package dev.ecrauditor.localaws.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.Cloud;
import dev.ecrauditor.localaws.call.AwsError;
import dev.ecrauditor.localaws.call.AwsService;
import dev.ecrauditor.localaws.call.Call;
import dev.ecrauditor.localaws.call.Documents;
import dev.ecrauditor.localaws.call.Documents.Kind;
import dev.ecrauditor.localaws.call.Json;
import dev.ecrauditor.localaws.call.Operation;
import java.util.List;

/**
 * DynamoDB's DescribeTable and GetItem. A loaded table has the members of its description, and {@code Items} in
 * DynamoDB's JSON, whose keys are {@code pk} and {@code sk}.
 */
public final class Tables {

    private static final String ITEMS = "Items";

    private final Cloud cloud;

    public Tables(Cloud cloud) {
        this.cloud = cloud;
    }

    public List<Operation> operations() {
        return List.of(
                Operation.of(AwsService.DYNAMODB, "DescribeTable", this::describe, "TableName"),
                Operation.of(AwsService.DYNAMODB, "GetItem", this::item, "TableName", "Key", "ConsistentRead"));
    }

    private ObjectNode describe(Call call) {
        ObjectNode table = Documents.without(table(call), ITEMS);
        table.put(
                "TableArn",
                call.place().arn("dynamodb", "table/" + table.path("TableName").asText()));
        return Json.object().set("Table", table);
    }

    private ObjectNode item(Call call) {
        JsonNode partitionKey = keyPart(call, "pk");
        JsonNode sortKey = keyPart(call, "sk");
        ObjectNode answer = Json.object();
        table(call).path(ITEMS).forEach(item -> {
            if (item.path("pk").equals(partitionKey) && item.path("sk").equals(sortKey)) {
                answer.set("Item", item.deepCopy());
            }
        });
        return answer;
    }

    private static JsonNode keyPart(Call call, String name) {
        return call.parameters()
                .objectOrEmpty("Key")
                .value(name)
                .orElseThrow(() -> call.invalid("Key", "has no " + name));
    }

    private ObjectNode table(Call call) {
        return cloud.at(call.place())
                .documents
                .find(Kind.TABLES, call.parameters().text("TableName"))
                .orElseThrow(() -> AwsError.badRequest(
                        "ResourceNotFoundException",
                        "Requested resource not found: Table: "
                                + call.parameters().text("TableName") + " not found"));
    }
}
