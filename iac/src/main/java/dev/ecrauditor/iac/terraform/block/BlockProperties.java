package dev.ecrauditor.iac.terraform.block;

import dev.ecrauditor.iac.declaration.DeclaredValue;
import dev.ecrauditor.iac.declaration.SourcePosition;
import dev.ecrauditor.iac.terraform.evaluation.Evaluator;
import dev.ecrauditor.iac.terraform.evaluation.Scope;
import dev.ecrauditor.iac.terraform.hcl.Body;
import dev.ecrauditor.iac.terraform.value.Mapping;
import dev.ecrauditor.iac.terraform.value.Sequence;
import dev.ecrauditor.iac.terraform.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Evaluates the arguments and blocks of a resource to what it declares. */
public final class BlockProperties {

    /** What Terraform itself reads. */
    private static final Set<String> META =
            Set.of("count", "for_each", "provider", "depends_on", "lifecycle", "provisioner", "connection");

    private final Evaluator evaluator;
    private final NestedBlocks nested;

    public BlockProperties(Evaluator evaluator) {
        this.evaluator = evaluator;
        this.nested = new NestedBlocks(evaluator);
    }

    public Map<String, DeclaredValue> of(Body body, Scope scope) {
        Map<String, DeclaredValue> properties = new LinkedHashMap<>();
        for (Body.Attribute attribute : body.attributes()) {
            if (!META.contains(attribute.name())) {
                properties.put(
                        attribute.name(),
                        declared(evaluator.evaluateSafely(attribute.value(), scope), attribute.position()));
            }
        }
        nested.of(body, scope).forEach((type, group) -> {
            if (!META.contains(type)) {
                properties.put(type, declared(group));
            }
        });
        return properties;
    }

    private DeclaredValue declared(NestedBlocks.Group group) {
        if (group.unknown().isPresent()) {
            return new DeclaredValue.Unresolved(group.unknown().get().reason(), group.position());
        }
        List<DeclaredValue> items = new ArrayList<>();
        for (NestedBlocks.ScopedBody block : group.bodies()) {
            items.add(new DeclaredValue.Properties(of(block.body(), block.scope()), block.position()));
        }
        return new DeclaredValue.Items(items, group.position());
    }

    static DeclaredValue declared(Value value, SourcePosition position) {
        if (value instanceof Value.Text text) {
            return new DeclaredValue.Text(text.text(), position);
        }
        if (value instanceof Value.Num number) {
            return new DeclaredValue.Number(number.plain(), position);
        }
        if (value instanceof Value.Bool bool) {
            return new DeclaredValue.Bool(bool.value(), position);
        }
        if (value instanceof Value.Null) {
            return new DeclaredValue.Absent(position);
        }
        if (value instanceof Sequence sequence) {
            return new DeclaredValue.Items(
                    sequence.items().stream()
                            .map(item -> declared(item, position))
                            .toList(),
                    position);
        }
        if (value instanceof Mapping mapping) {
            Map<String, DeclaredValue> properties = new LinkedHashMap<>();
            mapping.entries().forEach((name, entry) -> properties.put(name, declared(entry, position)));
            return new DeclaredValue.Properties(properties, position);
        }
        return open(value, position);
    }

    private static DeclaredValue open(Value value, SourcePosition position) {
        if (value instanceof Value.Reference reference) {
            return new DeclaredValue.Reference(reference.address(), reference.attribute(), position);
        }
        Value.Unknown unknown = value instanceof Value.Namespace namespace
                ? Value.Unknown.untilPlan(namespace.description() + " is used as a whole")
                : (Value.Unknown) value;
        return new DeclaredValue.Unresolved(unknown.reason(), position);
    }
}
