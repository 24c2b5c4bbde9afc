package dev.ecrauditor.localaws.ecr.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.localaws.TestCloud;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecr.model.BatchGetImageResponse;
import software.amazon.awssdk.services.ecr.model.Image;
import software.amazon.awssdk.services.ecr.model.ImageAlreadyExistsException;
import software.amazon.awssdk.services.ecr.model.ImageDetail;
import software.amazon.awssdk.services.ecr.model.ImageDigestDoesNotMatchException;
import software.amazon.awssdk.services.ecr.model.ImageFailure;
import software.amazon.awssdk.services.ecr.model.ImageFailureCode;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecr.model.ImageNotFoundException;
import software.amazon.awssdk.services.ecr.model.ImageStatus;
import software.amazon.awssdk.services.ecr.model.ImageStorageClassUpdateNotSupportedException;
import software.amazon.awssdk.services.ecr.model.InvalidParameterException;
import software.amazon.awssdk.services.ecr.model.ReferencedImagesNotFoundException;
import software.amazon.awssdk.services.ecr.model.RepositoryNotEmptyException;

class ImagesTest {

    private static final String OCI = "application/vnd.oci.image.manifest.v1+json";
    private static final String MANIFEST = """
            {"schemaVersion":2,"mediaType":"%s","config":{"mediaType":"application/vnd.oci.image.config.v1+json",
            "size":7,"digest":"sha256:00"},"layers":[{"size":100},{"size":%d}]}""";

    @AutoClose
    final TestCloud cloud = new TestCloud();

    @BeforeEach
    void createRepository() {
        cloud.createRepository("app");
    }

    @Test
    void aPushedImageIsDescribedByItsDigestAndTags() {
        String digest = push(1, "1.0");
        assertThat(push(1, "latest")).isEqualTo(digest);

        ImageDetail image = describe(tag("1.0"));
        assertThat(image.imageDigest()).isEqualTo(digest).startsWith("sha256:").hasSize(71);
        assertThat(image.imageTags()).containsExactly("1.0", "latest");
        assertThat(image.imageManifestMediaType()).isEqualTo(OCI);
        assertThat(image.artifactMediaType()).isEqualTo("application/vnd.oci.image.config.v1+json");
        assertThat(image.imageSizeInBytes()).isEqualTo(108);
        assertThat(image.imagePushedAt()).isEqualTo(TestCloud.START);
        assertThat(image.imageStatus()).isEqualTo(ImageStatus.ACTIVE);
    }

    @Test
    void aManifestIsReturnedUnchangedByTagAndByDigest() {
        String digest = push(1, "1.0");

        BatchGetImageResponse got = cloud.ecr.batchGetImage(b -> b.repositoryName("app")
                .imageIds(
                        tag("1.0"),
                        digest(digest),
                        tag("no"),
                        ImageIdentifier.builder().build()));
        assertThat(got.images()).extracting(Image::imageManifest).containsOnly(manifest(1));
        assertThat(got.images()).extracting(image -> image.imageId().imageTag()).containsExactly("1.0", null);
        assertThat(got.failures())
                .extracting(ImageFailure::failureCode)
                .containsExactly(ImageFailureCode.IMAGE_NOT_FOUND, ImageFailureCode.MISSING_DIGEST_AND_TAG);
    }

    @Test
    void aMutableTagMovesAndLeavesItsImageUntagged() {
        String first = push(1, "latest");
        String second = push(2, "latest");

        assertThat(describe(tag("latest")).imageDigest()).isEqualTo(second);
        assertThat(describe(digest(first)).imageTags()).isEmpty();
        assertThat(list("UNTAGGED", "ACTIVE")).containsExactly(digest(first));
        assertThat(list("TAGGED", "ACTIVE")).hasSize(1);
    }

    @Test
    void everyTagIsListedAndPagesHoldEachOnce() {
        IntStream.range(0, 7).forEach(number -> push(number, "v" + number));
        push(0, "latest");

        List<ImageIdentifier> listed =
                cloud.ecr.listImagesPaginator(b -> b.repositoryName("app").maxResults(3)).imageIds().stream()
                        .toList();
        assertThat(listed).hasSize(8).doesNotHaveDuplicates();
        assertThat(cloud.ecr
                        .describeImagesPaginator(b -> b.repositoryName("app").maxResults(3))
                        .imageDetails())
                .hasSize(7);
    }

    @Test
    void anArchivedImageIsNotPulledAndListedOnlyOnDemand() {
        String digest = push(1, "1.0");
        assertThat(store("ARCHIVE")).isEqualTo(ImageStatus.ARCHIVED);

        assertThat(list("ANY", "ACTIVE")).isEmpty();
        assertThat(list("ANY", "ARCHIVED")).hasSize(1);
        assertThat(list("ANY", "ANY")).hasSize(1);
        assertThat(describe(digest(digest)).lastArchivedAt()).isEqualTo(TestCloud.START);
        BatchGetImageResponse got =
                cloud.ecr.batchGetImage(b -> b.repositoryName("app").imageIds(tag("1.0")));
        assertThat(got.images()).isEmpty();
        assertThat(got.failures())
                .extracting(ImageFailure::failureCode)
                .containsExactly(ImageFailureCode.IMAGE_INACCESSIBLE);
        assertThatThrownBy(() -> store("ARCHIVE")).isInstanceOf(ImageStorageClassUpdateNotSupportedException.class);
    }

    @Test
    void anArchivedImageIsRestoredOnDemandOrByAPush() {
        String digest = push(1, "1.0");
        store("ARCHIVE");
        assertThat(store("STANDARD")).isEqualTo(ImageStatus.ACTIVATING);
        assertThat(describe(digest(digest)).imageStatus()).isEqualTo(ImageStatus.ACTIVE);
        store("ARCHIVE");
        push(1, "1.0");
        assertThat(list("ANY", "ACTIVE")).hasSize(1);
    }

