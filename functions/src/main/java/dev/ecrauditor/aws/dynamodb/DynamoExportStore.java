package dev.ecrauditor.aws.dynamodb;

import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.finding.export.ExportProgress;
import dev.ecrauditor.finding.export.ExportStore;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Stores the progress of the export as one item: {@code pk} organization, {@code sk} export. */
public final class DynamoExportStore implements ExportStore {

    private static final Map<String, AttributeValue> KEY =
            Map.of("pk", AttributeValue.fromS("organization"), "sk", AttributeValue.fromS("export"));

    private final VersionedItems items;

    public DynamoExportStore(AwsClients clients, String table) {
        this.items = new VersionedItems(clients.dynamoDb(), table);
    }

    @Override
    public ExportProgress progress() {
        return items.read(KEY).map(ExportProgress::read).orElse(ExportProgress.NONE);
    }

    @Override
    public boolean save(ExportProgress next) {
        return items.save(KEY, next.json(), next.version());
    }
}
