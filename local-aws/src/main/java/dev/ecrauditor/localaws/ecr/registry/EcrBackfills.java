package dev.ecrauditor.localaws.ecr.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.AwsError;
import dev.ecrauditor.localaws.call.AwsService;
import dev.ecrauditor.localaws.call.Call;
import dev.ecrauditor.localaws.call.IdGenerator;
import dev.ecrauditor.localaws.call.Json;
import dev.ecrauditor.localaws.call.Operation;
import dev.ecrauditor.localaws.call.page.Page;
import dev.ecrauditor.localaws.call.page.PageRequest;
import dev.ecrauditor.localaws.ecr.Registries;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * ECR's operations on replication backfills. One that is started is in progress until it is stopped, and has no
 * results.
 */
final class EcrBackfills {

    private static final int DEFAULT_PAGE = 100;
    private static final int MOST_RUNNING = 10;

    private final Registries registries;
    private final IdGenerator ids;

    EcrBackfills(Registries registries, IdGenerator ids) {
        this.registries = registries;
        this.ids = ids;
    }

    List<Operation> operations() {
        return List.of(
                Operation.of(AwsService.ECR, "StartReplicationBackfill", this::start, "registryId", "destination"),
                Operation.of(
                        AwsService.ECR, "StopReplicationBackfill", this::stop, "registryId", "replicationBackfillId"),
                Operation.of(
                        AwsService.ECR,
                        "ListReplicationBackfills",
                        this::list,
                        "registryId",
                        "maxResults",
                        "nextToken"),
                Operation.of(
                        AwsService.ECR,
                        "DescribeReplicationBackfillResults",
                        this::describe,
                        "registryId",
                        "replicationBackfillId",
                        "resultStatusFilter",
                        "maxResults",
                        "nextToken"));
    }

    private ObjectNode start(Call call) {
        Destination destination = Destination.read(
                call.parameters().object("destination").orElseThrow(() -> call.invalid("destination", "is required")));
        RegistrySettings settings = registries.regionOf(call).settings;
        if (!settings.replication().destinations().contains(destination)) {
            throw call.invalid("destination", "must be a destination of the replication configuration");
        }
        List<Backfill> running = settings.backfills().values().stream()
                .filter(Backfill::isRunning)
                .toList();
        if (running.stream().anyMatch(other -> other.destination().region().equals(destination.region()))) {
            throw AwsError.badRequest(
                    "ReplicationBackfillInProgressException",
                    "A replication backfill to " + destination.region() + " is already in progress");
        }
        if (running.size() >= MOST_RUNNING) {
            throw AwsError.badRequest(
                    "LimitExceededException", MOST_RUNNING + " replication backfills are already in progress");
        }
        Backfill backfill =
                new Backfill(ids.next("backfill"), destination, Backfill.IN_PROGRESS, call.now(), Optional.empty());
        settings.backfills().put(backfill.id(), backfill);
        return backfill.toJson(Backfill.PREPARING)
                .put("registryId", call.place().account());
    }

    private ObjectNode stop(Call call) {
        Backfill backfill = find(call);
        if (!backfill.isRunning()) {
            throw AwsError.badRequest(
                    "ReplicationBackfillInvalidStatusException",
                    "The replication backfill is " + backfill.status() + " and cannot be stopped");
        }
        backfills(call).put(backfill.id(), backfill.stopped(call.now()));
        return backfill.toJson(Backfill.STOPPING).put("registryId", call.place().account());
    }

    private ObjectNode list(Call call) {
        Page<Backfill> page = PageRequest.ofEcr(call, DEFAULT_PAGE).of(backfills(call));
        ObjectNode answer = Json.object().put("registryId", call.place().account());
        answer.set(
                "backfills",
                Json.nodes(page.items().stream().map(Backfill::describe).toList()));
        return page.writeNextToken(answer);
    }

    private ObjectNode describe(Call call) {
        ObjectNode answer = find(call).describe().put("registryId", call.place().account());
        return answer.set("results", Json.nodes(List.of()));
    }

    private Backfill find(Call call) {
        String id = call.parameters().text("replicationBackfillId");
        Backfill backfill = backfills(call).get(id);
        if (backfill == null) {
            throw AwsError.badRequest(
                    "ReplicationBackfillNotFoundException",
                    "The replication backfill with id '" + id + "' does not exist in the registry with id '"
                            + call.place().account() + "'");
        }
        return backfill;
    }

    private NavigableMap<String, Backfill> backfills(Call call) {
        return registries.regionOf(call).settings.backfills();
    }
}
