package dev.ecrauditor.localaws.ecr.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.localaws.TestCloud;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ecr.model.InvalidParameterException;
import software.amazon.awssdk.services.ecr.model.PullThroughCacheRule;
import software.amazon.awssdk.services.ecr.model.PullThroughCacheRuleAlreadyExistsException;
import software.amazon.awssdk.services.ecr.model.PullThroughCacheRuleNotFoundException;
import software.amazon.awssdk.services.ecr.model.UnsupportedUpstreamRegistryException;

class PullThroughCacheTest {

    private static final String SECRET =
            "arn:aws:secretsmanager:us-east-1:111122223333:secret:ecr-pullthroughcache/hub-AbCdEf";

    @AutoClose
    final TestCloud cloud = new TestCloud();

    @ParameterizedTest
    @CsvSource({
        "444455556666.dkr.ecr.eu-west-1.amazonaws.com, ecr",
        "public.ecr.aws, ecr-public",
        "quay.io, quay",
        "registry.k8s.io, k8s",
        "registry-1.docker.io, docker-hub",
        "ghcr.io, github-container-registry",
        "team.azurecr.io, azure-container-registry",
        "registry.gitlab.com, gitlab-container-registry",
        "cgr.dev, chainguard"
    })
    void theKindOfTheUpstreamRegistryComesFromItsUrl(String url, String upstream) {
        create("cache", url);

        PullThroughCacheRule rule = cloud.ecr
                .describePullThroughCacheRules(b -> b.ecrRepositoryPrefixes("cache"))
                .pullThroughCacheRules()
                .get(0);
        assertThat(rule.upstreamRegistryUrl()).isEqualTo(url);
        assertThat(rule.upstreamRegistryAsString()).isEqualTo(upstream);
        assertThat(rule.upstreamRepositoryPrefix()).isEqualTo("ROOT");
        assertThat(rule.registryId()).isEqualTo(TestCloud.HOME);
        assertThat(rule.createdAt()).isEqualTo(TestCloud.START);
    }

    @Test
    void anUpdateChangesTheAccessAndNeverTheUpstream() {
        create("hub", "registry-1.docker.io");
        cloud.clock.advance(Duration.ofHours(1));
        cloud.ecr.updatePullThroughCacheRule(b -> b.ecrRepositoryPrefix("hub").credentialArn(SECRET));

        PullThroughCacheRule rule = cloud.ecr
                .describePullThroughCacheRules(b -> {})
                .pullThroughCacheRules()
                .get(0);
        assertThat(rule.credentialArn()).isEqualTo(SECRET);
        assertThat(rule.upstreamRegistryUrl()).isEqualTo("registry-1.docker.io");
        assertThat(rule.updatedAt()).isEqualTo(TestCloud.START.plus(Duration.ofHours(1)));
    }

    @Test
    void aRuleExistsOnceUntilItIsDeleted() {
        create("hub", "public.ecr.aws");
        assertThatThrownBy(() -> create("hub", "quay.io"))
                .isInstanceOf(PullThroughCacheRuleAlreadyExistsException.class);
        assertThat(cloud.ecr
                        .deletePullThroughCacheRule(b -> b.ecrRepositoryPrefix("hub"))
                        .upstreamRegistryUrl())
                .isEqualTo("public.ecr.aws");
        assertThatThrownBy(() -> cloud.ecr.deletePullThroughCacheRule(b -> b.ecrRepositoryPrefix("hub")))
                .isInstanceOf(PullThroughCacheRuleNotFoundException.class);
        assertThatThrownBy(() -> cloud.ecr.describePullThroughCacheRules(b -> b.ecrRepositoryPrefixes("hub")))
                .isInstanceOf(PullThroughCacheRuleNotFoundException.class);
    }

    @Test
    void rulesAreListedInPages() {
        IntStream.range(0, 7).forEach(number -> create("cache-" + number, "quay.io"));

        assertThat(cloud.ecr
                        .describePullThroughCacheRulesPaginator(b -> b.maxResults(3))
                        .pullThroughCacheRules())
                .hasSize(7);
    }

    @Test
    void anUnknownUpstreamAndABadPrefixAreRefused() {
        assertThatThrownBy(() -> create("hub", "example.com")).isInstanceOf(UnsupportedUpstreamRegistryException.class);
        assertThatThrownBy(() -> create("x", "quay.io")).isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> create("Hub", "quay.io")).isInstanceOf(InvalidParameterException.class);
    }

    private void create(String prefix, String url) {
        cloud.ecr.createPullThroughCacheRule(b -> b.ecrRepositoryPrefix(prefix).upstreamRegistryUrl(url));
    }
}
