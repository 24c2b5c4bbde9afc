package dev.ecrauditor.cli.migration.plan;

import static dev.ecrauditor.cli.migration.plan.ShellText.quoted;

import dev.ecrauditor.cli.migration.facts.CacheRule;
import dev.ecrauditor.cli.migration.facts.CreationTemplate;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The step that makes ECR encrypt the repositories that it creates with the key. */
final class TemplateSteps {

    private static final String TRUST = """
            {
              "Version": "2012-10-17",
              "Statement": [
                {"Effect": "Allow", "Principal": {"Service": "ecr.amazonaws.com"}, "Action": "sts:AssumeRole"}
              ]
            }
            """;

    private static final String PERMISSIONS = """
            {
              "Version": "2012-10-17",
              "Statement": [
                {
                  "Effect": "Allow",
                  "Action": ["ecr:CreateRepository", "ecr:ReplicateImage", "ecr:TagResource"],
                  "Resource": "arn:%s:ecr:%s:%s:repository/*"
                },
                {
                  "Effect": "Allow",
                  "Action": ["kms:CreateGrant", "kms:RetireGrant", "kms:DescribeKey"],
                  "Resource": "KEY_ARN"
                }
              ]
            }
            """;

    private TemplateSteps() {}

    static List<Step> of(MigrationRequest request) {
        Optional<CreationTemplate> template = template(request);
        List<String> commands = new ArrayList<>();
        Optional<String> role = template.flatMap(CreationTemplate::customRoleArn);
        if (role.isPresent()) {
            commands.add("role_arn=" + quoted(role.get()));
            commands.addAll(ShellText.file("given-role.sh"));
        } else {
            commands.addAll(newRole(request.source().arn()));
        }
        commands.add("template_command="
                + (template.isPresent()
                        ? "update-repository-creation-template"
                        : "create-repository-creation-template"));
        commands.addAll(ShellText.function(
                "write_template", "template.json", ShellText.json(JsonWriter.write(parameters(request, template)))));
        commands.addAll(ShellText.file("update-template.sh"));
        return List.of(new Step(
                "update-creation-template",
                template.isPresent() ? "Update the creation template" : "Create a creation template",
                List.of(
                        "ECR creates this repository (" + request.createdBy()
                                + "), so its template decides its encryption.",
                        "The template applies to every repository that ECR creates below its prefix "
                                + prefix(request, template) + ".",
                        "Its other settings stay as they are. A KMS key needs a role that ECR assumes."),
                commands,
                List.of("ecr:DescribeRepositoryCreationTemplates", "ecr:DescribePullThroughCacheRules")));
    }

    private static List<String> newRole(RepositoryArn source) {
        List<String> lines = new ArrayList<>();
        lines.add("role_name=" + quoted("ecr-creation-template-" + source.region()));
        lines.addAll(ShellText.function("write_trust", "trust.json", TRUST));
        lines.addAll(ShellText.function(
                "write_role_policy",
                "role-policy.txt",
                PERMISSIONS.formatted(source.partition(), source.region(), source.account())));
        lines.addAll(ShellText.file("role.sh"));
        return lines;
    }

    static Optional<CreationTemplate> template(MigrationRequest request) {
        return request.facts().registry().templates() instanceof Reading.Known<List<CreationTemplate>> known
                ? CreationTemplate.of(request.source().arn().name(), known.value())
                : Optional.empty();
    }

    private static Json.Obj parameters(MigrationRequest request, Optional<CreationTemplate> template) {
        Set<String> appliedFor =
                new TreeSet<>(template.map(CreationTemplate::appliedFor).orElse(List.of()));
        appliedFor.add(request.createdBy().name());
        Map<String, Json> members =
                new LinkedHashMap<>(template.map(one -> one.json().members()).orElse(Map.of()));
        members.put("prefix", Json.of(prefix(request, template)));
        members.put("appliedFor", Json.of(appliedFor));
        JsonObject json = new JsonObject();
        members.forEach(json::put);
        return json.build();
    }

    /** Without a template: the prefix of the cache rule, else the first part of the name. */
    private static String prefix(MigrationRequest request, Optional<CreationTemplate> template) {
        String name = request.source().arn().name();
        int slash = name.indexOf('/');
        return template.map(CreationTemplate::prefix)
                .or(() -> cacheRule(request).map(CacheRule::prefix))
                .orElse(slash < 0 ? CreationTemplate.ROOT : name.substring(0, slash));
    }

    private static Optional<CacheRule> cacheRule(MigrationRequest request) {
        return request.facts().registry().cacheRules() instanceof Reading.Known<List<CacheRule>> known
                ? known.value().stream()
                        .filter(rule -> rule.serves(request.source().arn().name()))
                        .findFirst()
                : Optional.empty();
    }
}
