package dev.ecrauditor.iac.generated;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.json.MalformedJson;
import java.util.ArrayList;
import java.util.List;

/** A generated registry as a CloudFormation template in JSON. */
final class EstateTemplate {

    private EstateTemplate() {}

    static String of(Estate estate) {
        JsonObject resources = new JsonObject();
        for (int i = 0; i < estate.keys().size(); i++) {
            resources.put("Key" + i, resource("AWS::KMS::Key", key(estate.keys().get(i))));
        }
        for (int i = 0; i < estate.repositories().size(); i++) {
            resources.put(
                    "Repo" + i,
                    resource(
                            "AWS::ECR::Repository",
                            repository(estate.repositories().get(i))));
        }
        addRegistry(estate, resources);
        return JsonWriter.write(new JsonObject()
                .put("AWSTemplateFormatVersion", "2010-09-09")
                .put("Resources", resources.build())
                .build());
    }

    private static void addRegistry(Estate estate, JsonObject resources) {
        if (!estate.scanType().isEmpty()) {
            resources.put(
                    "Scanning",
                    resource(
                            "AWS::ECR::RegistryScanningConfiguration",
                            new JsonObject()
                                    .put("ScanType", estate.scanType())
                                    .put(
                                            "Rules",
                                            array(estate.scanRules().stream()
                                                    .map(EstateTemplate::scanRule)
                                                    .toList()))));
        }
        if (!estate.policy().isEmpty()) {
            resources.put(
                    "RegistryPolicy",
                    resource("AWS::ECR::RegistryPolicy", new JsonObject().put("PolicyText", json(estate.policy()))));
        }
        if (!estate.replication().isEmpty()) {
            resources.put(
                    "Replication",
                    resource(
                            "AWS::ECR::ReplicationConfiguration",
                            new JsonObject()
                                    .put(
                                            "ReplicationConfiguration",
                                            new JsonObject()
                                                    .put(
                                                            "Rules",
                                                            array(estate.replication().stream()
                                                                    .map(EstateTemplate::copy)
                                                                    .toList()))
                                                    .build())));
        }
        estate.templates()
                .forEach(template -> resources.put(
                        "Template", resource("AWS::ECR::RepositoryCreationTemplate", template(template))));
        estate.caches()
                .forEach(cache -> resources.put(
                        "Cache",
                        resource(
                                "AWS::ECR::PullThroughCacheRule",
                                new JsonObject()
                                        .put("EcrRepositoryPrefix", cache.prefix())
                                        .put("UpstreamRegistryUrl", cache.url()))));
    }

    private static JsonObject key(Estate.Key key) {
        JsonObject properties = new JsonObject()
                .put("EnableKeyRotation", key.rotates())
                .put("Enabled", Boolean.toString(key.isEnabled()))
                .put("KeySpec", key.spec());
        return key.policy().isEmpty() ? properties : properties.put("KeyPolicy", json(key.policy()));
    }

    private static JsonObject repository(Estate.Repository repository) {
        JsonObject properties = new JsonObject()
                .put("RepositoryName", repository.name())
                .put("ImageTagMutability", repository.mutability())
                .put(
                        "ImageScanningConfiguration",
                        new JsonObject()
                                .put("ScanOnPush", Boolean.toString(repository.scans()))
                                .build());
        if (!repository.encryption().equals("NONE")) {
            properties.put("EncryptionConfiguration", encryption(repository.encryption(), repository.key()));
        }
        if (!repository.filters().isEmpty()) {
            properties.put(
                    "ImageTagMutabilityExclusionFilters",
                    array(repository.filters().stream()
                            .<Json>map(filter -> new JsonObject()
                                    .put("ImageTagMutabilityExclusionFilterType", "WILDCARD")
                                    .put("ImageTagMutabilityExclusionFilterValue", filter)
                                    .build())
                            .toList()));
        }
        if (!repository.policy().isEmpty()) {
            properties.put("RepositoryPolicyText", json(repository.policy()));
        }
        return repository.hasLifecyclePolicy()
                ? properties.put(
                        "LifecyclePolicy",
                        new JsonObject().put("LifecyclePolicyText", "{}").build())
                : properties;
    }

    private static Json encryption(String type, String key) {
        JsonObject encryption = new JsonObject().put("EncryptionType", type);
        boolean isDeclared = key.length() == 1;
        if (isDeclared) {
            encryption.put(
                    "KmsKey",
                    new JsonObject()
                            .put("Fn::GetAtt", Json.of(List.of("Key" + key, "Arn")))
                            .build());
        } else if (!key.isEmpty()) {
            encryption.put("KmsKey", key);
        }
        return encryption.build();
    }

    private static JsonObject template(Estate.Template template) {
        JsonObject properties = new JsonObject()
                .put("Prefix", template.prefix())
                .put("AppliedFor", Json.of(List.of(template.purpose())))
                .put("ImageTagMutability", template.mutability());
        if (!template.key().equals("NONE")) {
            properties.put("EncryptionConfiguration", encryption("KMS", template.key()));
        }
        return template.policy().isEmpty() ? properties : properties.put("RepositoryPolicy", template.policy());
    }

    private static Json scanRule(Estate.ScanRule rule) {
        return new JsonObject()
                .put("ScanFrequency", rule.frequency())
                .put("RepositoryFilters", filters(rule.filter(), "WILDCARD"))
                .build();
    }

    private static Json copy(Estate.Copy copy) {
        return new JsonObject()
                .put(
                        "Destinations",
                        array(List.of(new JsonObject()
                                .put("RegistryId", copy.account())
                                .put("Region", copy.region())
                                .build())))
                .put("RepositoryFilters", filters(copy.prefix(), "PREFIX_MATCH"))
                .build();
    }

    private static Json filters(String filter, String type) {
        return array(
                filter.isEmpty()
                        ? List.of()
                        : List.of(new JsonObject()
                                .put("Filter", filter)
                                .put("FilterType", type)
                                .build()));
    }

    private static Json resource(String type, JsonObject properties) {
        return new JsonObject()
                .put("Type", type)
                .put("Properties", properties.build())
                .build();
    }

    private static Json array(List<Json> items) {
        return new Json.Arr(new ArrayList<>(items));
    }

    private static Json json(String text) {
        try {
            return JsonReader.read(text);
        } catch (MalformedJson impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }
}
