package dev.ecrauditor.iac.terraform.plan;

import dev.ecrauditor.iac.declaration.DeclaredValue;
import dev.ecrauditor.iac.declaration.SourcePosition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The properties of a planned resource: its values, with marks where they are unknown or sensitive.
 *
 * @see <a href="https://developer.hashicorp.com/terraform/internals/json-format">JSON Output Format</a>
 */
final class PlannedProperties {

    private final SourcePosition position;
    private final Predicate<PlanNode> isUnset;
    private final Function<PlanNode, Optional<References.Target>> references;

    /**
     * Finds properties.
     *
     * @param position of the resource, for values that are in no line
     * @param isUnset whether an expression has no value
     * @param references finds the attribute that an expression passes on
     */
    PlannedProperties(
            SourcePosition position,
            Predicate<PlanNode> isUnset,
            Function<PlanNode, Optional<References.Target>> references) {
        this.position = position;
        this.isUnset = isUnset;
        this.references = references;
    }

    /**
     * A value with what the plan says of it.
     *
     * @param expressions of the configuration; empty where the plan does not contain them
     */
    record Marked(PlanNode value, PlanNode unknown, PlanNode sensitive, Optional<PlanNode> expressions) {

        Marked member(String name) {
            return new Marked(
                    value.member(name),
                    unknown.member(name),
                    sensitive.member(name),
                    expressions.map(node -> node.member(name)).filter(PlanNode::isPresent));
        }

        /** Blocks of the configuration can only be assigned to those of the plan if there are as many. */
        Marked item(int index, int count) {
            return new Marked(
                    value.item(index),
                    unknown.item(index),
                    sensitive.item(index),
                    expressions
                            .filter(node -> node.items().size() == count)
                            .map(node -> node.item(index))
                            .or(() -> count == 1 ? expressions.filter(PlannedProperties::isBlock) : Optional.empty()));
        }
    }

    /** True if a property is unknown and not declared, so that AWS decides it. */
    private boolean isComputed(Marked marked, String name) {
        if (!marked.unknown().member(name).isTrue() || marked.expressions().isEmpty()) {
            return false;
        }
        PlanNode expression = marked.expressions().get().member(name);
        return !expression.isPresent() || isUnset.test(expression);
    }

    private static boolean isBlock(PlanNode node) {
        return !node.members().isEmpty()
                && !node.member("references").isPresent()
                && !node.member("constant_value").isPresent();
    }

    DeclaredValue.Properties of(Marked resource) {
        Set<String> names = new LinkedHashSet<>(resource.value().members().keySet());
        names.addAll(resource.unknown().members().keySet());
        Map<String, DeclaredValue> properties = new LinkedHashMap<>();
        for (String name : names) {
            if (!isComputed(resource, name)) {
                properties.put(name, value(resource.member(name)));
            }
        }
        return new DeclaredValue.Properties(properties, at(resource.value()));
    }

    private DeclaredValue value(Marked marked) {
        if (marked.sensitive().isTrue()) {
            return new DeclaredValue.Unresolved("the value is sensitive and is not read", at(marked.value()));
        }
        if (marked.unknown().isTrue()) {
            return unknown(marked);
        }
        int count =
                Math.max(marked.value().items().size(), marked.unknown().items().size());
        if (count > 0) {
            List<DeclaredValue> items = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                items.add(value(marked.item(i, count)));
            }
            return new DeclaredValue.Items(items, at(marked.value()));
        }
        if (!marked.value().members().isEmpty() || !marked.unknown().members().isEmpty()) {
            return of(marked);
        }
        return marked.value().value().orElseGet(() -> new DeclaredValue.Absent(position));
    }

    private DeclaredValue unknown(Marked marked) {
        Optional<References.Target> target = marked.expressions().flatMap(references);
        return target.isPresent()
                ? new DeclaredValue.Reference(
                        target.get().address(), target.get().attribute(), position)
                : new DeclaredValue.Unresolved("known after apply", position);
    }

    private SourcePosition at(PlanNode node) {
        return node.value().map(DeclaredValue::position).orElse(position);
    }
}
