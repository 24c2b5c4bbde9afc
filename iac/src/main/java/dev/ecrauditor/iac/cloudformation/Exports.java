package dev.ecrauditor.iac.cloudformation;

import dev.ecrauditor.iac.cloudformation.tree.TemplateNode;
import dev.ecrauditor.iac.declaration.DeclaredValue;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The outputs that stacks of the input export, by the names under which other stacks import them. */
final class Exports {

    private final Map<String, Supplier<DeclaredValue>> values = new HashMap<>();

    /** Adds the exports of a stack. */
    void add(Template template, Evaluation evaluation) {
        for (TemplateNode output : template.section("Outputs").values()) {
            if (output instanceof TemplateNode.Fields fields) {
                Optional<String> name = fields.fieldsAt("Export")
                        .flatMap(export -> export.get("Name"))
                        .flatMap(node -> TextValue.of(evaluation.value(node)));
                Optional<TemplateNode> value = fields.get("Value");
                if (name.isPresent() && value.isPresent()) {
                    values.putIfAbsent(name.get(), () -> evaluation.value(value.get()));
                }
            }
        }
    }

    Optional<DeclaredValue> get(String name) {
        return Optional.ofNullable(values.get(name)).map(Supplier::get);
    }
}
