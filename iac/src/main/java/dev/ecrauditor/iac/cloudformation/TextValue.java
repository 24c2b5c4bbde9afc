package dev.ecrauditor.iac.cloudformation;

import dev.ecrauditor.iac.declaration.DeclaredValue;
import java.util.Optional;

/** Values that CloudFormation turns into text. */
final class TextValue {

    private TextValue() {}

    /** The text of a value; empty for one that has none. */
    static Optional<String> of(DeclaredValue value) {
        if (value instanceof DeclaredValue.Text text) {
            return Optional.of(text.text());
        }
        if (value instanceof DeclaredValue.Number number) {
            return Optional.of(number.number());
        }
        return value instanceof DeclaredValue.Bool bool
                ? Optional.of(Boolean.toString(bool.value()))
                : Optional.empty();
    }
}
