package dev.ecrauditor.cli.migration.facts;

import dev.ecrauditor.json.Json;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A template for repositories that ECR creates.
 *
 * @param prefix of the names, without the slash that follows it, or {@code ROOT}
 * @param appliedFor which repositories ECR creates with it, such as {@code PULL_THROUGH_CACHE}
 * @param customRoleArn the role that ECR assumes; KMS keys and tags need one
 * @param json every member, as parameters of UpdateRepositoryCreationTemplate
 */
public record CreationTemplate(String prefix, List<String> appliedFor, Optional<String> customRoleArn, Json.Obj json) {

    /** The prefix of the template for every name without one of its own. */
    public static final String ROOT = "ROOT";

    public CreationTemplate {
        appliedFor = List.copyOf(appliedFor);
    }

    /**
     * The template that decides about a name: the longest prefix. A slash is assumed behind a prefix.
     *
     * <p>Source: "Templates to control repositories created during a pull through cache, create on push, or replication
     * action", Amazon ECR User Guide.
     */
    public static Optional<CreationTemplate> of(String repository, List<CreationTemplate> templates) {
        return templates.stream()
                .filter(template -> template.prefix().equals(ROOT) || isBelow(template.prefix(), repository))
                .max(Comparator.comparingInt(template ->
                        template.prefix().equals(ROOT) ? 0 : template.prefix().length()));
    }

    static boolean isBelow(String prefix, String repository) {
        return repository.startsWith(prefix.endsWith("/") ? prefix : prefix + "/");
    }
}
