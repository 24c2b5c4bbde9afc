package dev.ecrauditor.localaws.ecr;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.AwsError;
import dev.ecrauditor.localaws.call.AwsService;
import dev.ecrauditor.localaws.call.Call;
import dev.ecrauditor.localaws.call.Json;
import dev.ecrauditor.localaws.call.Operation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** ECR's scanning settings of repositories and of the registry. */
public final class EcrScanning {

    private static final int MOST_NAMES = 25;

    private final Registries registries;

    public EcrScanning(Registries registries) {
        this.registries = registries;
    }

    public List<Operation> operations() {
        return List.of(
                Operation.of(
                        AwsService.ECR,
                        "PutImageScanningConfiguration",
                        this::putRepository,
                        "registryId",
                        "repositoryName",
                        "imageScanningConfiguration"),
                Operation.of(AwsService.ECR, "GetRegistryScanningConfiguration", this::getRegistry),
                Operation.of(
                        AwsService.ECR, "PutRegistryScanningConfiguration", this::putRegistry, "scanType", "rules"),
                Operation.of(
                        AwsService.ECR, "BatchGetRepositoryScanningConfiguration", this::batchGet, "repositoryNames"));
    }

    private ObjectNode putRepository(Call call) {
        Repository repository = registries.repositoryOf(call);
        boolean scanOnPush = call.parameters()
                .object("imageScanningConfiguration")
                .orElseThrow(() -> call.invalid("imageScanningConfiguration", "is required"))
                .flag("scanOnPush", false);
        registries.registryOf(call).put(repository.withScanOnPush(scanOnPush));
        ObjectNode result =
                Json.object().put("registryId", call.place().account()).put("repositoryName", repository.name());
        result.set("imageScanningConfiguration", Json.object().put("scanOnPush", scanOnPush));
        return result;
    }

    private ObjectNode getRegistry(Call call) {
        ObjectNode result = Json.object().put("registryId", call.place().account());
        result.set(
                "scanningConfiguration", registries.registryOf(call).scanning().toJson());
        return result;
    }

    private ObjectNode putRegistry(Call call) {
        RegistryScanning scanning = RegistryScanning.read(call.parameters());
        boolean continuous =
                scanning.rules().stream().anyMatch(rule -> rule.frequency().equals(RegistryScanning.CONTINUOUS_SCAN));
        if (continuous && scanning.scanType().equals(RegistryScanning.BASIC)) {
            throw AwsError.badRequest(
                    "ValidationException", "The scan frequency CONTINUOUS_SCAN needs the scan type ENHANCED");
        }
        registries.registryOf(call).setScanning(scanning);
        return Json.object().set("registryScanningConfiguration", scanning.toJson());
    }

    private ObjectNode batchGet(Call call) {
        List<String> names = call.parameters().texts("repositoryNames");
        if (names.isEmpty() || names.size() > MOST_NAMES) {
            throw call.invalid("repositoryNames", "must have between 1 and " + MOST_NAMES + " items");
        }
        Registry registry = registries.registryOf(call);
        List<ObjectNode> found = new ArrayList<>();
        List<ObjectNode> failures = new ArrayList<>();
        for (String name : new LinkedHashSet<>(names)) {
            registry.find(name)
                    .ifPresentOrElse(
                            repository -> found.add(effect(registry, repository)),
                            () -> failures.add(failure(call, name)));
        }
        ObjectNode result = Json.object();
        result.set("scanningConfigurations", Json.nodes(found));
        result.set("failures", Json.nodes(failures));
        return result;
    }

    private static ObjectNode effect(Registry registry, Repository repository) {
        RegistryScanning.Effect effect = registry.scanning().effectOn(repository.name(), repository.scanOnPush());
        ObjectNode json = Json.object()
                .put("repositoryArn", repository.arn())
                .put("repositoryName", repository.name())
                .put("scanOnPush", !effect.frequency().equals(RegistryScanning.MANUAL))
                .put("scanFrequency", effect.frequency());
        json.set(
                "appliedScanFilters",
                Json.nodes(effect.filters().stream().map(ScanFilter::toJson).toList()));
        return json;
    }

    private static ObjectNode failure(Call call, String name) {
        return Json.object()
                .put("repositoryName", name)
                .put("failureCode", "REPOSITORY_NOT_FOUND")
                .put("failureReason", Registries.notFoundMessage(call, name));
    }
}
