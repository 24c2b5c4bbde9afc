package dev.ecrauditor.iac.cloudformation;

import dev.ecrauditor.iac.declaration.DeclaredValue;
import dev.ecrauditor.iac.declaration.SourcePosition;
import java.util.List;
import java.util.Optional;

/** The parameters that the parent of a nested stack passes on. */
interface PassedParameters {

    /** The stack is not nested in another one of the input. */
    PassedParameters NONE = (name, position) -> Optional.empty();

    /** The value of a parameter; empty where the parent passes none. */
    Optional<DeclaredValue> of(String name, SourcePosition position);

    /** What tells a value from another one, whatever its place. */
    static List<Object> meaning(DeclaredValue value) {
        if (value instanceof DeclaredValue.Text text) {
            return List.of(text.text());
        }
        if (value instanceof DeclaredValue.Number number) {
            return List.of(number.number());
        }
        if (value instanceof DeclaredValue.Bool truth) {
            return List.of(Boolean.toString(truth.value()));
        }
        if (value instanceof DeclaredValue.Reference reference) {
            return List.of(reference.address(), reference.attribute());
        }
        return List.of(value);
    }
}
