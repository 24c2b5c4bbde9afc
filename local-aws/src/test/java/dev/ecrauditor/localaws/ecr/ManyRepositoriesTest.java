package dev.ecrauditor.localaws.ecr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.localaws.TestCloud;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecr.model.Repository;
import software.amazon.awssdk.services.kms.model.GrantListEntry;

class ManyRepositoriesTest {

    private static final int MANY = 10_000;

    @AutoClose
    final TestCloud cloud = new TestCloud();

    @BeforeEach
    void loadRepositories() {
        String repositories = IntStream.range(0, MANY)
                .mapToObj(number -> """
                        {"repositoryName": "team-%d/service-%d", "encryptionConfiguration":
                        {"encryptionType": "KMS", "kmsKey": "shared"}}""".formatted(number % 7, number))
                .collect(Collectors.joining(","));
        cloud.load(TestCloud.HOME, "\"keys\": [{\"keyId\": \"shared\"}], \"repositories\": [" + repositories + "]");
    }

    @Test
    void tenThousandAreListedOnceInTenPages() {
        List<String> names = cloud.ecr.describeRepositoriesPaginator(b -> b.maxResults(1_000)).repositories().stream()
                .map(Repository::repositoryName)
                .toList();

        assertThat(names).hasSize(MANY).isSorted().doesNotHaveDuplicates();
        assertThat(cloud.aws.requests()).hasSize(10);
    }

    @Test
    void theirGrantsAreListedOnceInPages() {
        List<String> ids = cloud.kms.listGrantsPaginator(b -> b.keyId("shared").limit(1_000)).grants().stream()
                .map(GrantListEntry::grantId)
                .toList();

        assertThat(ids).hasSize(2 * MANY).doesNotHaveDuplicates();
        assertThat(cloud.aws.requests()).hasSize(20);
    }

    @Test
    void aHundredAreDescribedByName() {
        List<String> names = IntStream.range(0, 100)
                .mapToObj(number -> "team-" + number % 7 + "/service-" + number)
                .toList();

        assertThat(cloud.ecr.describeRepositories(b -> b.repositoryNames(names)).repositories())
                .extracting(Repository::repositoryName)
                .containsExactlyElementsOf(names);
    }
}
