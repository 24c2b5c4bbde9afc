package dev.ecrauditor.policy.document;

import dev.ecrauditor.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One string or a list of strings, as policies write principals, actions and condition values. */
final class JsonStrings {

    private JsonStrings() {}

    /**
     * Empty when the value is anything else; numbers and booleans count as their text, as AWS takes them in conditions.
     */
    static Optional<List<String>> of(Json value) {
        if (!(value instanceof Json.Arr array)) {
            return scalar(value).map(List::of);
        }
        List<String> texts = new ArrayList<>(array.items().size());
        for (Json item : array.items()) {
            Optional<String> text = scalar(item);
            if (text.isEmpty()) {
                return Optional.empty();
            }
            texts.add(text.get());
        }
        return Optional.of(texts);
    }

    private static Optional<String> scalar(Json value) {
        if (value instanceof Json.Num number) {
            return Optional.of(number.literal());
        }
        if (value instanceof Json.Bool bool) {
            return Optional.of(Boolean.toString(bool.value()));
        }
        return value.text();
    }
}
