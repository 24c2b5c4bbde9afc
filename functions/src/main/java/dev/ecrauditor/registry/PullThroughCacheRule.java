package dev.ecrauditor.registry;

import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import java.util.List;
import java.util.Locale;
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
public record PullThroughCacheRule(String prefix, String upstreamUrl, Optional<String> upstreamPrefix) {

    /**
     * The account of the upstream registry if that is a private ECR registry, such as
     * {@code 111122223333.dkr.ecr.us-east-1.amazonaws.com}.
     *
     * <p>Source: "Amazon ECR endpoints and quotas" (registry, FIPS and dual-stack endpoints), AWS General Reference.
     */
    public Optional<String> upstreamAccount() {
        String url = upstreamUrl.toLowerCase(Locale.ROOT);
        String host = url.startsWith("https://") ? url.substring("https://".length()) : url;
        String[] labels = host.split("\\.", 3);
        boolean isPrivate = labels.length == 3
                && RepositoryArn.isAccountId(labels[0])
                && ((labels[1].equals("dkr") && labels[2].startsWith("ecr")) || labels[1].startsWith("dkr-ecr"));
        return isPrivate ? Optional.of(labels[0]) : Optional.empty();
    }

    /** The prefixes of rules. */
    public static Reading<List<String>> prefixes(Reading<List<PullThroughCacheRule>> rules) {
        if (rules instanceof Reading.Unreadable<List<PullThroughCacheRule>> denied) {
            return new Reading.Unreadable<>(denied.permission(), denied.problem(), denied.denial());
        }
        return rules instanceof Reading.Known<List<PullThroughCacheRule>> known
                ? new Reading.Known<>(
                        known.value().stream().map(PullThroughCacheRule::prefix).toList())
                : new Reading.Absent<>();
    }

    /** True if the rule fills a repository of this name. */
    public boolean covers(String repositoryName) {
        return NamePrefix.covers(prefix, repositoryName);
    }
}
