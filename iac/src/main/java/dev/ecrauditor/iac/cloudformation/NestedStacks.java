package dev.ecrauditor.iac.cloudformation;

import dev.ecrauditor.iac.cloudformation.tree.TemplateNode;
import dev.ecrauditor.iac.cloudformation.tree.TemplateNode.Fields;
import dev.ecrauditor.iac.declaration.DeclaredValue;
import dev.ecrauditor.iac.declaration.SourcePosition;
import dev.ecrauditor.iac.source.SourceFile;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The templates of the input that others of the input deploy as nested stacks, by the path of a local file, and the
 * parameters that these pass on.
 *
 * <p>Source: "AWS::CloudFormation::Stack" and "AWS::Serverless::Application", AWS CloudFormation Template Reference;
 * {@code aws:asset:path} of the CDK.
 */
final class NestedStacks {

    /** Stacks that are nested in each other; templates that do so in a circle end here. */
    static final int DEEPEST = 20;

    private static final Set<String> TYPES = Set.of("AWS::CloudFormation::Stack", "AWS::Serverless::Application");

    /**
     * A resource that deploys a template.
     *
     * @param parent the file of the resource
     */
    private record Use(SourceFile parent, Fields resource) {

        Optional<TemplateNode> parameter(String name) {
            return resource.fieldsAt("Properties")
                    .flatMap(properties -> properties.fieldsAt("Parameters"))
                    .flatMap(parameters -> parameters.get(name));
        }
    }

    private final Set<Path> templates = new HashSet<>();
    private final Map<Path, List<Use>> uses = new HashMap<>();
    private final Map<SourceFile, Evaluation> evaluations = new HashMap<>();
    private int depth;

    static NestedStacks of(Map<SourceFile, Template> templates) {
        NestedStacks nested = new NestedStacks();
        templates.keySet().forEach(file -> nested.templates.add(normal(file)));
        templates.forEach((file, template) -> template.section("Resources")
                .values()
                .forEach(node -> {
                    if (node instanceof Fields resource) {
                        local(file, resource)
                                .ifPresent(path -> nested.uses
                                        .computeIfAbsent(path, first -> new ArrayList<>())
                                        .add(new Use(file, resource)));
                    }
                }));
        return nested;
    }

    /** The local file of a nested stack; empty for a resource of another kind, or with a URL. */
    private static Optional<Path> local(SourceFile parent, Fields resource) {
        if (resource.textAt("Type").filter(TYPES::contains).isEmpty()) {
            return Optional.empty();
        }
        Optional<Fields> properties = resource.fieldsAt("Properties");
        return resource.fieldsAt("Metadata")
                .flatMap(metadata -> metadata.textAt("aws:asset:path"))
                .or(() -> properties.flatMap(own -> own.textAt("TemplateURL")))
                .or(() -> properties.flatMap(own -> own.textAt("Location")))
                .filter(path -> !path.contains("://"))
                .flatMap(path -> beside(parent, path));
    }

    private static Optional<Path> beside(SourceFile parent, String path) {
        try {
            return Optional.of(normal(parent).resolveSibling(path).normalize());
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }

    /** True for a resource whose template is one of the input. */
    boolean isRead(SourceFile parent, Fields resource) {
        return local(parent, resource).filter(templates::contains).isPresent();
    }

    /** The files that deploy a template as a nested stack. */
    List<SourceFile> parents(SourceFile template) {
        return usesOf(template).stream().map(Use::parent).distinct().toList();
    }

    private List<Use> usesOf(SourceFile template) {
        return uses.getOrDefault(normal(template), List.of());
    }

    private static Path normal(SourceFile file) {
        return file.path().toAbsolutePath().normalize();
    }

    /** Takes what evaluates a template, so that it can evaluate what the template passes on. */
    void add(SourceFile template, Evaluation evaluation) {
        evaluations.put(template, evaluation);
    }

    /** The parameters that are passed to a template. */
    PassedParameters passedTo(SourceFile template) {
        List<Use> all = usesOf(template);
        return all.isEmpty() ? PassedParameters.NONE : (name, position) -> passed(all, name, position);
    }

    /** A value that all nested stacks of a template get; unresolved where they get different ones. */
    private Optional<DeclaredValue> passed(List<Use> all, String name, SourcePosition position) {
        if (depth == DEEPEST) {
            return Optional.of(new DeclaredValue.Unresolved("the templates nest each other in a circle", position));
        }
        depth++;
        List<Optional<DeclaredValue>> values;
        try {
            values = all.stream().map(use -> value(use, name)).toList();
        } finally {
            depth--;
        }
        long meanings = values.stream()
                .map(value -> value.map(PassedParameters::meaning))
                .distinct()
                .count();
        return meanings == 1
                ? values.get(0)
                : Optional.of(new DeclaredValue.Unresolved(
                        "the parameter " + name + " differs between the nested stacks of the template", position));
    }

    private Optional<DeclaredValue> value(Use use, String name) {
        return use.parameter(name)
                .flatMap(node ->
                        Optional.ofNullable(evaluations.get(use.parent())).map(evaluation -> evaluation.value(node)));
    }
}
