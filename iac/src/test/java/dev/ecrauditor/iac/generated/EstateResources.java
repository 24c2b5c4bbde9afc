package dev.ecrauditor.iac.generated;

import dev.ecrauditor.iac.declaration.DeclaredResource;
import dev.ecrauditor.iac.declaration.DeclaredValue;
import dev.ecrauditor.iac.declaration.SourcePosition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A generated registry as the resources of Terraform that declare it, as a reader of that language yields them. */
final class EstateResources {

    private static final SourcePosition LINE = new SourcePosition("main.tf", 1);

    private final List<DeclaredResource> resources = new ArrayList<>();

    private EstateResources() {}

    static List<DeclaredResource> of(Estate estate) {
        EstateResources all = new EstateResources();
        all.addKeys(estate);
        all.addRepositories(estate);
        all.addRegistry(estate);
        return all.resources;
    }

    private void addKeys(Estate estate) {
        for (int i = 0; i < estate.keys().size(); i++) {
            Estate.Key key = estate.keys().get(i);
            add(
                    "aws_kms_key",
                    "key" + i,
                    Map.of(
                            "enable_key_rotation", new DeclaredValue.Bool(key.rotates(), LINE),
                            "is_enabled", new DeclaredValue.Bool(key.isEnabled(), LINE),
                            "customer_master_key_spec", text(key.spec())));
            if (!key.policy().isEmpty()) {
                add(
                        "aws_kms_key_policy",
                        "key" + i,
                        Map.of(
                                "key_id",
                                new DeclaredValue.Reference("aws_kms_key.key" + i, "key_id", LINE),
                                "policy",
                                text(key.policy())));
            }
        }
    }

    private void addRepositories(Estate estate) {
        for (int i = 0; i < estate.repositories().size(); i++) {
            Estate.Repository repository = estate.repositories().get(i);
            Map<String, DeclaredValue> properties = new LinkedHashMap<>();
            properties.put("name", text(repository.name()));
            properties.put("image_tag_mutability", text(repository.mutability()));
            properties.put(
                    "image_scanning_configuration",
                    blocks(Map.of("scan_on_push", new DeclaredValue.Bool(repository.scans(), LINE))));
            if (!repository.filters().isEmpty()) {
                properties.put(
                        "image_tag_mutability_exclusion_filter",
                        blocks(Map.of("filter", text(repository.filters().get(0)), "filter_type", text("WILDCARD"))));
            }
            if (!repository.encryption().equals("NONE")) {
                properties.put("encryption_configuration", encryption(repository.encryption(), repository.key()));
            }
            add("aws_ecr_repository", "repo" + i, properties);
            DeclaredValue name = new DeclaredValue.Reference("aws_ecr_repository.repo" + i, "name", LINE);
            if (!repository.policy().isEmpty()) {
                add(
                        "aws_ecr_repository_policy",
                        "repo" + i,
                        Map.of("repository", name, "policy", text(repository.policy())));
            }
            if (repository.hasLifecyclePolicy()) {
                add(
                        "aws_ecr_lifecycle_policy",
                        "repo" + i,
                        Map.of("repository", text(repository.name()), "policy", text("{}")));
            }
        }
    }

    private void addRegistry(Estate estate) {
        add(
                "aws_ecr_account_setting",
                "scope",
                Map.of("name", text("REGISTRY_POLICY_SCOPE"), "value", text(estate.scope())));
        if (!estate.scanType().isEmpty()) {
            add(
                    "aws_ecr_registry_scanning_configuration",
                    "this",
                    Map.of(
                            "scan_type", text(estate.scanType()),
                            "rule",
                                    items(estate.scanRules().stream()
                                            .map(rule -> block(Map.of(
                                                    "scan_frequency", text(rule.frequency()),
                                                    "repository_filter",
                                                            blocks(Map.of(
                                                                    "filter",
                                                                    text(rule.filter()),
                                                                    "filter_type",
                                                                    text("WILDCARD"))))))
                                            .toList())));
        }
        if (!estate.policy().isEmpty()) {
            add("aws_ecr_registry_policy", "this", Map.of("policy", text(estate.policy())));
        }
        if (!estate.replication().isEmpty()) {
            add(
                    "aws_ecr_replication_configuration",
                    "this",
                    Map.of(
                            "replication_configuration",
                            blocks(Map.of(
                                    "rule",
                                    items(estate.replication().stream()
                                            .map(EstateResources::copy)
                                            .toList())))));
        }
        estate.templates().forEach(this::addTemplate);
        estate.caches()
                .forEach(cache -> add(
                        "aws_ecr_pull_through_cache_rule",
                        "this",
                        Map.of(
                                "ecr_repository_prefix",
                                text(cache.prefix()),
                                "upstream_registry_url",
                                text(cache.url()))));
    }

    private void addTemplate(Estate.Template template) {
        Map<String, DeclaredValue> properties = new LinkedHashMap<>();
        properties.put("prefix", text(template.prefix()));
        properties.put("applied_for", items(List.of(text(template.purpose()))));
        properties.put("image_tag_mutability", text(template.mutability()));
        if (!template.key().equals("NONE")) {
            properties.put("encryption_configuration", encryption("KMS", template.key()));
        }
        if (!template.policy().isEmpty()) {
            properties.put("repository_policy", text(template.policy()));
        }
        add("aws_ecr_repository_creation_template", "this", properties);
    }

    private static DeclaredValue copy(Estate.Copy copy) {
        Map<String, DeclaredValue> rule = new LinkedHashMap<>();
        rule.put("destination", blocks(Map.of("region", text(copy.region()), "registry_id", text(copy.account()))));
        if (!copy.prefix().isEmpty()) {
            rule.put(
                    "repository_filter",
                    blocks(Map.of("filter", text(copy.prefix()), "filter_type", text("PREFIX_MATCH"))));
        }
        return block(rule);
    }

    private static DeclaredValue encryption(String type, String key) {
        Map<String, DeclaredValue> block = new LinkedHashMap<>(Map.of("encryption_type", text(type)));
        if (key.length() == 1) {
            block.put("kms_key", new DeclaredValue.Reference("aws_kms_key.key" + key, "arn", LINE));
        } else if (!key.isEmpty()) {
            block.put("kms_key", text(key));
        }
        return blocks(block);
    }

    private void add(String type, String name, Map<String, DeclaredValue> properties) {
        resources.add(
                new DeclaredResource(type, type + "." + name, new DeclaredValue.Properties(properties, LINE), LINE));
    }

    private static DeclaredValue text(String text) {
        return new DeclaredValue.Text(text, LINE);
    }

    private static DeclaredValue block(Map<String, DeclaredValue> properties) {
        return new DeclaredValue.Properties(properties, LINE);
    }

    /** A block of Terraform is a list with one member. */
    private static DeclaredValue blocks(Map<String, DeclaredValue> properties) {
        return items(List.of(block(properties)));
    }

    private static DeclaredValue items(List<DeclaredValue> items) {
        return new DeclaredValue.Items(items, LINE);
    }
}
