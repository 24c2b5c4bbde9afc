package dev.ecrauditor.registry;

import dev.ecrauditor.repository.Encryption;
import dev.ecrauditor.repository.RepositoryPolicy;
import dev.ecrauditor.repository.TagMutability;
import java.util.Optional;
import java.util.Set;

/**
 * A template from which ECR creates repositories itself.
 *
 * <p>Source: DescribeRepositoryCreationTemplates, RepositoryCreationTemplate, Amazon ECR API Reference; "Templates to
 * control repositories created during a pull through cache, create on push, or replication action", Amazon ECR User
 * Guide.
 *
 * @param prefix the prefix of the names, with an assumed slash behind it; {@code ROOT} for names without another
 *     template
 * @param appliedFor {@code PULL_THROUGH_CACHE}, {@code REPLICATION}, {@code CREATE_ON_PUSH}, or what AWS adds later
 * @param encryption the encryption of the repositories; the state of its key is not read
 * @param tags whether the tags of the repositories are mutable
 * @param policy the repository policy of the repositories
 */
public record CreationTemplate(
        String prefix,
        Set<String> appliedFor,
        Encryption encryption,
        TagMutability tags,
        Optional<RepositoryPolicy> policy) {

    /** The prefix of the template for every other name. */
    public static final String ROOT = NamePrefix.ROOT;

    public CreationTemplate {
        appliedFor = Set.copyOf(appliedFor);
    }

    /** True if the prefix covers the name: {@code prod} covers {@code prod/x}, neither {@code prod} nor {@code production}. */
    public boolean covers(String repositoryName) {
        return NamePrefix.covers(prefix, repositoryName);
    }
}
