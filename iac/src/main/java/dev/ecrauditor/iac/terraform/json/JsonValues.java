package dev.ecrauditor.iac.terraform.json;

import dev.ecrauditor.iac.declaration.DeclaredValue;
import dev.ecrauditor.iac.terraform.value.Mapping;
import dev.ecrauditor.iac.terraform.value.Sequence;
import dev.ecrauditor.iac.terraform.value.UnevaluatedException;
import dev.ecrauditor.iac.terraform.value.Value;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/** Turns what was read from JSON into values of expressions. */
public final class JsonValues {

    private JsonValues() {}

    public static Value of(DeclaredValue json) {
        if (json instanceof DeclaredValue.Text text) {
            return Value.of(text.text());
        }
        if (json instanceof DeclaredValue.Number number) {
            return number(number.number());
        }
        if (json instanceof DeclaredValue.Bool bool) {
            return Value.of(bool.value());
        }
        if (json instanceof DeclaredValue.Items items) {
            return Sequence.list(items.items().stream().map(JsonValues::of).toList());
        }
        if (json instanceof DeclaredValue.Properties properties) {
            Map<String, Value> entries = new TreeMap<>();
            properties.properties().forEach((name, value) -> entries.put(name, of(value)));
            return new Mapping(entries);
        }
        return Value.absent();
    }

    private static Value number(String digits) {
        try {
            return new Value.Num(new BigDecimal(digits));
        } catch (NumberFormatException e) {
            throw new UnevaluatedException("a number is too large");
        }
    }
}
