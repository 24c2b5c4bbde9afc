package dev.ecrauditor.iac.cloudformation;

import dev.ecrauditor.iac.cloudformation.tree.TemplateNode;
import dev.ecrauditor.iac.cloudformation.tree.TemplateNode.Fields;
import dev.ecrauditor.iac.declaration.SourcePosition;
import java.util.Map;
import java.util.Optional;

/**
 * A template as it is written.
 *
 * @param file its name
 * @param root the mapping that it consists of
 */
record Template(String file, Fields root) {

    /** The template that a file holds; empty for a file of another kind. */
    static Optional<Template> of(String file, TemplateNode root) {
        return root instanceof Fields fields && isTemplate(fields)
                ? Optional.of(new Template(file, fields))
                : Optional.empty();
    }

    private static boolean isTemplate(Fields root) {
        Optional<Fields> resources = root.fieldsAt("Resources");
        return resources.isPresent()
                && (root.get("AWSTemplateFormatVersion").isPresent()
                        || resources.get().fields().values().stream().anyMatch(Template::isResource));
    }

    private static boolean isResource(TemplateNode node) {
        return node instanceof Fields fields
                && fields.textAt("Type").filter(type -> type.contains("::")).isPresent();
    }

    /** The entries of a section, such as {@code Parameters}. */
    Map<String, TemplateNode> section(String name) {
        return root.fieldsAt(name).map(Fields::fields).orElse(Map.of());
    }

    /** An entry of a section, if it is a mapping. */
    Optional<Fields> entry(String section, String name) {
        return root.fieldsAt(section).flatMap(entries -> entries.fieldsAt(name));
    }

    SourcePosition position(TemplateNode node) {
        return new SourcePosition(file, node.line());
    }
}
