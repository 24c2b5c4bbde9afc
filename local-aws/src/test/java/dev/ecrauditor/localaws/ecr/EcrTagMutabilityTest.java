package dev.ecrauditor.localaws.ecr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.localaws.TestCloud;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ecr.model.ImageTagAlreadyExistsException;
import software.amazon.awssdk.services.ecr.model.ImageTagMutabilityExclusionFilter;
import software.amazon.awssdk.services.ecr.model.InvalidParameterException;
import software.amazon.awssdk.services.ecr.model.Repository;

class EcrTagMutabilityTest {

    @AutoClose
    final TestCloud cloud = new TestCloud();

    @Test
    void theSettingAndItsFiltersAreDescribed() {
        cloud.createRepository("app");
        assertThat(put("IMMUTABLE_WITH_EXCLUSION", "latest", "dev-*"))
                .containsExactlyElementsOf(filters("latest", "dev-*"));

        Repository repository = cloud.ecr.describeRepositories().repositories().get(0);
        assertThat(repository.imageTagMutabilityAsString()).isEqualTo("IMMUTABLE_WITH_EXCLUSION");
        assertThat(repository.imageTagMutabilityExclusionFilters()).hasSize(2);
        assertThat(put("MUTABLE")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "IMMUTABLE_WITH_EXCLUSION,",
        "MUTABLE_WITH_EXCLUSION,",
        "IMMUTABLE, latest",
        "SOMETIMES,",
        "IMMUTABLE_WITH_EXCLUSION, a b",
        "IMMUTABLE_WITH_EXCLUSION, 1;2;3;4;5;6"
    })
    void filtersThatDoNotFitTheSettingAreRefused(String setting, String filters) {
        cloud.createRepository("app");
        String[] given = filters == null ? new String[0] : filters.split(";", -1);
        assertThatThrownBy(() -> put(setting, given)).isInstanceOf(InvalidParameterException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "IMMUTABLE, , 1.0, false",
        "MUTABLE, , 1.0, true",
        "IMMUTABLE_WITH_EXCLUSION, dev-*, dev-1, true",
        "IMMUTABLE_WITH_EXCLUSION, dev-*, 1.0, false",
        "MUTABLE_WITH_EXCLUSION, v*, v1, false",
        "MUTABLE_WITH_EXCLUSION, v*, latest, true"
    })
    void aTagMovesOnlyWhereItIsMutable(String setting, String filter, String tag, boolean moves) {
        cloud.createRepository("app");
        put(setting, filter == null ? new String[0] : new String[] {filter});
        push("{\"schemaVersion\":2}", tag);

        if (moves) {
            assertThatCode(() -> push("{\"schemaVersion\":2,\"a\":1}", tag)).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> push("{\"schemaVersion\":2,\"a\":1}", tag))
                    .isInstanceOf(ImageTagAlreadyExistsException.class);
        }
    }

    private void push(String manifest, String tag) {
        cloud.ecr.putImage(b -> b.repositoryName("app").imageManifest(manifest).imageTag(tag));
    }

    private List<ImageTagMutabilityExclusionFilter> put(String setting, String... filters) {
        return cloud.ecr
                .putImageTagMutability(b -> b.repositoryName("app")
                        .imageTagMutability(setting)
                        .imageTagMutabilityExclusionFilters(filters(filters)))
                .imageTagMutabilityExclusionFilters();
    }

    private static List<ImageTagMutabilityExclusionFilter> filters(String... filters) {
        return Arrays.stream(filters)
                .map(filter -> ImageTagMutabilityExclusionFilter.builder()
                        .filter(filter)
                        .filterType("WILDCARD")
                        .build())
                .toList();
    }
}
