package dev.ecrauditor.testing;

import com.amazonaws.services.dynamodbv2.local.monitoring.Telemetry;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBRequestHandler;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBServerHandler;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.dynamodb.DynamoFindingStore;
import dev.ecrauditor.aws.dynamodb.DynamoKeyIndex;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandler;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** One DynamoDB Local for the whole test JVM, on loopback and in memory; each table is made as the stack makes it. */
public final class DynamoDbLocal {

    private static final String ACCESS_KEY = "999988887777";
    private static final AtomicInteger TABLES = new AtomicInteger();

    private final URI endpoint;
    private final DynamoDbClient client;
    private final AwsClients clients;

    private static final class Running {
        static final DynamoDbLocal SERVER = start();
    }

    private DynamoDbLocal(URI endpoint, String accessKey, String region) {
        this.endpoint = endpoint;
        client = DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(region))
                .httpClient(UrlConnectionHttpClient.create())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, "secret")))
                .build();
        // A write that is tried again after two seconds meets its own effect.
        clients = AwsClients.ofEndpoint(endpoint, region, accessKey, Duration.ofSeconds(10));
    }

    /** The server, started when it is first asked for. */
    public static DynamoDbLocal running() {
        return Running.SERVER;
    }

    /** The same server as the caller with this access key sees it in a Region: each has tables of its own. */
    public DynamoDbLocal seenBy(String accessKey, String region) {
        return new DynamoDbLocal(endpoint, accessKey, region);
    }

    /** Where it listens. */
    public URI endpoint() {
        return endpoint;
    }

    /** The clients the auditor itself uses. */
    public AwsClients clients() {
        return clients;
    }

    /** A client for tests, to read items and to write unusual ones. */
    public DynamoDbClient client() {
        return client;
    }

    /** Makes a table with the deployed table's keys and index, and answers its name. */
    public String newTable() {
        String name = "findings-" + TABLES.incrementAndGet();
        client.createTable(CreateTableRequest.builder()
                .tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(text("pk"), text("sk"), text("due"), text("outboxSince"), text("keyArn"))
                .keySchema(key("pk", KeyType.HASH), key("sk", KeyType.RANGE))
                .globalSecondaryIndexes(
                        index(
                                DynamoFindingStore.OUTBOX_INDEX,
                                key("due", KeyType.HASH),
                                key("outboxSince", KeyType.RANGE)),
                        index(DynamoKeyIndex.KEY_INDEX, key("keyArn", KeyType.HASH)))
                .build());
        return name;
    }

    /** The item as it lies in the table; empty when there is none. */
    public Map<String, AttributeValue> item(String table, Map<String, AttributeValue> key) {
        return client.getItem(GetItemRequest.builder()
                        .tableName(table)
                        .key(key)
                        .consistentRead(true)
                        .build())
                .item();
    }

    private static GlobalSecondaryIndex index(String name, KeySchemaElement... schema) {
        return GlobalSecondaryIndex.builder()
                .indexName(name)
                .keySchema(schema)
                .projection(Projection.builder()
                        .projectionType(ProjectionType.KEYS_ONLY)
                        .build())
                .build();
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
    private static DynamoDbLocal start() {
        try {
            Telemetry.configureTelemetry("", "", false);
            LocalDynamoDBServerHandler handler =
                    new LocalDynamoDBServerHandler(new LocalDynamoDBRequestHandler(0, true, null, false, false), null);
            Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            server.setHandler(new ContextHandler(handler, "/"));
            server.start();
            URI endpoint = URI.create("http://127.0.0.1:" + server.getURI().getPort());
            return new DynamoDbLocal(endpoint, ACCESS_KEY, "us-east-1");
        } catch (Exception fault) {
            throw new IllegalStateException("DynamoDB Local did not start", fault);
        }
    }
}
