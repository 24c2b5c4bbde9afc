package dev.ecrauditor.iac.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.iac.source.UnreadableSourceException;
import org.junit.jupiter.api.Test;

class RegistryAnswersTest {

    @Test
    void answersFollowEachOther() {
        RegistryAnswers answers = RegistryAnswers.of("""
                {"registryId": "111122223333", "scanningConfiguration": {"scanType": "ENHANCED", "rules": []}}
                {"registryId": "111122223333", "policyText": "{}"}
                {"name": "BASIC_SCAN_TYPE_VERSION", "value": "AWS_NATIVE"}
                {"name": "REGISTRY_POLICY_SCOPE", "value": "V1"}
                {"pullThroughCacheRules": [{"ecrRepositoryPrefix": "hub", "upstreamRegistryUrl": "x", "upstreamRepositoryPrefix": "y"}]}
                {"signingConfiguration": {"rules": [{"signingProfileArn": "p",
                 "repositoryFilters": [{"filter": "*", "filterType": "WILDCARD_MATCH"}]}]}}""");
        assertThat(answers.account()).contains("111122223333");
        assertThat(answers.scanning().orElseThrow().scanType()).isEqualTo("ENHANCED");
        assertThat(answers.policy()).isPresent();
        assertThat(answers.scope()).contains("V1");
        assertThat(answers.cacheRules().orElseThrow().get(0).upstreamPrefix()).contains("y");
        assertThat(answers.signing().orElseThrow().get(0).covers("any")).isTrue();
    }

    @Test
    void aFileWithoutAnAnswerIsRefused() {
        assertThatThrownBy(() -> RegistryAnswers.of("{\"registryId\": \"111122223333\"}"))
                .isInstanceOf(UnreadableSourceException.class)
                .hasMessageStartingWith("holds no answer of ECR about a registry");
        assertThatThrownBy(() -> RegistryAnswers.of("")).isInstanceOf(UnreadableSourceException.class);
        assertThatThrownBy(() -> RegistryAnswers.of("{\n\"a\": }"))
                .isInstanceOf(UnreadableSourceException.class)
                .hasMessageStartingWith("line 2 is not JSON: ");
    }
}
