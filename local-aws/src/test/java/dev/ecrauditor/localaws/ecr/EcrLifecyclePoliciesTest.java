package dev.ecrauditor.localaws.ecr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.localaws.TestCloud;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ecr.model.InvalidParameterException;
import software.amazon.awssdk.services.ecr.model.LifecyclePolicyNotFoundException;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;

class EcrLifecyclePoliciesTest {

    @AutoClose
    final TestCloud cloud = new TestCloud();

    @Test
    void aPolicyIsReturnedWithoutWhiteSpaceUntilItIsDeleted() {
        cloud.createRepository("app");
        assertThatThrownBy(this::get).isInstanceOf(LifecyclePolicyNotFoundException.class);
        cloud.ecr.putLifecyclePolicy(
                b -> b.repositoryName("app").lifecyclePolicyText("{ \"rules\": [ {\"rulePriority\": 1} ] }"));

        assertThat(get()).isEqualTo("{\"rules\":[{\"rulePriority\":1}]}");
        assertThat(cloud.ecr.deleteLifecyclePolicy(b -> b.repositoryName("app")).lifecyclePolicyText())
                .contains("rulePriority");
        assertThatThrownBy(this::get).isInstanceOf(LifecyclePolicyNotFoundException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{}", "[]"})
    void whatHasNoRulesIsRefused(String text) {
        cloud.createRepository("app");
        assertThatThrownBy(() -> cloud.ecr.putLifecyclePolicy(
                        b -> b.repositoryName("app").lifecyclePolicyText(text)))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void aPolicyGoesWithItsRepository() {
        assertThatThrownBy(this::get).isInstanceOf(RepositoryNotFoundException.class);
        cloud.createRepository("app");
        cloud.ecr.putLifecyclePolicy(b -> b.repositoryName("app").lifecyclePolicyText("{\"rules\":[]}"));
        cloud.ecr.deleteRepository(b -> b.repositoryName("app"));
        cloud.createRepository("app");
        assertThatThrownBy(this::get).isInstanceOf(LifecyclePolicyNotFoundException.class);
    }

    private String get() {
        return cloud.ecr.getLifecyclePolicy(b -> b.repositoryName("app")).lifecyclePolicyText();
    }
}
