package dev.ecrauditor.cli.migration.aws;

import dev.ecrauditor.cli.migration.facts.CreationTemplate;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.ecr.model.RepositoryCreationTemplate;

/** A creation template as the parameters that set it again. */
final class TemplateJson {

    private TemplateJson() {}

    /** The encryption is left out, because the plan sets it. */
    static CreationTemplate template(RepositoryCreationTemplate template) {
        String prefix = Objects.requireNonNullElse(template.prefix(), "");
        JsonObject json = new JsonObject()
                .put("prefix", prefix)
                .put("description", Optional.ofNullable(template.description()))
                .put("imageTagMutability", Optional.ofNullable(template.imageTagMutabilityAsString()))
                .put("repositoryPolicy", Optional.ofNullable(template.repositoryPolicy()))
                .put("lifecyclePolicy", Optional.ofNullable(template.lifecyclePolicy()))
                .put("appliedFor", Json.of(template.appliedForAsStrings()));
        putUnlessEmpty(
                json,
                "imageTagMutabilityExclusionFilters",
                template.imageTagMutabilityExclusionFilters().stream()
                        .map(filter -> pair("filterType", filter.filterTypeAsString(), "filter", filter.filter()))
                        .toList());
        putUnlessEmpty(
                json,
                "resourceTags",
                template.resourceTags().stream()
                        .map(tag -> pair("Key", tag.key(), "Value", tag.value()))
                        .toList());
        return new CreationTemplate(
                prefix, template.appliedForAsStrings(), Optional.ofNullable(template.customRoleArn()), json.build());
    }

    private static void putUnlessEmpty(JsonObject json, String name, List<Json> items) {
        if (!items.isEmpty()) {
            json.put(name, new Json.Arr(items));
        }
    }

    private static Json pair(String first, String firstValue, String second, String secondValue) {
        return new JsonObject()
                .put(first, Objects.requireNonNullElse(firstValue, ""))
                .put(second, Objects.requireNonNullElse(secondValue, ""))
                .build();
    }
}
