package dev.ecrauditor.localaws.ecr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.localaws.TestCloud;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.DescribeRepositoriesResponse;
import software.amazon.awssdk.services.ecr.model.EcrException;
import software.amazon.awssdk.services.ecr.model.EncryptionType;
import software.amazon.awssdk.services.ecr.model.ImageTagMutability;
import software.amazon.awssdk.services.ecr.model.ImageTagMutabilityExclusionFilter;
import software.amazon.awssdk.services.ecr.model.InvalidParameterException;
import software.amazon.awssdk.services.ecr.model.Repository;
import software.amazon.awssdk.services.ecr.model.RepositoryAlreadyExistsException;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;
import software.amazon.awssdk.services.ecr.model.RepositoryPolicyNotFoundException;
import software.amazon.awssdk.services.ecr.model.Tag;

class EcrRepositoriesTest {

    @AutoClose
    final TestCloud cloud = new TestCloud();

    @Test
    void aRepositoryIsCreatedWithTheDefaultsOfAws() {
        Repository created = cloud.ecr
                .createRepository(b -> b.repositoryName("payments/api"))
                .repository();

        assertThat(created.repositoryArn()).isEqualTo("arn:aws:ecr:us-east-1:111122223333:repository/payments/api");
        assertThat(created.registryId()).isEqualTo(TestCloud.HOME);
        assertThat(created.repositoryUri()).isEqualTo("111122223333.dkr.ecr.us-east-1.amazonaws.com/payments/api");
        assertThat(created.createdAt()).isEqualTo(TestCloud.START);
        assertThat(created.imageTagMutability()).isEqualTo(ImageTagMutability.MUTABLE);
        assertThat(created.imageScanningConfiguration().scanOnPush()).isFalse();
        assertThat(created.encryptionConfiguration().encryptionType()).isEqualTo(EncryptionType.AES256);
        assertThat(created.encryptionConfiguration().kmsKey()).isNull();
    }

    @Test
    void theSettingsOfTheCreationAreDescribed() {
        cloud.ecr.createRepository(b -> b.repositoryName("app")
                .imageTagMutability("IMMUTABLE_WITH_EXCLUSION")
                .imageTagMutabilityExclusionFilters(ImageTagMutabilityExclusionFilter.builder()
                        .filter("dev-*")
                        .filterType("WILDCARD")
                        .build())
                .imageScanningConfiguration(s -> s.scanOnPush(true))
                .tags(Tag.builder().key("team").value("payments").build()));

        Repository described = cloud.ecr
                .describeRepositories(b -> b.repositoryNames("app").registryId(TestCloud.HOME))
                .repositories()
                .get(0);

        assertThat(described.imageTagMutabilityAsString()).isEqualTo("IMMUTABLE_WITH_EXCLUSION");
        assertThat(described.imageTagMutabilityExclusionFilters().get(0).filter())
                .isEqualTo("dev-*");
        assertThat(described.imageScanningConfiguration().scanOnPush()).isTrue();
    }

