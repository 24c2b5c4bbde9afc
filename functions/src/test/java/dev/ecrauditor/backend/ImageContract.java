package dev.ecrauditor.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.BatchGetImageRequest;
import software.amazon.awssdk.services.ecr.model.BatchGetImageResponse;
import software.amazon.awssdk.services.ecr.model.DeleteRepositoryRequest;
import software.amazon.awssdk.services.ecr.model.GetLifecyclePolicyRequest;
import software.amazon.awssdk.services.ecr.model.Image;
import software.amazon.awssdk.services.ecr.model.ImageAlreadyExistsException;
import software.amazon.awssdk.services.ecr.model.ImageFailure;
import software.amazon.awssdk.services.ecr.model.ImageFailureCode;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecr.model.ImageTagAlreadyExistsException;
import software.amazon.awssdk.services.ecr.model.ImageTagMutability;
import software.amazon.awssdk.services.ecr.model.ImageTagMutabilityExclusionFilter;
import software.amazon.awssdk.services.ecr.model.ImageTagMutabilityExclusionFilterType;
import software.amazon.awssdk.services.ecr.model.InvalidParameterException;
import software.amazon.awssdk.services.ecr.model.LifecyclePolicyNotFoundException;
import software.amazon.awssdk.services.ecr.model.ListImagesFilter;
import software.amazon.awssdk.services.ecr.model.ListImagesRequest;
import software.amazon.awssdk.services.ecr.model.PutImageRequest;
import software.amazon.awssdk.services.ecr.model.PutImageTagMutabilityRequest;
import software.amazon.awssdk.services.ecr.model.PutLifecyclePolicyRequest;
import software.amazon.awssdk.services.ecr.model.Repository;
import software.amazon.awssdk.services.ecr.model.RepositoryNotEmptyException;
import software.amazon.awssdk.services.ecr.model.TagStatus;

/** The images of a repository, and the settings that decide what happens to their tags. */
interface ImageContract extends BackendContractPart {

    String NAME = "payments/api";

    @Test
    default void anImageIsPulledByTheTagItWasPushedWith() {
        EcrClient ecr = ecrWithRepository();
        ecr.putImage(push(1, "1.0"));
        BatchGetImageResponse pulled = ecr.batchGetImage(BatchGetImageRequest.builder()
                .repositoryName(NAME)
                .imageIds(tag("1.0"), tag("2.0"))
                .build());
        assertThat(pulled.images()).extracting(Image::imageManifest).containsExactly(manifest(1));
        assertThat(pulled.failures())
                .extracting(ImageFailure::failureCode)
                .containsExactly(ImageFailureCode.IMAGE_NOT_FOUND);
    }

    @Test
    default void theDigestOfAnImageIsThatOfItsManifest() throws Throwable {
        EcrClient ecr = ecrWithRepository();
        String digest = ecr.putImage(push(1, "1.0")).image().imageId().imageDigest();
        byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(manifest(1).getBytes(StandardCharsets.UTF_8));
        String expected = "sha256:" + HexFormat.of().formatHex(sha256);
        Expectation.asOnAws(() -> assertThat(digest).isEqualTo(expected))
                .unless(
                        Difference.DIGESTS_ARE_MADE_UP,
                        () -> assertThat(digest).startsWith("sha256:").isNotEqualTo(expected))
                .holdsOn(fixture().backend());
    }

    @Test
    default void onlyTheImagesThatAreAskedForAreListed() throws Throwable {
        EcrClient ecr = ecrWithRepository();
        ecr.putImage(push(1, "1.0"));
        ListImagesRequest untagged = ListImagesRequest.builder()
                .repositoryName(NAME)
                .filter(ListImagesFilter.builder().tagStatus(TagStatus.UNTAGGED).build())
                .build();
        Expectation.asOnAws(
                        () -> assertThat(ecr.listImages(untagged).imageIds()).isEmpty())
                .unless(
                        Difference.IMAGE_FILTERS_ARE_IGNORED,
                        () -> assertThat(ecr.listImages(untagged).imageIds())
                                .extracting(ImageIdentifier::imageTag)
                                .containsExactly("1.0"))
                .holdsOn(fixture().backend());
    }

    @Test
    default void anImmutableTagDoesNotMove() throws Throwable {
        EcrClient ecr = ecrWithRepository();
        ecr.putImageTagMutability(mutability(ImageTagMutability.IMMUTABLE));
        ecr.putImage(push(1, "1.0"));
        Expectation.asOnAws(() -> assertThatExceptionOfType(ImageTagAlreadyExistsException.class)
                        .isThrownBy(() -> ecr.putImage(push(2, "1.0"))))
                .unless(
                        Difference.IMMUTABLE_TAGS_EXIST,
                        () -> assertThatExceptionOfType(ImageAlreadyExistsException.class)
                                .isThrownBy(() -> ecr.putImage(push(2, "1.0"))))
                .holdsOn(fixture().backend());
    }

