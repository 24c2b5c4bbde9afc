package dev.ecrauditor.iac.cloudformation;

import dev.ecrauditor.iac.DeclarationReader;
import dev.ecrauditor.iac.Declarations;
import dev.ecrauditor.iac.Declarations.Note;
import dev.ecrauditor.iac.Declarations.UnreadableFile;
import dev.ecrauditor.iac.DeclaredUnit;
import dev.ecrauditor.iac.cloudformation.tree.JsonTree;
import dev.ecrauditor.iac.cloudformation.tree.TemplateException;
import dev.ecrauditor.iac.cloudformation.tree.TemplateLimits;
import dev.ecrauditor.iac.cloudformation.tree.TemplateNode;
import dev.ecrauditor.iac.cloudformation.tree.YamlTree;
import dev.ecrauditor.iac.declaration.DeploymentPlace;
import dev.ecrauditor.iac.declaration.SourcePosition;
import dev.ecrauditor.iac.source.SourceFile;
import dev.ecrauditor.iac.source.SourceTree;
import dev.ecrauditor.iac.source.UnreadableSourceException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads templates of CloudFormation and SAM, and cloud assemblies of the CDK. */
public final class CloudFormationReader implements DeclarationReader {

    private static final List<String> ENDINGS = List.of(".yaml", ".yml", ".json", ".template");
    private static final List<String> OTHER_LANGUAGES = List.of(".tf", ".tf.json", ".tfvars", ".tofu");

    private final Map<String, String> parameters;

    /**
     * @param parameters values of parameters by name, for every template that has them; others have their defaults
     */
    public CloudFormationReader(Map<String, String> parameters) {
        this.parameters = Map.copyOf(parameters);
    }

    @Override
    public Declarations read(SourceTree sources, DeploymentPlace place) {
        return new Reading(CloudAssembly.of(sources.files()), place).of(sources.files());
    }

    /** One run over the files. */
    private final class Reading {

        private final CloudAssembly assembly;
        private final DeploymentPlace place;
        private final Map<SourceFile, Template> templates = new LinkedHashMap<>();
        private final Set<String> recognized = new HashSet<>();
        private final List<UnreadableFile> unreadable = new ArrayList<>();
        private final List<Note> notes = new ArrayList<>();

        Reading(CloudAssembly assembly, DeploymentPlace place) {
            this.assembly = assembly;
            this.place = place;
        }

        Declarations of(List<SourceFile> files) {
            files.forEach(this::parse);
            Set<String> shared = sharedIds();
            Exports exports = new Exports();
            NestedStacks nested = NestedStacks.of(templates);
            List<StackResources> stacks = new ArrayList<>();
            templates.forEach((file, template) -> {
                Stack stack = new Stack(
                        template,
                        place(file, nested, NestedStacks.DEEPEST),
                        assembly.stack(file.path()).name(),
                        parameters,
                        nested.passedTo(file),
                        addresses(template, shared));
                Evaluation evaluation = new Evaluation(stack, exports);
                nested.add(file, evaluation);
                stacks.add(new StackResources(stack, evaluation, resource -> nested.isRead(file, resource)));
            });
            stacks.forEach(stack -> attempt(stack.template(), () -> stack.addExports(exports)));
            List<DeclaredUnit> units = new ArrayList<>();
            stacks.forEach(stack -> attempt(stack.template(), () -> units.add(stack.read(notes))));
            return new Declarations(units, recognized, unreadable, notes);
        }

        /** Where a template is deployed: a nested stack where its parent is, if it has only one. */
        private DeploymentPlace place(SourceFile file, NestedStacks nested, int levels) {
            List<SourceFile> parents = nested.parents(file);
            return assembly.stack(file.path())
                    .place(parents.size() == 1 && levels > 0 ? place(parents.get(0), nested, levels - 1) : place);
        }

        private void parse(SourceFile file) {
            if (!isCandidate(file)) {
                return;
            }
            String text;
            try {
                text = file.text(TemplateLimits.MOST_BYTES);
            } catch (UnreadableSourceException fault) {
                return; // reported by whoever named it; one that only lies in a directory is no template
            }
            boolean mentionsTemplate = text.contains("AWSTemplateFormatVersion") || text.contains("AWS::");
            if (!mentionsTemplate) {
                return;
            }
            try {
                TemplateNode root = text.stripLeading().startsWith("{") ? JsonTree.read(text) : YamlTree.read(text);
                Template.of(file.name(), root).ifPresent(template -> {
                    templates.put(file, template);
                    recognized.add(file.name());
                });
            } catch (TemplateException fault) {
                recognized.add(file.name());
                unreadable.add(new UnreadableFile(new SourcePosition(file.name(), fault.line()), fault.clause()));
            }
        }

        private void attempt(Template template, Runnable step) {
            try {
                step.run();
            } catch (TemplateException fault) {
                UnreadableFile file =
                        new UnreadableFile(new SourcePosition(template.file(), fault.line()), fault.clause());
                if (!unreadable.contains(file)) {
                    unreadable.add(file);
                }
            }
        }

        /** Logical ids of more than one template; they are unique only together with the file. */
        private Set<String> sharedIds() {
            Set<String> seen = new HashSet<>();
            Set<String> shared = new HashSet<>();
            templates
                    .values()
                    .forEach(template -> template.section("Resources").keySet().stream()
                            .filter(id -> !seen.add(id))
                            .forEach(shared::add));
            return shared;
        }
    }

    private static Map<String, String> addresses(Template template, Set<String> shared) {
        Map<String, String> addresses = new HashMap<>();
        template.section("Resources")
                .keySet()
                .forEach(id -> addresses.put(id, shared.contains(id) ? template.file() + "#" + id : id));
        return addresses;
    }

    private static boolean isCandidate(SourceFile file) {
        String name = file.fileName().toLowerCase(Locale.ROOT);
        if (OTHER_LANGUAGES.stream().anyMatch(name::endsWith)) {
            return false;
        }
        return file.isNamed() || ENDINGS.stream().anyMatch(name::endsWith);
    }
}
