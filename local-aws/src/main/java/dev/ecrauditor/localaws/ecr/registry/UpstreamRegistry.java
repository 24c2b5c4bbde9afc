package dev.ecrauditor.localaws.ecr.registry;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** The upstream registries that pull-through cache rules can have, by their URLs. */
enum UpstreamRegistry {
    ECR("ecr", "[0-9]{12}\\.dkr\\.ecr\\.[a-z0-9-]+\\.amazonaws\\.com(\\.cn)?"),
    ECR_PUBLIC("ecr-public", "public\\.ecr\\.aws"),
    QUAY("quay", "quay\\.io"),
    K8S("k8s", "registry\\.k8s\\.io"),
    DOCKER_HUB("docker-hub", "registry-1\\.docker\\.io"),
    GITHUB("github-container-registry", "ghcr\\.io"),
    AZURE("azure-container-registry", "[a-zA-Z0-9]+\\.azurecr\\.io"),
    GITLAB("gitlab-container-registry", "registry\\.gitlab\\.com"),
    CHAINGUARD("chainguard", "cgr\\.dev");

    private final String value;
    private final Pattern url;

    UpstreamRegistry(String value, String url) {
        this.value = value;
        this.url = Pattern.compile(url);
    }

    /** The value in the API. */
    String value() {
        return value;
    }

    static Optional<UpstreamRegistry> ofUrl(String url) {
        return Arrays.stream(values())
                .filter(registry -> registry.url.matcher(url).matches())
                .findFirst();
    }
}
