package dev.ecrauditor.localaws.ecr.image;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.AwsService;
import dev.ecrauditor.localaws.call.Call;
import dev.ecrauditor.localaws.call.Fields;
import dev.ecrauditor.localaws.call.Json;
import dev.ecrauditor.localaws.call.Operation;
import dev.ecrauditor.localaws.ecr.Registries;
import dev.ecrauditor.localaws.ecr.Repository;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** ECR's BatchGetImage and BatchDeleteImage. */
final class EcrManifests {

    private static final int MOST_IDS = 100;

    private final Registries registries;

    EcrManifests(Registries registries) {
        this.registries = registries;
    }

    List<Operation> operations() {
        return List.of(
                Operation.of(
                        AwsService.ECR,
                        "BatchGetImage",
                        this::get,
                        "registryId",
                        "repositoryName",
                        "imageIds",
                        "acceptedMediaTypes"),
                Operation.of(
                        AwsService.ECR, "BatchDeleteImage", this::delete, "registryId", "repositoryName", "imageIds"));
    }

    private ObjectNode get(Call call) {
        Repository repository = registries.repositoryOf(call);
        Images images = images(call, repository);
        List<ObjectNode> found = new ArrayList<>();
        List<ObjectNode> failures = new ArrayList<>();
        for (ImageId id : ids(call)) {
            Optional<Image> image = images.find(id);
            if (image.filter(Image::isActive).isPresent()) {
                Image there = image.get();
                found.add(json(repository, there, new ImageId(there.digest(), id.tag())));
            } else {
                failures.add(failure(id, image));
            }
        }
        return answer("images", found, failures);
    }

    private ObjectNode delete(Call call) {
        Repository repository = registries.repositoryOf(call);
        Images images = images(call, repository);
        List<ObjectNode> deleted = new ArrayList<>();
        List<ObjectNode> failures = new ArrayList<>();
        for (ImageId id : ids(call)) {
            Optional<Image> image = images.find(id);
            if (image.isEmpty()) {
                failures.add(failure(id, image));
                continue;
            }
            Image there = image.get();
            boolean keepsOtherTags = id.digest().isEmpty() && there.tags().size() > 1;
            if (keepsOtherTags) {
                images.untag(id.tag());
            } else {
                images.remove(there);
            }
            deleted.add(new ImageId(there.digest(), id.tag()).toJson());
        }
        return answer("imageIds", deleted, failures);
    }

    private Images images(Call call, Repository repository) {
        return registries.regionOf(call).registry.images(repository.name());
    }

    private static List<ImageId> ids(Call call) {
        List<Fields> ids = call.parameters().objects("imageIds");
        if (ids.isEmpty() || ids.size() > MOST_IDS) {
            throw call.invalid("imageIds", "must have between 1 and " + MOST_IDS + " items");
        }
        return ids.stream().map(ImageId::read).toList();
    }

    /** The code for an archived image is in the API's list of codes; that it means this is not documented. */
    private static ObjectNode failure(ImageId id, Optional<Image> image) {
        boolean unnamed = id.digest().isEmpty() && id.tag().isEmpty();
        String code = image.isPresent() ? "ImageInaccessible" : unnamed ? "MissingDigestAndTag" : "ImageNotFound";
        ObjectNode json = Json.object()
                .put("failureCode", code)
                .put("failureReason", image.isPresent() ? "Requested image is archived" : "Requested image not found");
        return json.set("imageId", id.toJson());
    }

    private static ObjectNode answer(String member, List<ObjectNode> items, List<ObjectNode> failures) {
        ObjectNode answer = Json.object();
        answer.set(member, Json.nodes(items));
        return answer.set("failures", Json.nodes(failures));
    }

    static ObjectNode json(Repository repository, Image image, ImageId id) {
        ObjectNode json = Json.object()
                .put("registryId", repository.place().account())
                .put("repositoryName", repository.name())
                .put("imageManifest", image.manifest().text())
                .put("imageManifestMediaType", image.manifest().mediaType());
        return json.set("imageId", id.toJson());
    }
}
