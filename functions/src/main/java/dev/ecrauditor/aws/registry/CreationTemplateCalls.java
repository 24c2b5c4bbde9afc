package dev.ecrauditor.aws.registry;

import dev.ecrauditor.registry.CreationTemplate;
import dev.ecrauditor.registry.PullThroughCacheRule;
import dev.ecrauditor.repository.Encryption;
import dev.ecrauditor.repository.KeySnapshot;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryPolicy;
import dev.ecrauditor.repository.TagMutability;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecr.model.DescribePullThroughCacheRulesRequest;
import software.amazon.awssdk.services.ecr.model.DescribeRepositoryCreationTemplatesRequest;
import software.amazon.awssdk.services.ecr.model.EncryptionConfigurationForRepositoryCreationTemplate;
import software.amazon.awssdk.services.ecr.model.RepositoryCreationTemplate;

/**
 * Reads what ECR creates repositories from, page by page: DescribeRepositoryCreationTemplates and
 * DescribePullThroughCacheRules.
 */
final class CreationTemplateCalls {

    /** Source: both calls, Amazon ECR API Reference (maxResults). */
    private static final int PAGE = 1_000;

    private final RegistryCalls calls;

    CreationTemplateCalls(RegistryCalls calls) {
        this.calls = calls;
    }

    Reading<List<CreationTemplate>> templates() {
        return calls.fact(
                RegistryFact.TEMPLATES,
                () -> new Reading.Known<>(calls.call(
                        DescribeRepositoryCreationTemplatesRequest.builder().maxResults(PAGE),
                        (ecr, request) -> ecr
                                .describeRepositoryCreationTemplatesPaginator(request.build())
                                .repositoryCreationTemplates()
                                .stream()
                                .map(CreationTemplateCalls::template)
                                .toList())));
    }

    Reading<List<PullThroughCacheRule>> cacheRules() {
        return calls.fact(
                RegistryFact.CACHE_RULES,
                () ->
                        new Reading.Known<>(calls.call(
                                DescribePullThroughCacheRulesRequest.builder()
                                        .registryId(calls.account())
                                        .maxResults(PAGE),
                                (ecr, request) -> ecr
                                        .describePullThroughCacheRulesPaginator(request.build())
                                        .pullThroughCacheRules()
                                        .stream()
                                        .map(rule -> new PullThroughCacheRule(
                                                RegistryCalls.text(rule.ecrRepositoryPrefix()),
                                                RegistryCalls.text(rule.upstreamRegistryUrl()),
                                                Optional.ofNullable(rule.upstreamRepositoryPrefix())))
                                        .toList())));
    }

    /** The repository prefixes of the pull through cache rules. */
    Reading<List<String>> cachePrefixes() {
        return PullThroughCacheRule.prefixes(cacheRules());
    }

    private static CreationTemplate template(RepositoryCreationTemplate answered) {
        return new CreationTemplate(
                RegistryCalls.text(answered.prefix()),
                Set.copyOf(answered.appliedForAsStrings()),
                encryption(answered.encryptionConfiguration()),
                new TagMutability(
                        Objects.requireNonNullElse(
                                answered.imageTagMutabilityAsString(), TagMutability.MUTABLE.value()),
                        answered.imageTagMutabilityExclusionFilters().stream()
                                .map(filter -> RegistryCalls.text(filter.filter()))
                                .toList()),
                Optional.ofNullable(answered.repositoryPolicy())
                        .filter(text -> !text.isEmpty())
                        .map(RepositoryPolicy::of));
    }

    /** A template without encryption configuration creates repositories with AES256. */
    private static Encryption encryption(@Nullable EncryptionConfigurationForRepositoryCreationTemplate configuration) {
        if (configuration == null || configuration.encryptionTypeAsString() == null) {
            return new Encryption("AES256", Optional.empty(), new Reading.Absent<>());
        }
        Encryption withoutKey =
                new Encryption(configuration.encryptionTypeAsString(), Optional.empty(), new Reading.Absent<>());
        Reading<KeySnapshot> notRead = new Reading.Unreadable<>("kms:DescribeKey", Reading.Unreadable.NOT_READ);
        return withoutKey.usesKms()
                ? new Encryption(withoutKey.type(), Optional.ofNullable(configuration.kmsKey()), notRead)
                : withoutKey;
    }
}
