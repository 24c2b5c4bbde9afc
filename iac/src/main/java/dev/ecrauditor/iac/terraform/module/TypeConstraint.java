package dev.ecrauditor.iac.terraform.module;

import dev.ecrauditor.iac.terraform.value.Conversion;
import dev.ecrauditor.iac.terraform.value.EvaluationException;
import dev.ecrauditor.iac.terraform.value.Mapping;
import dev.ecrauditor.iac.terraform.value.Sequence;
import dev.ecrauditor.iac.terraform.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The type of a variable, to which its value is converted.
 *
 * @see <a href="https://developer.hashicorp.com/terraform/language/expressions/type-constraints">Type Constraints</a>
 */
sealed interface TypeConstraint {

    /**
     * The value as one of this type.
     *
     * @throws EvaluationException if the value has another type
     */
    Value convert(Value value);

    /** The value that a missing one stands for. */
    private static Value converted(TypeConstraint type, Value value) {
        boolean isOpen = value instanceof Value.Null
                || value instanceof Value.Unknown
                || value instanceof Value.Reference
                || value instanceof Value.Namespace;
        return isOpen ? value : type.convert(value);
    }

    /** Every value. */
    record Any() implements TypeConstraint {
        @Override
        public Value convert(Value value) {
            return value;
        }
    }

    /** A text, number or truth value. */
    record Primitive(String name) implements TypeConstraint {
        @Override
        public Value convert(Value value) {
            return switch (name) {
                case "string" -> Value.of(Conversion.text(value));
                case "number" -> new Value.Num(Conversion.number(value));
                default -> Value.of(Conversion.bool(value));
            };
        }
    }

    /** A list, set or tuple. */
    record Items(Sequence.Kind kind, TypeConstraint item) implements TypeConstraint {
        @Override
        public Value convert(Value value) {
            if (!(value instanceof Sequence sequence)) {
                throw new EvaluationException("a list is required, not " + Conversion.kind(value));
            }
            List<Value> items = new ArrayList<>();
            sequence.items().forEach(element -> items.add(converted(item, element)));
            return kind == Sequence.Kind.SET ? Sequence.set(items) : Sequence.list(items);
        }
    }

    /** A map. */
    record Entries(TypeConstraint entry) implements TypeConstraint {
        @Override
        public Value convert(Value value) {
            if (!(value instanceof Mapping mapping)) {
                throw new EvaluationException("a map is required, not " + Conversion.kind(value));
            }
            Map<String, Value> entries = new TreeMap<>();
            mapping.entries().forEach((key, element) -> entries.put(key, converted(entry, element)));
            return new Mapping(entries);
        }
    }

    /** An object, which keeps only the attributes that its type has. */
    record Fields(Map<String, Field> fields) implements TypeConstraint {
        @Override
        public Value convert(Value value) {
            if (!(value instanceof Mapping mapping)) {
                throw new EvaluationException("an object is required, not " + Conversion.kind(value));
            }
            Map<String, Value> entries = new TreeMap<>();
            fields.forEach((name, field) -> entries.put(name, field.convert(name, mapping)));
            return new Mapping(entries);
        }
    }

    /**
     * An attribute of an object.
     *
     * @param standard what an attribute that is missing or null stands for; empty for one that is required
     */
    record Field(TypeConstraint type, Optional<Value> standard) {
        private Value convert(String name, Mapping object) {
            Value value = object.get(name)
                    .or(() -> standard)
                    .orElseThrow(() -> new EvaluationException("an object has no " + name));
            return converted(type, value instanceof Value.Null ? standard.orElse(value) : value);
        }
    }
}
