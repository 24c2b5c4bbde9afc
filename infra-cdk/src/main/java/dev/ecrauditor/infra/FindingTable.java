package dev.ecrauditor.infra;

import dev.ecrauditor.infra.function.JavaFunction;
import dev.ecrauditor.settings.file.DeploymentSettings.AdoptedTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.BillingMode;
import software.amazon.awscdk.services.dynamodb.GlobalSecondaryIndexProps;
import software.amazon.awscdk.services.dynamodb.ITable;
import software.amazon.awscdk.services.dynamodb.PointInTimeRecoverySpecification;
import software.amazon.awscdk.services.dynamodb.ProjectionType;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.dynamodb.TableEncryption;
import software.constructs.Construct;

/** The table with one record per subject: its findings and its unpublished alerts. */
public final class FindingTable extends Construct {

    private static final String OUTBOX = "outbox";
    private static final String KEY = "key";

    private final ITable table;
    private final Optional<AdoptedTable> adopted;

    FindingTable(Construct scope, String id, DataKey key, Optional<AdoptedTable> adopted) {
        super(scope, id);
        this.adopted = adopted;
        table = adopted.isPresent()
                ? Table.fromTableName(this, "Adopted", adopted.get().name())
                : create(key);
    }

    private Table create(DataKey key) {
        Table created = Table.Builder.create(this, "Table")
                .partitionKey(text("pk"))
                .sortKey(text("sk"))
                .timeToLiveAttribute("expiresAt")
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .encryption(TableEncryption.CUSTOMER_MANAGED)
                .encryptionKey(key.key())
                .pointInTimeRecoverySpecification(PointInTimeRecoverySpecification.builder()
                        .pointInTimeRecoveryEnabled(true)
                        .build())
                .deletionProtection(true)
                // Also after a failed first create: a protected table cannot be deleted, and a failed rollback
                // would block the next create.
                .removalPolicy(RemovalPolicy.RETAIN)
                .build();
        // Sparse: only a record with unpublished alerts has these attributes, so a query reads only what is due.
        created.addGlobalSecondaryIndex(GlobalSecondaryIndexProps.builder()
                .indexName(OUTBOX)
                .partitionKey(text("due"))
                .sortKey(text("outboxSince"))
                .projectionType(ProjectionType.KEYS_ONLY)
                .build());
        // Finds the repositories of a KMS key: an event of the key names none.
        created.addGlobalSecondaryIndex(GlobalSecondaryIndexProps.builder()
                .indexName(KEY)
                .partitionKey(text("keyArn"))
                .projectionType(ProjectionType.KEYS_ONLY)
                .build());
        return created;
    }

    public ITable table() {
        return table;
    }

    public void allow(JavaFunction function, List<String> actions) {
        function.allow("Records", actions, List.of(table.getTableArn()));
        adopted.ifPresent(old -> function.allowKey("UseTheKeyOfTheTable", old.key(), List.of("dynamodb")));
    }

    /** Allows writing items of one partition key, which is that of no record. */
    public void allowPuttingBelow(JavaFunction function, String partitionKey) {
        function.allowWhen(
                "Deliveries",
                List.of("dynamodb:PutItem"),
                List.of(table.getTableArn()),
                Map.of("ForAllValues:StringEquals", Map.of("dynamodb:LeadingKeys", List.of(partitionKey))));
        adopted.ifPresent(old -> function.allowKey("UseTheKeyOfTheTable", old.key(), List.of("dynamodb")));
    }

    public void allowFindingWhatIsDue(JavaFunction function) {
        function.allow("WhatIsDue", List.of("dynamodb:Query"), List.of(table.getTableArn() + "/index/" + OUTBOX));
    }

    /** An event of a KMS key names no repository. */
    public void allowFindingRepositoriesOfAKey(JavaFunction function) {
        function.allow("RepositoriesOfAKey", List.of("dynamodb:Query"), List.of(table.getTableArn() + "/index/" + KEY));
    }

    private static Attribute text(String name) {
        return Attribute.builder().name(name).type(AttributeType.STRING).build();
    }
}
