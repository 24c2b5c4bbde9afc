package dev.ecrauditor.registry;

import static dev.ecrauditor.rule.RegistryBuilder.denied;
import static dev.ecrauditor.rule.RegistryBuilder.registry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositorySnapshot.RegistryContext;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a registry decides about each of its repositories. */
class RegistrySnapshotTest {

    @Test
    void theContextHoldsThePolicyTheSigningAndThePrefixesOfCacheRules() {
        RegistrySnapshot read = registry()
                .cacheRule("docker", "registry-1.docker.io")
                .cacheRule("quay", "quay.io")
                .built();
        assertThat(read.context())
                .isEqualTo(new RegistryContext(
                        read.access().policy(), read.signing(), new Reading.Known<>(List.of("docker", "quay"))));
    }

    @Test
    void cacheRulesThatAreDeniedStayDenied() {
        RegistrySnapshot read = registry()
                .cacheRules(denied("ecr:DescribePullThroughCacheRules"))
                .built();
        assertThat(read.context().cachePrefixes())
                .isEqualTo(new Reading.Unreadable<>("ecr:DescribePullThroughCacheRules", "ECR denies reading it"));
    }

    @Test
    void absentCacheRulesStayAbsent() {
        RegistrySnapshot read = registry().cacheRules(new Reading.Absent<>()).built();
        assertThat(read.context().cachePrefixes()).isEqualTo(new Reading.Absent<>());
    }
}
