package dev.ecrauditor.cli.migration.aws;

import dev.ecrauditor.cli.migration.facts.CacheRule;
import dev.ecrauditor.cli.migration.facts.CreationTemplate;
import dev.ecrauditor.cli.migration.facts.NameRule;
import dev.ecrauditor.cli.migration.facts.NameRule.Matching;
import dev.ecrauditor.cli.migration.facts.Registry;
import dev.ecrauditor.repository.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.RegistryScanningRule;
import software.amazon.awssdk.services.ecr.model.ReplicationConfiguration;
import software.amazon.awssdk.services.ecr.model.ReplicationRule;
import software.amazon.awssdk.services.ecr.model.ScanningRepositoryFilter;
import software.amazon.awssdk.services.ecr.model.SigningConfiguration;
import software.amazon.awssdk.services.ecr.model.SigningRepositoryFilter;
import software.amazon.awssdk.services.ecr.model.SigningRule;

/** Reads the settings of the registry that apply to repositories by name. */
final class RegistryReads {

    private final EcrClient ecr;

    RegistryReads(EcrClient ecr) {
        this.ecr = ecr;
    }

    Registry read() {
        return new Registry(
                Reads.additional("ecr:GetRegistryScanningConfiguration", () -> Optional.of(scanning())),
                Reads.additional("ecr:DescribeRegistry", () -> Optional.of(replication())),
                Reads.additional("ecr:GetSigningConfiguration", () -> Optional.of(signing())),
                templates(),
                cacheRules(),
                Reads.additional(
                        "ecr:GetRegistryPolicy",
                        () -> Optional.ofNullable(
                                ecr.getRegistryPolicy(request -> {}).policyText())));
    }

    private Reading<List<CreationTemplate>> templates() {
        return Reads.additional(
                "ecr:DescribeRepositoryCreationTemplates",
                () ->
                        Optional.of(ecr
                                .describeRepositoryCreationTemplatesPaginator(request -> {})
                                .repositoryCreationTemplates()
                                .stream()
                                .map(TemplateJson::template)
                                .toList()));
    }

    private Reading<List<CacheRule>> cacheRules() {
        return Reads.additional(
                "ecr:DescribePullThroughCacheRules",
                () -> Optional.of(
                        ecr.describePullThroughCacheRulesPaginator(request -> {}).pullThroughCacheRules().stream()
                                .map(rule -> new CacheRule(
                                        Objects.requireNonNullElse(rule.ecrRepositoryPrefix(), ""),
                                        Objects.requireNonNullElse(rule.upstreamRegistryUrl(), "")))
                                .toList()));
    }

    private List<NameRule> scanning() {
        List<NameRule> rules = new ArrayList<>();
        for (RegistryScanningRule rule : ecr.getRegistryScanningConfiguration(request -> {})
                .scanningConfiguration()
                .rules()) {
            List<String> filters = rule.repositoryFilters().stream()
                    .map(ScanningRepositoryFilter::filter)
                    .toList();
            rules.add(new NameRule("scanning rule " + rule.scanFrequencyAsString(), filters, Matching.SCANNING));
        }
        return rules;
    }

    private List<NameRule> replication() {
        ReplicationConfiguration configuration =
                ecr.describeRegistry(request -> {}).replicationConfiguration();
        if (configuration == null) {
            return List.of();
        }
        List<NameRule> rules = new ArrayList<>();
        for (ReplicationRule rule : configuration.rules()) {
            String destinations = rule.destinations().stream()
                    .map(destination -> destination.registryId() + " " + destination.region())
                    .collect(Collectors.joining(", "));
            List<String> filters = rule.repositoryFilters().stream()
                    .map(filter -> filter.filter())
                    .toList();
            rules.add(new NameRule("replication rule to " + destinations, filters, Matching.PREFIX));
        }
        return rules;
    }

    private List<NameRule> signing() {
        SigningConfiguration configuration =
                ecr.getSigningConfiguration(request -> {}).signingConfiguration();
        if (configuration == null) {
            return List.of();
        }
        List<NameRule> rules = new ArrayList<>();
        for (SigningRule rule : configuration.rules()) {
            List<String> filters = rule.repositoryFilters().stream()
                    .map(SigningRepositoryFilter::filter)
                    .toList();
            rules.add(new NameRule("signing rule " + rule.signingProfileArn(), filters, Matching.WILDCARD));
        }
        return rules;
    }
}
