package dev.ecrauditor.localaws.kms;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.AwsError;
import dev.ecrauditor.localaws.call.AwsService;
import dev.ecrauditor.localaws.call.Call;
import dev.ecrauditor.localaws.call.Json;
import dev.ecrauditor.localaws.call.Operation;
import dev.ecrauditor.localaws.kms.key.KeyRotation;
import dev.ecrauditor.localaws.kms.key.KeyStatus;
import dev.ecrauditor.localaws.kms.key.Keys;
import dev.ecrauditor.localaws.kms.key.KmsKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * KMS's EnableKeyRotation, DisableKeyRotation and GetKeyRotationStatus.
 *
 * <p>Source: GetKeyRotationStatus, AWS KMS API Reference.
 */
final class KmsRotation {

    private static final int SHORTEST_PERIOD = 90;
    private static final int LONGEST_PERIOD = 2_560;

    private final CalledKey called;
    private final MultiRegionKeys multiRegion;

    KmsRotation(Keys keys, MultiRegionKeys multiRegion) {
        this.called = new CalledKey(keys);
        this.multiRegion = multiRegion;
    }

    List<Operation> operations() {
        return List.of(
                Operation.of(AwsService.KMS, "EnableKeyRotation", this::enable, "KeyId", "RotationPeriodInDays"),
                Operation.of(AwsService.KMS, "DisableKeyRotation", this::disable, "KeyId"),
                Operation.of(AwsService.KMS, "GetKeyRotationStatus", this::status, "KeyId"));
    }

    private ObjectNode enable(Call call) {
        int days = call.parameters()
                .number("RotationPeriodInDays", KeyRotation.DEFAULT_PERIOD, SHORTEST_PERIOD, LONGEST_PERIOD);
        return change(call, new KeyRotation(Optional.of(call.now()), days));
    }

    private ObjectNode disable(Call call) {
        return change(call, KeyRotation.OFF);
    }

    private ObjectNode change(Call call, KeyRotation rotation) {
        KmsKey key = called.findOwn(call);
        if (!key.material().canRotate() || key.isReplica() || key.isAwsManaged()) {
            throw unsupported(key);
        }
        CalledKey.refuse(
                key,
                "Creating",
                "Updating",
                KeyStatus.DISABLED_STATE,
                KeyStatus.PENDING_DELETION,
                KeyStatus.PENDING_REPLICA_DELETION);
        called.ringOf(key).put(key.withRotation(rotation));
        return Json.object();
    }

    /** The rotation of a replica is that of its primary; a key that waits for its deletion does not rotate. */
    private ObjectNode status(Call call) {
        KmsKey key = called.find(call);
        if (!key.material().canRotate()) {
            throw unsupported(key);
        }
        CalledKey.refuse(key, "Creating", "Updating");
        KeyRotation rotation = (key.isReplica() ? multiRegion.primaryOf(key).orElse(key) : key).rotation();
        boolean isOn = rotation.enabledAt().isPresent()
                && !key.status().is(KeyStatus.PENDING_DELETION, KeyStatus.PENDING_REPLICA_DELETION);
        ObjectNode answer = Json.object().put("KeyId", key.arn()).put("KeyRotationEnabled", isOn);
        if (isOn) {
            answer.put("RotationPeriodInDays", rotation.periodInDays());
            rotation.enabledAt()
                    .map(since -> since.plus(Duration.ofDays(rotation.periodInDays())))
                    .ifPresent(next -> answer.put("NextRotationDate", Json.epochSeconds(next)));
        }
        return answer;
    }

    private static AwsError unsupported(KmsKey key) {
        return AwsError.badRequest(
                "UnsupportedOperationException", key.arn() + " does not support this operation on its key rotation.");
    }
}
