package dev.ecrauditor.localaws.ecr.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.AwsError;
import dev.ecrauditor.localaws.call.AwsService;
import dev.ecrauditor.localaws.call.Call;
import dev.ecrauditor.localaws.call.Fields;
import dev.ecrauditor.localaws.call.Json;
import dev.ecrauditor.localaws.call.Operation;
import dev.ecrauditor.localaws.ecr.Registries;
import java.util.List;
import java.util.Optional;

/** ECR's operations on the configurations of a registry for replication and for signing. */
final class EcrReplication {

    private static final String SIGNING = "signingConfiguration";
    private static final String REPLICATION = "replicationConfiguration";

    private final Registries registries;

    EcrReplication(Registries registries) {
        this.registries = registries;
    }

    List<Operation> operations() {
        return List.of(
                Operation.of(AwsService.ECR, "DescribeRegistry", this::describe),
                Operation.of(AwsService.ECR, "PutReplicationConfiguration", this::put, REPLICATION),
                Operation.of(AwsService.ECR, "GetSigningConfiguration", this::getSigning),
                Operation.of(AwsService.ECR, "PutSigningConfiguration", this::putSigning, SIGNING),
                Operation.of(AwsService.ECR, "DeleteSigningConfiguration", this::deleteSigning));
    }

    private ObjectNode describe(Call call) {
        ObjectNode answer = Json.object().put("registryId", call.place().account());
        return answer.set(REPLICATION, settings(call).replication().toJson());
    }

    private ObjectNode put(Call call) {
        ReplicationConfiguration configuration =
                ReplicationConfiguration.read(call.place(), required(call, REPLICATION));
        settings(call).setReplication(configuration);
        return Json.object().set(REPLICATION, configuration.toJson());
    }

    private ObjectNode putSigning(Call call) {
        SigningConfiguration signing = SigningConfiguration.read(required(call, SIGNING));
        settings(call).setSigning(Optional.of(signing));
        return Json.object().set(SIGNING, signing.toJson());
    }

    private ObjectNode getSigning(Call call) {
        ObjectNode answer = Json.object().put("registryId", call.place().account());
        return answer.set(SIGNING, signingOf(call).toJson());
    }

    private ObjectNode deleteSigning(Call call) {
        ObjectNode answer = getSigning(call);
        settings(call).setSigning(Optional.empty());
        return answer;
    }

    private SigningConfiguration signingOf(Call call) {
        return settings(call)
                .signing()
                .orElseThrow(() -> AwsError.badRequest(
                        "SigningConfigurationNotFoundException",
                        "Signing configuration does not exist in the registry with id '"
                                + call.place().account() + "'"));
    }

    private static Fields required(Call call, String member) {
        return call.parameters().object(member).orElseThrow(() -> call.invalid(member, "is required"));
    }

    private RegistrySettings settings(Call call) {
        return registries.regionOf(call).settings;
    }
}