    @Test
    void theSameImageWithTheSameTagExistsAlready() {
        push(1, "1.0");
        assertThatThrownBy(() -> push(1, "1.0")).isInstanceOf(ImageAlreadyExistsException.class);
        assertThatThrownBy(() -> cloud.ecr.putImage(b -> b.repositoryName("app").imageManifest(manifest(1))))
                .isInstanceOf(ImageAlreadyExistsException.class);
    }

    @Test
    void anIndexNeedsItsImages() {
        String digest = push(1, "1.0");
        String index = "{\"schemaVersion\":2,\"manifests\":[{\"digest\":\"%s\"}]}";
        assertThatThrownBy(() -> putManifest(index.formatted("sha256:00")))
                .isInstanceOf(ReferencedImagesNotFoundException.class);
        putManifest(index.formatted(digest));
        assertThat(list("ANY", "ACTIVE")).hasSize(2);
    }

    @Test
    void aManifestThatIsNotWhatTheCallerSaysIsRefused() {
        assertThatThrownBy(() -> putManifest("{")).isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> putManifest("[]")).isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> cloud.ecr.putImage(
                        b -> b.repositoryName("app").imageManifest(manifest(1)).imageDigest("sha256:00")))
                .isInstanceOf(ImageDigestDoesNotMatchException.class);
    }

    @Test
    void whatRefersToAnImageIsListed() {
        String subject = push(1, "1.0");
        putManifest("""
                {"schemaVersion":2,"mediaType":"%s","artifactType":"application/vnd.example.signature",
                "annotations":{"by":"alice"},"subject":{"digest":"%s"}}""".formatted(OCI, subject));

        assertThat(cloud.ecr
                        .listImageReferrers(b -> b.repositoryName("app").subjectId(s -> s.imageDigest(subject)))
                        .referrers())
                .singleElement()
                .satisfies(referrer -> {
                    assertThat(referrer.artifactType()).isEqualTo("application/vnd.example.signature");
                    assertThat(referrer.annotations()).containsEntry("by", "alice");
                });
        assertThat(cloud.ecr
                        .listImageReferrers(b -> b.repositoryName("app")
                                .subjectId(s -> s.imageDigest(subject))
                                .filter(f -> f.artifactTypes("other").artifactStatus("ANY")))
                        .referrers())
                .isEmpty();
    }

    @Test
    void aDeletedTagLeavesTheOthersAndADeletedDigestNothing() {
        String digest = push(1, "1.0");
        push(1, "latest");
        delete(tag("latest"));
        assertThat(describe(digest(digest)).imageTags()).containsExactly("1.0");
        delete(tag("1.0"));
        assertThat(list("ANY", "ANY")).isEmpty();
        assertThat(cloud.ecr
                        .batchDeleteImage(b -> b.repositoryName("app").imageIds(digest(digest)))
                        .failures())
                .hasSize(1);
    }

    @Test
    void aRepositoryWithImagesIsDeletedOnlyByForce() {
        push(1, "1.0");
        assertThatThrownBy(() -> cloud.ecr.deleteRepository(b -> b.repositoryName("app")))
                .isInstanceOf(RepositoryNotEmptyException.class);
        cloud.ecr.deleteRepository(b -> b.repositoryName("app").force(true));
        cloud.createRepository("app");
        assertThat(list("ANY", "ANY")).isEmpty();
    }

    @Test
    void anImageThatDoesNotExistIsNotFound() {
        ImageIdentifier missing = tag("1.0");
        assertThatThrownBy(() -> describe(missing)).isInstanceOf(ImageNotFoundException.class);
        assertThatThrownBy(() -> store("ARCHIVE")).isInstanceOf(ImageNotFoundException.class);
        assertThatThrownBy(() -> cloud.ecr.describeImageReplicationStatus(
                        b -> b.repositoryName("app").imageId(missing)))
                .isInstanceOf(ImageNotFoundException.class);
    }

    private String push(int size, String tag) {
        return cloud.ecr
                .putImage(b ->
                        b.repositoryName("app").imageManifest(manifest(size)).imageTag(tag))
                .image()
                .imageId()
                .imageDigest();
    }

    private void putManifest(String manifest) {
        cloud.ecr.putImage(b -> b.repositoryName("app").imageManifest(manifest));
    }

    private ImageStatus store(String storageClass) {
        return cloud.ecr
                .updateImageStorageClass(b ->
                        b.repositoryName("app").imageId(i -> i.imageTag("1.0")).targetStorageClass(storageClass))
                .imageStatus();
    }

    private void delete(ImageIdentifier id) {
        assertThat(cloud.ecr
                        .batchDeleteImage(b -> b.repositoryName("app").imageIds(id))
                        .failures())
                .isEmpty();
    }

    private ImageDetail describe(ImageIdentifier id) {
        return cloud.ecr
                .describeImages(b -> b.repositoryName("app").imageIds(id))
                .imageDetails()
                .get(0);
    }

    private List<ImageIdentifier> list(String tags, String status) {
        return cloud.ecr
                .listImages(b ->
                        b.repositoryName("app").filter(f -> f.tagStatus(tags).imageStatus(status)))
                .imageIds();
    }

    private static ImageIdentifier tag(String tag) {
        return ImageIdentifier.builder().imageTag(tag).build();
    }

    private static ImageIdentifier digest(String digest) {
        return ImageIdentifier.builder().imageDigest(digest).build();
    }

    private static String manifest(int size) {
        return MANIFEST.formatted(OCI, size);
    }
}
