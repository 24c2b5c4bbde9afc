package dev.ecrauditor.localaws.kms;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.AwsService;
import dev.ecrauditor.localaws.call.Call;
import dev.ecrauditor.localaws.call.Json;
import dev.ecrauditor.localaws.call.Operation;
import dev.ecrauditor.localaws.kms.key.KeyStatus;
import dev.ecrauditor.localaws.kms.key.Keys;
import dev.ecrauditor.localaws.kms.key.KmsKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * KMS's EnableKey, DisableKey, ScheduleKeyDeletion and CancelKeyDeletion. A key whose deletion date is over stays: only
 * an account-state file deletes it.
 *
 * <p>Source: "Key states of AWS KMS keys", AWS KMS Developer Guide.
 */
final class KmsKeyStates {

    private static final int SHORTEST_DAYS = 7;
    private static final int LONGEST_DAYS = 30;

    private final CalledKey called;
    private final MultiRegionKeys multiRegion;

    KmsKeyStates(Keys keys, MultiRegionKeys multiRegion) {
        this.called = new CalledKey(keys);
        this.multiRegion = multiRegion;
    }

    List<Operation> operations() {
        return List.of(
                Operation.of(AwsService.KMS, "EnableKey", call -> change(call, KeyStatus.ENABLED), "KeyId"),
                Operation.of(AwsService.KMS, "DisableKey", call -> change(call, KeyStatus.DISABLED), "KeyId"),
                Operation.of(AwsService.KMS, "ScheduleKeyDeletion", this::schedule, "KeyId", "PendingWindowInDays"),
                Operation.of(AwsService.KMS, "CancelKeyDeletion", this::cancel, "KeyId"));
    }

    private ObjectNode change(Call call, KeyStatus status) {
        KmsKey key = called.findToChange(call);
        CalledKey.refuse(
                key,
                "Creating",
                "Updating",
                KeyStatus.PENDING_DELETION,
                KeyStatus.PENDING_IMPORT,
                KeyStatus.PENDING_REPLICA_DELETION);
        called.ringOf(key).put(key.withStatus(status));
        return Json.object();
    }

    /** A primary key is deleted after its replicas, so that it has no date yet. */
    private ObjectNode schedule(Call call) {
        KmsKey key = called.findToChange(call);
        CalledKey.refuse(key, "Creating", "Updating", KeyStatus.PENDING_DELETION, KeyStatus.PENDING_REPLICA_DELETION);
        int days = call.parameters().number("PendingWindowInDays", LONGEST_DAYS, SHORTEST_DAYS, LONGEST_DAYS);
        KeyStatus status = multiRegion.replicasOf(key).isEmpty()
                ? new KeyStatus(
                        KeyStatus.PENDING_DELETION, Optional.of(call.now().plus(Duration.ofDays(days))), days)
                : new KeyStatus(KeyStatus.PENDING_REPLICA_DELETION, Optional.empty(), days);
        called.ringOf(key).put(key.withStatus(status));
        ObjectNode answer = Json.object()
                .put("KeyId", key.arn())
                .put("KeyState", status.state())
                .put("PendingWindowInDays", days);
        status.deletionDate().ifPresent(date -> answer.put("DeletionDate", Json.epochSeconds(date)));
        return answer;
    }

    /** The key stays disabled. */
    private ObjectNode cancel(Call call) {
        KmsKey key = called.findToChange(call);
        if (!key.status().is(KeyStatus.PENDING_DELETION, KeyStatus.PENDING_REPLICA_DELETION)) {
            throw CalledKey.invalidState(key.arn() + " is not pending deletion.");
        }
        called.ringOf(key).put(key.withStatus(KeyStatus.DISABLED));
        return Json.object().put("KeyId", key.arn());
    }
}
