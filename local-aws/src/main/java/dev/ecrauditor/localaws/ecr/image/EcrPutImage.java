package dev.ecrauditor.localaws.ecr.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.AwsError;
import dev.ecrauditor.localaws.call.AwsService;
import dev.ecrauditor.localaws.call.Call;
import dev.ecrauditor.localaws.call.Fields;
import dev.ecrauditor.localaws.call.Json;
import dev.ecrauditor.localaws.call.Operation;
import dev.ecrauditor.localaws.ecr.Registries;
import dev.ecrauditor.localaws.ecr.Repository;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** ECR's PutImage; that the layers of a manifest exist is not checked. */
final class EcrPutImage {

    private final Registries registries;

    EcrPutImage(Registries registries) {
        this.registries = registries;
    }

    List<Operation> operations() {
        return List.of(Operation.of(
                AwsService.ECR,
                "PutImage",
                this::put,
                "registryId",
                "repositoryName",
                "imageManifest",
                "imageManifestMediaType",
                "imageTag",
                "imageDigest"));
    }

    private ObjectNode put(Call call) {
        Repository repository = registries.repositoryOf(call);
        Images images = registries.regionOf(call).registry.images(repository.name());
        Manifest manifest = manifest(call);
        String tag = call.parameters().text("imageTag", "");
        checkReferences(images, manifest);
        Optional<Image> same = images.withDigest(manifest.digest());
        checkNew(same, tag, repository);
        checkTag(images, repository, tag, manifest);
        SortedSet<String> tags = new TreeSet<>(same.map(Image::tags).orElseGet(TreeSet::new));
        if (!tag.isEmpty()) {
            tags.add(tag);
        }
        Image image = new Image(
                manifest,
                same.map(Image::pushedAt).orElseGet(call::now),
                tags,
                Image.Storage.PUSHED,
                replications(call, repository));
        images.put(image);
        return Json.object().set("image", EcrManifests.json(repository, image, new ImageId(image.digest(), tag)));
    }

    /** What the replication rules begin; nothing is copied, so that it does not end. */
    private List<ReplicationStatus> replications(Call call, Repository repository) {
        return registries.regionOf(call).settings.replication().destinationsOf(repository.name()).stream()
                .map(destination -> new ReplicationStatus(
                        destination.region(), destination.registryId(), ReplicationStatus.IN_PROGRESS, ""))
                .toList();
    }

    private static void checkReferences(Images images, Manifest manifest) {
        for (String digest : manifest.references()) {
            if (images.withDigest(digest).isEmpty()) {
                throw AwsError.badRequest(
                        "ReferencedImagesNotFoundException",
                        "The manifest references the image " + digest + ", which does not exist");
            }
        }
    }

    private static void checkTag(Images images, Repository repository, String tag, Manifest manifest) {
        images.withTag(tag)
                .filter(tagged -> !tagged.digest().equals(manifest.digest())
                        && repository.tagMutability().isImmutable(tag))
                .ifPresent(tagged -> {
                    throw AwsError.badRequest(
                            "ImageTagAlreadyExistsException",
                            "The image tag '" + tag + "' already exists in the '" + repository.name()
                                    + "' repository and cannot be overwritten because the tag is immutable.");
                });
    }

    /** A push of an archived image restores it. */
    private static void checkNew(Optional<Image> same, String tag, Repository repository) {
        boolean known = same.filter(Image::isActive)
                .filter(image -> tag.isEmpty() || image.tags().contains(tag))
                .isPresent();
        if (known) {
            throw AwsError.badRequest(
                    "ImageAlreadyExistsException",
                    "Image with digest '" + same.map(Image::digest).orElse("") + "' and tag '" + tag
                            + "' already exists in the repository with name '" + repository.name()
                            + "' in registry with id '" + repository.place().account() + "'");
        }
    }

    private static Manifest manifest(Call call) {
        Fields asked = call.parameters();
        try {
            Manifest manifest = Manifest.parse(asked.text("imageManifest"), asked.text("imageManifestMediaType", ""));
            if (!manifest.content().isObject()) {
                throw call.invalid("ImageManifest", "Invalid JSON syntax");
            }
            if (!asked.text("imageDigest", manifest.digest()).equals(manifest.digest())) {
                throw AwsError.badRequest(
                        "ImageDigestDoesNotMatchException",
                        "The calculated digest " + manifest.digest() + " does not match the provided one");
            }
            return manifest;
        } catch (JsonProcessingException e) {
            throw call.invalid("ImageManifest", "Invalid JSON syntax");
        }
    }
}