    @Test
    void aRepositoryThatExistsCannotBeCreatedAgain() {
        cloud.createRepository("app");

        assertThatThrownBy(() -> cloud.createRepository("app"))
                .isInstanceOf(RepositoryAlreadyExistsException.class)
                .hasMessageContaining(
                        "The repository with name 'app' already exists in the registry with id '111122223333'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "App", "a//b", "/a", "a/", "a..b", "-a", "a-", "a___b", "a b", "ä/b"})
    void aNameThatEcrDoesNotAcceptIsAnInvalidParameter(String name) {
        assertThatThrownBy(() -> cloud.createRepository(name)).isInstanceOf(InvalidParameterException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"aa", "a/b", "a.b", "a_b", "a__b", "a---b", "0/1/2"})
    void aNameThatEcrAcceptsIsAccepted(String name) {
        cloud.createRepository(name);

        assertThat(cloud.ecr.describeRepositories().repositories()).hasSize(1);
    }

    @Test
    void aNameOf257CharactersIsTooLong() {
        cloud.createRepository("a".repeat(256));

        assertThatThrownBy(() -> cloud.createRepository("a".repeat(257))).isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void aDeletedRepositoryIsGoneAndItsPolicyWithIt() {
        cloud.createRepository("app");
        cloud.ecr.setRepositoryPolicy(b -> b.repositoryName("app").policyText("{}"));
        Repository deleted = cloud.ecr
                .deleteRepository(b -> b.repositoryName("app").force(true))
                .repository();
        cloud.createRepository("app");

        assertThat(deleted.repositoryName()).isEqualTo("app");
        assertThatThrownBy(() -> cloud.ecr.getRepositoryPolicy(b -> b.repositoryName("app")))
                .isInstanceOf(RepositoryPolicyNotFoundException.class);
    }

    @Test
    void anUnknownRepositoryHasTheMessageOfAws() {
        assertThatThrownBy(() -> cloud.ecr.deleteRepository(b -> b.repositoryName("nope")))
                .isInstanceOf(RepositoryNotFoundException.class);
        assertThatThrownBy(() -> cloud.ecr.describeRepositories(b -> b.repositoryNames("nope")))
                .isInstanceOf(RepositoryNotFoundException.class)
                .hasMessageContaining(
                        "The repository with name 'nope' does not exist in the registry with id '111122223333'");
    }

    @Test
    void describingGoesPageByPageThroughEveryRepositoryOnce() {
        List<String> names =
                IntStream.range(0, 25).mapToObj("app-%02d"::formatted).toList();
        names.forEach(cloud::createRepository);

        List<DescribeRepositoriesResponse> pages =
                cloud.ecr.describeRepositoriesPaginator(b -> b.maxResults(10)).stream()
                        .toList();

        assertThat(pages).hasSize(3);
        assertThat(pages.stream().flatMap(page -> page.repositories().stream()).map(Repository::repositoryName))
                .containsExactlyElementsOf(names);
    }

    @Test
    void aPageGoesOnWhereTheLastOneEndedEvenWhenRepositoriesWereDeleted() {
        List.of("aa", "bb", "cc").forEach(cloud::createRepository);
        String token = cloud.ecr.describeRepositories(b -> b.maxResults(2)).nextToken();
        cloud.ecr.deleteRepository(b -> b.repositoryName("aa"));
        cloud.ecr.deleteRepository(b -> b.repositoryName("bb"));

        assertThat(cloud.ecr
                        .describeRepositories(b -> b.maxResults(2).nextToken(token))
                        .repositories())
                .extracting(Repository::repositoryName)
                .containsExactly("cc");
    }

    @Test
    void namesAndPagingDoNotGoTogether() {
        cloud.createRepository("app");

        assertThatThrownBy(() -> cloud.ecr.describeRepositories(
                        b -> b.repositoryNames("app").maxResults(5)))
                .isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> cloud.ecr.describeRepositories(b -> b.maxResults(1_001)))
                .isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> cloud.ecr.describeRepositories(b -> b.nextToken("!")))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void moreThanAHundredNamesAreRefused() {
        List<String> names =
                IntStream.range(0, 101).mapToObj("app-%d"::formatted).toList();

        assertThatThrownBy(() -> cloud.ecr.describeRepositories(b -> b.repositoryNames(names)))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void theRegistryOfAnotherAccountIsRefused() {
        assertThatThrownBy(() -> cloud.ecr.describeRepositories(b -> b.registryId(TestCloud.MEMBER)))
                .isInstanceOfSatisfying(
                        EcrException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException"));
    }

    @Test
    void chinaHasItsOwnPartitionAndHostNames() {
        EcrClient china = cloud.ecr(AwsBasicCredentials.create("test", "test"), "cn-north-1");

        Repository created =
                china.createRepository(b -> b.repositoryName("app")).repository();

        assertThat(created.repositoryArn()).isEqualTo("arn:aws-cn:ecr:cn-north-1:111122223333:repository/app");
        assertThat(created.repositoryUri()).isEqualTo("111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/app");
    }

    @Test
    void governmentRegionsHaveTheirOwnPartition() {
        EcrClient government = cloud.ecr(AwsBasicCredentials.create("test", "test"), "us-gov-west-1");

        assertThat(government
                        .createRepository(b -> b.repositoryName("app"))
                        .repository()
                        .repositoryArn())
                .startsWith("arn:aws-us-gov:ecr:");
    }
}