    @Test
    default void exclusionFiltersAreDescribedUntilTheSettingNeedsNone() {
        EcrClient ecr = ecrWithRepository();
        ecr.putImageTagMutability(mutability(ImageTagMutability.IMMUTABLE_WITH_EXCLUSION, "dev-*"));
        assertThat(described(ecr).imageTagMutability()).isEqualTo(ImageTagMutability.IMMUTABLE_WITH_EXCLUSION);
        assertThat(described(ecr).imageTagMutabilityExclusionFilters())
                .extracting(ImageTagMutabilityExclusionFilter::filter)
                .containsExactly("dev-*");
        ecr.putImageTagMutability(mutability(ImageTagMutability.MUTABLE));
        assertThat(described(ecr).imageTagMutability()).isEqualTo(ImageTagMutability.MUTABLE);
        assertThat(described(ecr).imageTagMutabilityExclusionFilters()).isEmpty();
    }

    @Test
    default void anExclusionNeedsAFilter() throws Throwable {
        EcrClient ecr = ecrWithRepository();
        PutImageTagMutabilityRequest none = mutability(ImageTagMutability.IMMUTABLE_WITH_EXCLUSION);
        Expectation.asOnAws(() -> assertThatExceptionOfType(InvalidParameterException.class)
                        .isThrownBy(() -> ecr.putImageTagMutability(none)))
                .unless(
                        Difference.EXCLUSION_FILTERS_ARE_NOT_CHECKED,
                        () -> assertThat(ecr.putImageTagMutability(none).imageTagMutability())
                                .isEqualTo(ImageTagMutability.IMMUTABLE_WITH_EXCLUSION))
                .holdsOn(fixture().backend());
    }

    @Test
    default void aLifecyclePolicyIsReadAsItWasSetAndIsAbsentBefore() throws Exception {
        EcrClient ecr = ecrWithRepository();
        GetLifecyclePolicyRequest read =
                GetLifecyclePolicyRequest.builder().repositoryName(NAME).build();
        assertThatExceptionOfType(LifecyclePolicyNotFoundException.class)
                .isThrownBy(() -> ecr.getLifecyclePolicy(read));
        String policy = """
                {"rules": [{"rulePriority": 1, "description": "old", "action": {"type": "expire"},
                  "selection": {"tagStatus": "untagged", "countType": "sinceImagePushed", "countUnit": "days",
                    "countNumber": 14}}]}""";
        ecr.putLifecyclePolicy(PutLifecyclePolicyRequest.builder()
                .repositoryName(NAME)
                .lifecyclePolicyText(policy)
                .build());
        ObjectMapper json = new ObjectMapper();
        assertThat(json.readTree(ecr.getLifecyclePolicy(read).lifecyclePolicyText()))
                .isEqualTo(json.readTree(policy));
    }

    @Test
    default void aRepositoryWithImagesIsDeletedOnlyByForce() {
        EcrClient ecr = ecrWithRepository();
        ecr.putImage(push(1, "1.0"));
        DeleteRepositoryRequest.Builder delete =
                DeleteRepositoryRequest.builder().repositoryName(NAME);
        assertThatExceptionOfType(RepositoryNotEmptyException.class)
                .isThrownBy(() -> ecr.deleteRepository(delete.build()));
        assertThat(ecr.deleteRepository(delete.force(true).build()).repository().repositoryName())
                .isEqualTo(NAME);
    }

    private EcrClient ecrWithRepository() {
        fixture().requireEcr();
        assertThat(fixture().owner().createRepository(NAME).name()).isEqualTo(NAME);
        return fixture().owner().ecr();
    }

    private static Repository described(EcrClient ecr) {
        return ecr.describeRepositories().repositories().get(0);
    }

    private static PutImageRequest push(int layerSize, String tag) {
        return PutImageRequest.builder()
                .repositoryName(NAME)
                .imageManifest(manifest(layerSize))
                .imageTag(tag)
                .build();
    }

    private static PutImageTagMutabilityRequest mutability(ImageTagMutability setting, String... filters) {
        List<ImageTagMutabilityExclusionFilter> exclusions = List.of(filters).stream()
                .map(filter -> ImageTagMutabilityExclusionFilter.builder()
                        .filter(filter)
                        .filterType(ImageTagMutabilityExclusionFilterType.WILDCARD)
                        .build())
                .toList();
        PutImageTagMutabilityRequest.Builder request =
                PutImageTagMutabilityRequest.builder().repositoryName(NAME).imageTagMutability(setting);
        return exclusions.isEmpty()
                ? request.build()
                : request.imageTagMutabilityExclusionFilters(exclusions).build();
    }

    private static ImageIdentifier tag(String tag) {
        return ImageIdentifier.builder().imageTag(tag).build();
    }

    private static String manifest(int layerSize) {
        return """
                {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",\
                "config":{"mediaType":"application/vnd.oci.image.config.v1+json","size":7,"digest":"sha256:%s"},\
                "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip","size":%d,"digest":"sha256:%s"}]}""".formatted("0".repeat(64), layerSize, "1".repeat(64));
    }
}
