package dev.ecrauditor.localaws.ecr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.localaws.TestCloud;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ecr.model.InvalidParameterException;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;
import software.amazon.awssdk.services.ecr.model.RepositoryPolicyNotFoundException;

class EcrPoliciesTest {

    @AutoClose
    final TestCloud cloud = new TestCloud();

    @BeforeEach
    void aRepository() {
        cloud.createRepository("app");
    }

    @Test
    void aRepositoryWithoutPolicyAnswersRepositoryPolicyNotFound() {
        assertThatThrownBy(() -> cloud.ecr.getRepositoryPolicy(b -> b.repositoryName("app")))
                .isInstanceOf(RepositoryPolicyNotFoundException.class)
                .hasMessageContaining("Repository policy does not exist for the repository with name 'app'");
        assertThatThrownBy(() -> cloud.ecr.deleteRepositoryPolicy(b -> b.repositoryName("app")))
                .isInstanceOf(RepositoryPolicyNotFoundException.class);
    }

    @Test
    void aPolicyComesBackInTheLayoutOfAws() {
        cloud.ecr.setRepositoryPolicy(
                b -> b.repositoryName("app").policyText("{\"Version\":\"2012-10-17\",\"Statement\":[]}"));

        assertThat(cloud.ecr.getRepositoryPolicy(b -> b.repositoryName("app")).policyText())
                .isEqualTo("{\n  \"Version\" : \"2012-10-17\",\n  \"Statement\" : [ ]\n}");
    }

    @Test
    void aDeletedPolicyIsReturnedByTheDeletionAndGone() {
        cloud.ecr.setRepositoryPolicy(b -> b.repositoryName("app").policyText("{}"));

        assertThat(cloud.ecr
                        .deleteRepositoryPolicy(b -> b.repositoryName("app"))
                        .policyText())
                .isEqualTo("{ }");
        assertThatThrownBy(() -> cloud.ecr.getRepositoryPolicy(b -> b.repositoryName("app")))
                .isInstanceOf(RepositoryPolicyNotFoundException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "\"text\"", "{", "{} {}", "no"})
    void aPolicyThatIsNotAJsonObjectIsRefused(String text) {
        assertThatThrownBy(() -> cloud.ecr.setRepositoryPolicy(
                        b -> b.repositoryName("app").policyText(text)))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Invalid repository policy provided");
    }

    @Test
    void aPolicyOfMoreThan10240CharactersIsRefused() {
        String text = "{\"Version\":\"" + "x".repeat(10_240) + "\"}";

        assertThatThrownBy(() -> cloud.ecr.setRepositoryPolicy(
                        b -> b.repositoryName("app").policyText(text)))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void thePolicyOfAnUnknownRepositoryIsARepositoryNotFound() {
        assertThatThrownBy(() -> cloud.ecr.getRepositoryPolicy(b -> b.repositoryName("nope")))
                .isInstanceOf(RepositoryNotFoundException.class);
        assertThatThrownBy(() -> cloud.ecr.setRepositoryPolicy(
                        b -> b.repositoryName("nope").policyText("{}")))
                .isInstanceOf(RepositoryNotFoundException.class);
        assertThatThrownBy(() -> cloud.ecr.deleteRepositoryPolicy(b -> b.repositoryName("nope")))
                .isInstanceOf(RepositoryNotFoundException.class);
    }
}
