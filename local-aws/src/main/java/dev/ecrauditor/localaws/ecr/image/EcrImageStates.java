package dev.ecrauditor.localaws.ecr.image;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.AwsError;
import dev.ecrauditor.localaws.call.AwsService;
import dev.ecrauditor.localaws.call.Call;
import dev.ecrauditor.localaws.call.Fields;
import dev.ecrauditor.localaws.call.Json;
import dev.ecrauditor.localaws.call.Operation;
import dev.ecrauditor.localaws.call.page.Page;
import dev.ecrauditor.localaws.call.page.PageRequest;
import dev.ecrauditor.localaws.ecr.Registries;
import dev.ecrauditor.localaws.ecr.Repository;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** ECR's UpdateImageStorageClass, DescribeImageReplicationStatus and ListImageReferrers. */
final class EcrImageStates {

    private static final int MOST_REFERRERS = 50;
    private static final String ARCHIVE = "ARCHIVE";

    private final Registries registries;

    EcrImageStates(Registries registries) {
        this.registries = registries;
    }

    List<Operation> operations() {
        return List.of(
                Operation.of(
                        AwsService.ECR,
                        "UpdateImageStorageClass",
                        this::updateStorageClass,
                        "registryId",
                        "repositoryName",
                        "imageId",
                        "targetStorageClass"),
                Operation.of(
                        AwsService.ECR,
                        "DescribeImageReplicationStatus",
                        this::describeReplication,
                        "registryId",
                        "repositoryName",
                        "imageId"),
                Operation.of(
                        AwsService.ECR,
                        "ListImageReferrers",
                        this::listReferrers,
                        "registryId",
                        "repositoryName",
                        "subjectId",
                        "filter",
                        "nextToken",
                        "maxResults"));
    }

    /** A restore is under way in the answer and done at the next call. */
    private ObjectNode updateStorageClass(Call call) {
        Repository repository = registries.repositoryOf(call);
        Images images = images(call, repository);
        ImageId id = id(call, "imageId");
        Image image = EcrImages.find(call, images, id);
        boolean archives = call.parameters()
                .oneOf("targetStorageClass", List.of("STANDARD", ARCHIVE))
                .equals(ARCHIVE);
        if (archives != image.isActive()) {
            throw AwsError.badRequest(
                    "ImageStorageClassUpdateNotSupportedException",
                    "The image is already in the requested storage class");
        }
        images.put(image.withStorage(
                new Image.Storage(archives ? Image.ARCHIVED : Image.ACTIVE, Optional.of(call.now()))));
        return answer(repository, image, id).put("imageStatus", archives ? Image.ARCHIVED : "ACTIVATING");
    }

    private ObjectNode describeReplication(Call call) {
        Repository repository = registries.repositoryOf(call);
        ImageId id = id(call, "imageId");
        Image image = EcrImages.find(call, images(call, repository), id);
        ObjectNode answer = answer(repository, image, id).without(List.of("registryId"));
        return answer.set(
                "replicationStatuses",
                Json.nodes(image.replicationStatuses().stream()
                        .map(ReplicationStatus::toJson)
                        .toList()));
    }

    private ObjectNode listReferrers(Call call) {
        Repository repository = registries.repositoryOf(call);
        Fields filter = call.parameters().objectOrEmpty("filter").onlyKnown("artifactTypes", "artifactStatus");
        List<String> types = filter.texts("artifactTypes");
        String status = filter.oneOf(
                "artifactStatus", Image.ACTIVE, List.of(Image.ACTIVE, Image.ARCHIVED, "ACTIVATING", "ANY"));
        String subject = id(call, "subjectId").digest();
        NavigableMap<String, Image> referrers =
                new TreeMap<>(images(call, repository).byDigest());
        referrers.values().removeIf(image -> !image.manifest().subject().equals(subject));
        referrers
                .values()
                .removeIf(image ->
                        !types.isEmpty() && !types.contains(image.manifest().artifactType()));
        referrers
                .values()
                .removeIf(image ->
                        !status.equals("ANY") && !status.equals(image.storage().status()));
        Page<Image> page =
                PageRequest.ofEcr(call, MOST_REFERRERS, MOST_REFERRERS).of(referrers);
        ObjectNode answer = Json.object();
        answer.set(
                "referrers",
                Json.nodes(page.items().stream().map(EcrImageStates::referrer).toList()));
        return page.writeNextToken(answer);
    }

    private static ObjectNode referrer(Image image) {
        ObjectNode json = Json.object()
                .put("digest", image.digest())
                .put("mediaType", image.manifest().mediaType())
                .put("artifactType", image.manifest().artifactType())
                .put("size", image.manifest().text().length())
                .put("artifactStatus", image.storage().status());
        if (image.manifest().content().has("annotations")) {
            json.set("annotations", image.manifest().content().get("annotations"));
        }
        return json;
    }

    private static ObjectNode answer(Repository repository, Image image, ImageId id) {
        ObjectNode answer =
                Json.object().put("registryId", repository.place().account()).put("repositoryName", repository.name());
        return answer.set("imageId", new ImageId(image.digest(), id.tag()).toJson());
    }

    private Images images(Call call, Repository repository) {
        return registries.regionOf(call).registry.images(repository.name());
    }

    private static ImageId id(Call call, String member) {
        return ImageId.read(call.parameters().object(member).orElseThrow(() -> call.invalid(member, "is required")));
    }
}
