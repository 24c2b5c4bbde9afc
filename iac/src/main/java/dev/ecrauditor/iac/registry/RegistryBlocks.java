package dev.ecrauditor.iac.registry;

import dev.ecrauditor.iac.registry.DeclaredKeys.NamedKey;
import dev.ecrauditor.iac.resource.PropertyView;
import dev.ecrauditor.iac.resource.UnresolvedException;
import dev.ecrauditor.iac.resource.ValueReader;
import dev.ecrauditor.registry.CreationTemplate;
import dev.ecrauditor.registry.PullThroughCacheRule;
import dev.ecrauditor.registry.RegistryScanning;
import dev.ecrauditor.registry.ReplicationRule;
import dev.ecrauditor.repository.Encryption;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryPolicy;
import dev.ecrauditor.repository.ScanningRule;
import dev.ecrauditor.repository.ScanningRule.Filter;
import dev.ecrauditor.repository.SigningRule;
import dev.ecrauditor.repository.TagMutability;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * The blocks of resources about a registry, as the rules evaluate them. Each method throws {@link UnresolvedException} if a
 * part is not known.
 *
 * <p>Source: the resources of AWS::ECR, AWS CloudFormation Template Reference; the resources aws_ecr_* of the Terraform
 * provider for AWS.
 */
final class RegistryBlocks {

    private RegistryBlocks() {}

    static RegistryScanning scanning(PropertyView resource) {
        return new RegistryScanning(
                resource.text("ScanType", "scan_type").orElse("BASIC"),
                resource.blocks("Rules", "rule").stream()
                        .map(rule -> new ScanningRule(
                                rule.text("ScanFrequency", "scan_frequency").orElse("MANUAL"), filters(rule)))
                        .toList());
    }

    private static List<Filter> filters(PropertyView rule) {
        return rule.blocks("RepositoryFilters", "repository_filter").stream()
                .map(filter -> new Filter(
                        filter.required("Filter", "filter"),
                        filter.text("FilterType", "filter_type").orElse("WILDCARD")))
                .toList();
    }

    static List<SigningRule> signing(PropertyView resource) {
        return resource.blocks("Rules", "rule").stream()
                .map(rule -> new SigningRule(
                        rule.text("SigningProfileArn", "signing_profile_arn").orElse(""), filters(rule)))
                .toList();
    }

    static List<ReplicationRule> replication(PropertyView resource) {
        return resource.block("ReplicationConfiguration", "replication_configuration")
                .map(configuration -> configuration.blocks("Rules", "rule").stream()
                        .map(RegistryBlocks::replicationRule)
                        .toList())
                .orElse(List.of());
    }

    private static ReplicationRule replicationRule(PropertyView rule) {
        return new ReplicationRule(
                rule.blocks("Destinations", "destination").stream()
                        .map(destination -> new ReplicationRule.Destination(
                                destination.required("RegistryId", "registry_id"),
                                destination.required("Region", "region")))
                        .toList(),
                rule.blocks("RepositoryFilters", "repository_filter").stream()
                        .map(filter -> new ReplicationRule.Filter(
                                filter.required("Filter", "filter"), filter.required("FilterType", "filter_type")))
                        .toList());
    }

    static PullThroughCacheRule cacheRule(PropertyView resource) {
        return new PullThroughCacheRule(
                resource.required("EcrRepositoryPrefix", "ecr_repository_prefix"),
                resource.required("UpstreamRegistryUrl", "upstream_registry_url"),
                resource.text("UpstreamRepositoryPrefix", "upstream_repository_prefix"));
    }

    /** Whose a key is that a template names is evaluated by its name. */
    static CreationTemplate template(PropertyView resource, DeclaredKeys keys, ValueReader values) {
        DeclaredEncryption declared = DeclaredEncryption.of(resource, keys, values);
        if (declared.encryption().usesKms() && declared.encryption().key() instanceof Reading.Unreadable<?> unknown) {
            throw new UnresolvedException(
                    unknown.problem(),
                    resource.position("EncryptionConfiguration", "encryption_configuration")
                            .orElseThrow());
        }
        boolean isManaged =
                declared.key().filter(NamedKey.OfAws.class::isInstance).isPresent();
        Encryption encryption = new Encryption(
                declared.encryption().type(),
                isManaged ? Optional.empty() : declared.encryption().keyArn(),
                new Reading.Absent<>());
        return new CreationTemplate(
                resource.required("Prefix", "prefix"),
                new HashSet<>(resource.texts("AppliedFor", "applied_for")),
                encryption,
                tags(resource),
                resource.value("RepositoryPolicy", "repository_policy")
                        .map(values::policy)
                        .map(RepositoryPolicy::of));
    }

    /** The tag mutability of a repository or of a template. */
    static TagMutability tags(PropertyView resource) {
        return new TagMutability(
                resource.text("ImageTagMutability", "image_tag_mutability").orElse("MUTABLE"),
                resource.blocks("ImageTagMutabilityExclusionFilters", "image_tag_mutability_exclusion_filter").stream()
                        .map(filter -> filter.required("ImageTagMutabilityExclusionFilterValue", "filter"))
                        .toList());
    }
}
