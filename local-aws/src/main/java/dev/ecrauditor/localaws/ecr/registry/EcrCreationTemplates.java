package dev.ecrauditor.localaws.ecr.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.AwsError;
import dev.ecrauditor.localaws.call.AwsService;
import dev.ecrauditor.localaws.call.Call;
import dev.ecrauditor.localaws.call.Json;
import dev.ecrauditor.localaws.call.Operation;
import dev.ecrauditor.localaws.call.page.Page;
import dev.ecrauditor.localaws.call.page.PageRequest;
import dev.ecrauditor.localaws.ecr.Registries;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** ECR's operations on repository creation templates; no repository is made from them. */
final class EcrCreationTemplates {

    private static final int DEFAULT_PAGE = 100;

    private final Registries registries;

    EcrCreationTemplates(Registries registries) {
        this.registries = registries;
    }

    List<Operation> operations() {
        return List.of(
                Operation.of(
                        AwsService.ECR, "CreateRepositoryCreationTemplate", this::create, CreationTemplate.MEMBERS),
                Operation.of(
                        AwsService.ECR, "UpdateRepositoryCreationTemplate", this::update, CreationTemplate.MEMBERS),
                Operation.of(AwsService.ECR, "DeleteRepositoryCreationTemplate", this::delete, "prefix"),
                Operation.of(
                        AwsService.ECR,
                        "DescribeRepositoryCreationTemplates",
                        this::describe,
                        "prefixes",
                        "nextToken",
                        "maxResults"));
    }

    private ObjectNode create(Call call) {
        String prefix = CreationTemplate.readPrefix(call.parameters());
        if (templates(call).containsKey(prefix)) {
            throw AwsError.badRequest(
                    "TemplateAlreadyExistsException",
                    "The repository creation template with prefix '" + prefix + "' already exists in the registry"
                            + " with id '" + call.place().account() + "'");
        }
        return put(
                call,
                new CreationTemplate(
                        prefix, CreationTemplate.Settings.read(call.parameters()), call.now(), call.now()));
    }

    private ObjectNode update(Call call) {
        CreationTemplate template = find(call);
        return put(
                call,
                new CreationTemplate(
                        template.prefix(),
                        template.settings().updated(call.parameters()),
                        template.createdAt(),
                        call.now()));
    }

    private ObjectNode put(Call call, CreationTemplate template) {
        template.missing().ifPresent(problem -> {
            throw call.invalid("customRoleArn", problem);
        });
        templates(call).put(template.prefix(), template);
        return answer(call, template);
    }

    private ObjectNode delete(Call call) {
        CreationTemplate template = find(call);
        templates(call).remove(template.prefix());
        return answer(call, template);
    }

    private ObjectNode describe(Call call) {
        NavigableMap<String, CreationTemplate> templates = templates(call);
        List<String> prefixes = call.parameters().texts("prefixes");
        if (!prefixes.isEmpty()) {
            templates = new TreeMap<>(templates);
            templates.keySet().retainAll(prefixes);
        }
        Page<CreationTemplate> page = PageRequest.ofEcr(call, DEFAULT_PAGE).of(templates);
        ObjectNode answer = Json.object().put("registryId", call.place().account());
        answer.set(
                "repositoryCreationTemplates",
                Json.nodes(page.items().stream().map(CreationTemplate::toJson).toList()));
        return page.writeNextToken(answer);
    }

    private CreationTemplate find(Call call) {
        String prefix = CreationTemplate.readPrefix(call.parameters());
        CreationTemplate template = templates(call).get(prefix);
        if (template == null) {
            throw AwsError.badRequest(
                    "TemplateNotFoundException",
                    "The repository creation template with prefix '" + prefix + "' does not exist in the registry"
                            + " with id '" + call.place().account() + "'");
        }
        return template;
    }

    private NavigableMap<String, CreationTemplate> templates(Call call) {
        return registries.regionOf(call).settings.templates();
    }

    private static ObjectNode answer(Call call, CreationTemplate template) {
        ObjectNode answer = Json.object().put("registryId", call.place().account());
        return answer.set("repositoryCreationTemplate", template.toJson());
    }
}
