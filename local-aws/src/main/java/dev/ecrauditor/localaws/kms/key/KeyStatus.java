package dev.ecrauditor.localaws.kms.key;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.Fields;
import dev.ecrauditor.localaws.call.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The state of a key; when it is deleted; and the days its deletion waits after that of its replicas. */
public record KeyStatus(String state, Optional<Instant> deletionDate, int daysAfterReplicas) {

    public static final String ENABLED_STATE = "Enabled";
    public static final String DISABLED_STATE = "Disabled";
    public static final String PENDING_DELETION = "PendingDeletion";
    public static final String PENDING_IMPORT = "PendingImport";
    public static final String PENDING_REPLICA_DELETION = "PendingReplicaDeletion";
    public static final KeyStatus ENABLED = of(ENABLED_STATE);
    public static final KeyStatus DISABLED = of(DISABLED_STATE);

    private static final int DEFAULT_DAYS = 30;
    private static final List<String> STATES = List.of(
            "Creating",
            ENABLED_STATE,
            DISABLED_STATE,
            PENDING_DELETION,
            PENDING_IMPORT,
            PENDING_REPLICA_DELETION,
            "Unavailable",
            "Updating");

    public static KeyStatus of(String state) {
        return new KeyStatus(state, Optional.empty(), DEFAULT_DAYS);
    }

    /** Reads the state of a key in an account-state file. */
    public static KeyStatus read(Fields fields) {
        return new KeyStatus(
                fields.oneOf("keyState", ENABLED_STATE, STATES), fields.time("deletionDate"), DEFAULT_DAYS);
    }

    public boolean is(String... states) {
        return List.of(states).contains(state);
    }

    public void describe(ObjectNode json) {
        json.put("Enabled", is(ENABLED_STATE)).put("KeyState", state);
        deletionDate.ifPresent(date -> json.put("DeletionDate", Json.epochSeconds(date)));
        if (is(PENDING_REPLICA_DELETION)) {
            json.put("PendingDeletionWindowInDays", daysAfterReplicas);
        }
    }
}
