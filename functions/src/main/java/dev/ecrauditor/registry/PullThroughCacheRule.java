package dev.ecrauditor.registry;

import java.util.Optional;

/**
 * A rule by which ECR fills repositories from another registry.
 *
 * <p>Source: DescribePullThroughCacheRules, PullThroughCacheRule, Amazon ECR API Reference.
 *
 * @param prefix the prefix of the repositories, with an assumed slash behind it; {@code ROOT} for every name
 * @param upstreamUrl the upstream registry, such as {@code public.ecr.aws}
 * @param upstreamPrefix the prefix of the names in an upstream private ECR registry
 */
public record PullThroughCacheRule(String prefix, String upstreamUrl, Optional<String> upstreamPrefix) {}
