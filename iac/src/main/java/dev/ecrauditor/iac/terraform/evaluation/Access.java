package dev.ecrauditor.iac.terraform.evaluation;

import dev.ecrauditor.iac.terraform.value.Conversion;
import dev.ecrauditor.iac.terraform.value.EvaluationException;
import dev.ecrauditor.iac.terraform.value.Mapping;
import dev.ecrauditor.iac.terraform.value.Sequence;
import dev.ecrauditor.iac.terraform.value.Value;

/** Attributes and items of values. */
final class Access {

    private Access() {}

    static Value attribute(Value target, String name) {
        Value known = target.resolved();
        if (known instanceof Value.Namespace namespace) {
            return namespace.attribute(name);
        }
        if (known instanceof Value.Unknown) {
            return known;
        }
        if (known instanceof Mapping mapping) {
            return mapping.get(name).orElseThrow(() -> new EvaluationException("a map has no " + name));
        }
        throw new EvaluationException(Conversion.kind(known) + " has no attribute " + name);
    }

    static Value index(Value target, Value key) {
        Value known = target.resolved();
        Value knownKey = key.resolved();
        if (known instanceof Value.Unknown) {
            return known;
        }
        if (knownKey instanceof Value.Unknown) {
            return knownKey;
        }
        if (known instanceof Sequence sequence && sequence.kind() == Sequence.Kind.LIST) {
            int index = Conversion.index(knownKey);
            if (index < 0 || index >= sequence.items().size()) {
                throw new EvaluationException("a list with " + sequence.items().size() + " items has no item " + index);
            }
            return sequence.items().get(index);
        }
        return attribute(known, Conversion.text(knownKey));
    }
}
