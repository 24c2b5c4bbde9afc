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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** ECR's ListImages and DescribeImages. */
final class EcrImages {

    private static final int DEFAULT_PAGE = 100;
    private static final int MOST_IDS = 100;

    private final Registries registries;

    EcrImages(Registries registries) {
        this.registries = registries;
    }

    List<Operation> operations() {
        return List.of(
                Operation.of(
                        AwsService.ECR,
                        "ListImages",
                        this::list,
                        "registryId",
                        "repositoryName",
                        "nextToken",
                        "maxResults",
                        "filter"),
                Operation.of(
                        AwsService.ECR,
                        "DescribeImages",
                        this::describe,
                        "registryId",
                        "repositoryName",
                        "imageIds",
                        "nextToken",
                        "maxResults",
                        "filter"));
    }

    /** An image is listed once for each tag; one without tags is listed by its digest alone. */
    private ObjectNode list(Call call) {
        NavigableMap<String, ImageId> ids = new TreeMap<>();
        for (Image image : filtered(call).values()) {
            image.tags().forEach(tag -> ids.put(image.digest() + " " + tag, new ImageId(image.digest(), tag)));
            if (!image.isTagged()) {
                ids.put(image.digest(), new ImageId(image.digest(), ""));
            }
        }
        Page<ImageId> page = PageRequest.ofEcr(call, DEFAULT_PAGE).of(ids);
        ObjectNode answer = Json.object();
        answer.set(
                "imageIds",
                Json.nodes(page.items().stream().map(ImageId::toJson).toList()));
        return page.writeNextToken(answer);
    }

    private ObjectNode describe(Call call) {
        String repository = registries.repositoryOf(call).name();
        List<Fields> ids = call.parameters().objects("imageIds");
        if (ids.isEmpty()) {
            Page<Image> page = PageRequest.ofEcr(call, DEFAULT_PAGE).of(filtered(call));
            return page.writeNextToken(details(call, repository, page.items()));
        }
        if (ids.size() > MOST_IDS) {
            throw call.invalid("imageIds", "must have at most " + MOST_IDS + " items");
        }
        Images images = images(call);
        Set<Image> found = new LinkedHashSet<>();
        ids.forEach(id -> found.add(find(call, images, ImageId.read(id))));
        return details(call, repository, List.copyOf(found));
    }

    /** The image, or ECR's error. */
    static Image find(Call call, Images images, ImageId id) {
        return images.find(id)
                .orElseThrow(() -> AwsError.badRequest(
                        "ImageNotFoundException",
                        "The image with imageId {imageDigest:'" + id.digest() + "', imageTag:'" + id.tag()
                                + "'} does not exist within the repository with name '"
                                + call.parameters().text("repositoryName") + "' in the registry with id '"
                                + call.place().account() + "'"));
    }

    private Images images(Call call) {
        return registries
                .regionOf(call)
                .registry
                .images(registries.repositoryOf(call).name());
    }

    /** Without a filter of the status, only active images. */
    private NavigableMap<String, Image> filtered(Call call) {
        Fields filter = call.parameters().objectOrEmpty("filter").onlyKnown("tagStatus", "imageStatus");
        String tags = filter.oneOf("tagStatus", "ANY", List.of("ANY", "TAGGED", "UNTAGGED"));
        String status =
                filter.oneOf("imageStatus", Image.ACTIVE, List.of(Image.ACTIVE, Image.ARCHIVED, "ACTIVATING", "ANY"));
        NavigableMap<String, Image> all = new TreeMap<>(images(call).byDigest());
        all.values()
                .removeIf(image ->
                        !status.equals("ANY") && !status.equals(image.storage().status()));
        all.values().removeIf(image -> !tags.equals("ANY") && tags.equals("TAGGED") != image.isTagged());
        return all;
    }

    private static ObjectNode details(Call call, String repository, List<Image> images) {
        return Json.object()
                .set(
                        "imageDetails",
                        Json.nodes(images.stream()
                                .map(image -> image.describe(Json.object()
                                        .put("registryId", call.place().account())
                                        .put("repositoryName", repository)))
                                .toList()));
    }
}
