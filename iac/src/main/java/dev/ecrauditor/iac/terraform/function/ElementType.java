package dev.ecrauditor.iac.terraform.function;

import dev.ecrauditor.iac.terraform.value.Conversion;
import dev.ecrauditor.iac.terraform.value.Value;
import java.util.List;

/** The one type that the items of a list, set or map have: text, where some are text and others numbers. */
final class ElementType {

    private ElementType() {}

    static List<Value> unify(List<Value> items) {
        boolean hasText = items.stream().anyMatch(Value.Text.class::isInstance);
        return hasText ? items.stream().map(ElementType::asText).toList() : items;
    }

    static Value asText(Value value) {
        return value instanceof Value.Num || value instanceof Value.Bool ? Value.of(Conversion.text(value)) : value;
    }
}
