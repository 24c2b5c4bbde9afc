package dev.ecrauditor.iac.cloudformation;

import dev.ecrauditor.iac.Declarations.Note;
import dev.ecrauditor.iac.DeclaredUnit;
import dev.ecrauditor.iac.cloudformation.tree.TemplateNode;
import dev.ecrauditor.iac.cloudformation.tree.TemplateNode.Fields;
import dev.ecrauditor.iac.cloudformation.tree.TemplateNode.Items;
import dev.ecrauditor.iac.cloudformation.tree.TemplateNode.Scalar;
import dev.ecrauditor.iac.declaration.DeclaredResource;
import dev.ecrauditor.iac.declaration.DeclaredValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The resources of a stack, and what the template declares in a way that is not seen. */
final class StackResources {

    /** They change no resource of ECR or KMS that the template declares itself. */
    private static final Set<String> HARMLESS_TRANSFORMS = Set.of("AWS::LanguageExtensions", "AWS::SecretsManager");

    private final Stack stack;
    private final Evaluation evaluation;
    private final Predicate<Fields> isRead;
    private final List<DeclaredResource> resources = new ArrayList<>();
    private final Map<String, DeclaredValue> metadata = new HashMap<>();

    /**
     * @param isRead true for the resource of a nested stack whose template is one of the input
     */
    StackResources(Stack stack, Evaluation evaluation, Predicate<Fields> isRead) {
        this.stack = stack;
        this.evaluation = evaluation;
        this.isRead = isRead;
    }

    void addExports(Exports exports) {
        exports.add(template(), evaluation);
    }

    Template template() {
        return stack.template();
    }

    /** Reads them, and adds what was not seen to the notes. */
    DeclaredUnit read(List<Note> notes) {
        template()
                .root()
                .get("Transform")
                .ifPresent(node -> transforms(node).stream()
                        .filter(name -> !HARMLESS_TRANSFORMS.contains(name))
                        .forEach(name -> notes.add(new Note(
                                evaluation.position(node),
                                "The transform " + name + " can add and change resources; they are not seen."))));
        template().section("Resources").forEach((id, node) -> read(id, node, notes));
        return new DeclaredUnit(stack.place(), resources, metadata);
    }

    private static List<String> transforms(TemplateNode node) {
        if (node instanceof Items items) {
            return items.items().stream()
                    .flatMap(item -> transforms(item).stream())
                    .toList();
        }
        if (node instanceof Scalar name) {
            return List.of(name.text());
        }
        return node instanceof Fields fields && fields.textAt("Name").isPresent()
                ? List.of(fields.textAt("Name").get())
                : List.of("of this line");
    }

    private void read(String id, TemplateNode node, List<Note> notes) {
        if (id.startsWith("Fn::")) {
            notes.add(new Note(evaluation.position(node), "The resources that " + id + " generates are not seen."));
            return;
        }
        Optional<String> type = node instanceof Fields fields ? fields.textAt("Type") : Optional.empty();
        if (type.isEmpty()) {
            notes.add(new Note(evaluation.position(node), "The resource " + id + " has no type and is not evaluated."));
            return;
        }
        Fields resource = (Fields) node;
        Optional<String> condition = resource.textAt("Condition");
        if (condition.isPresent() && evaluation.condition(condition.get()).isNo()) {
            notes.add(new Note(
                    evaluation.position(node),
                    "The resource " + id + " is not created, as the condition " + condition.get()
                            + " is false; --parameter NAME=VALUE changes that."));
            return;
        }
        noteGenerated(id, type.get(), resource, notes);
        add(id, type.get(), resource);
    }

    private void noteGenerated(String id, String type, Fields resource, List<Note> notes) {
        if (type.endsWith("::MODULE")) {
            notes.add(new Note(evaluation.position(resource), "The resources of the module " + id + " are not seen."));
        }
        boolean isNested = type.equals("AWS::CloudFormation::Stack") || type.equals("AWS::Serverless::Application");
        if (isNested && !isRead.test(resource)) {
            notes.add(new Note(
                    evaluation.position(resource),
                    "The template of the nested stack " + id + " is checked only if it is among the files."));
        }
    }

    private void add(String id, String type, Fields resource) {
        String address = stack.addresses().get(id);
        DeclaredValue properties = resource.get("Properties")
                .map(evaluation::value)
                .orElseGet(() -> new DeclaredValue.Absent(evaluation.position(resource)));
        resources.add(new DeclaredResource(
                type, String.valueOf(address), asProperties(properties), evaluation.position(resource)));
        resource.fieldsAt("Metadata")
                .flatMap(own -> own.get("EcrAuditor"))
                .ifPresent(own -> metadata.put(String.valueOf(address), evaluation.value(own)));
    }

    /** Properties that are not known as a whole leave every property unknown. */
    private static DeclaredValue.Properties asProperties(DeclaredValue value) {
        if (value instanceof DeclaredValue.Properties properties) {
            return properties;
        }
        return new DeclaredValue.Properties(
                value instanceof DeclaredValue.Unresolved ? Map.of("*", value) : Map.of(), value.position());
    }
}
