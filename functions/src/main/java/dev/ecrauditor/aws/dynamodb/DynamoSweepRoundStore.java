package dev.ecrauditor.aws.dynamodb;

import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.finding.store.SweepRoundJson;
import dev.ecrauditor.finding.store.SweepRoundStore;
import dev.ecrauditor.finding.sweep.SweepRound;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Stores the round of sweeps as one item: {@code pk} organization, {@code sk} round. */
public final class DynamoSweepRoundStore implements SweepRoundStore {

    private static final Map<String, AttributeValue> KEY =
            Map.of("pk", AttributeValue.fromS("organization"), "sk", AttributeValue.fromS("round"));

    private final VersionedItems items;

    public DynamoSweepRoundStore(AwsClients clients, String table) {
        this.items = new VersionedItems(clients.dynamoDb(), table);
    }

    @Override
    public SweepRound round() {
        return items.read(KEY).map(SweepRoundJson::read).orElse(SweepRound.NONE);
    }

    @Override
    public boolean save(SweepRound next) {
        return items.save(KEY, SweepRoundJson.write(next), next.version());
    }
}
