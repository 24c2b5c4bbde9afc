package dev.ecrauditor.cli.findings;

import com.amazonaws.services.dynamodbv2.local.monitoring.Telemetry;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBRequestHandler;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBServerHandler;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.dynamodb.AttributeJson;
import dev.ecrauditor.aws.dynamodb.DynamoFindingStore;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.json.Json;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandler;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** A table of a deployed auditor in DynamoDB Local, on loopback and in memory, written by the deployed store. */
public final class TableOnLoopback {

    static final String REGION = "us-east-1";

    private static final URI SERVER = start();
    private static final AwsClients CLIENTS = AwsClients.ofEndpoint(SERVER, REGION, "test", Duration.ofSeconds(10));
    private static final AtomicInteger TABLES = new AtomicInteger();

    private final String name = "findings-" + TABLES.incrementAndGet();
    private final DynamoDbClient client = CLIENTS.dynamoDb();
    private final DynamoFindingStore store = new DynamoFindingStore(CLIENTS, name);

    public TableOnLoopback() {
        client.createTable(table -> table.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(text("pk"), text("sk"))
                .keySchema(key("pk", KeyType.HASH), key("sk", KeyType.RANGE)));
    }

    public String name() {
        return name;
    }

    public String endpoint() {
        return SERVER.toString();
    }

    public void save(SubjectRecord record) {
        if (!store.save(record)) {
            throw new IllegalStateException("not saved: " + record.subject());
        }
    }

    /** Writes an item that no store of this version writes. */
    public void put(String pk, String sk, Map<String, AttributeValue> others) {
        Map<String, AttributeValue> item = new java.util.HashMap<>(others);
        item.put("pk", AttributeValue.fromS(pk));
        item.put("sk", AttributeValue.fromS(sk));
        client.putItem(put -> put.tableName(name).item(item));
    }

    /** The item as it is stored. */
    Json item(String pk, String sk) {
        return AttributeJson.json(client.getItem(get ->
                        get.tableName(name).key(Map.of("pk", AttributeValue.fromS(pk), "sk", AttributeValue.fromS(sk))))
                .item());
    }

    private static AttributeDefinition text(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    /** Its own runner would listen on every interface of the machine. */
    private static URI start() {
        try {
            Telemetry.configureTelemetry("", "", false);
            Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            server.setHandler(new ContextHandler(
                    new LocalDynamoDBServerHandler(new LocalDynamoDBRequestHandler(0, true, null, false, false), null),
                    "/"));
            server.start();
            return URI.create("http://127.0.0.1:" + server.getURI().getPort());
        } catch (Exception fault) {
            throw new IllegalStateException("DynamoDB Local did not start", fault);
        }
    }
}
