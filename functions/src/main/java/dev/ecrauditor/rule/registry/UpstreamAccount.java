package dev.ecrauditor.rule.registry;

import dev.ecrauditor.repository.RepositoryArn;
import java.util.Optional;

/**
 * The account of a private ECR registry in the URL of an upstream registry, such as
 * {@code 111122223333.dkr.ecr.us-east-1.amazonaws.com}.
 *
 * <p>Source: "Amazon ECR private registries" (registry URL) and "Amazon ECR endpoints and quotas" (FIPS and dual-stack
 * endpoints), AWS General Reference.
 */
final class UpstreamAccount {

    private UpstreamAccount() {}

    /** Empty where the URL is none of a private ECR registry. */
    static Optional<String> of(String url) {
        String host = url.startsWith("https://") ? url.substring("https://".length()) : url;
        String[] labels = host.split("\\.", 3);
        boolean isPrivate = labels.length == 3
                && RepositoryArn.isAccountId(labels[0])
                && ((labels[1].equals("dkr") && labels[2].startsWith("ecr")) || labels[1].startsWith("dkr-ecr"));
        return isPrivate ? Optional.of(labels[0]) : Optional.empty();
    }
}
