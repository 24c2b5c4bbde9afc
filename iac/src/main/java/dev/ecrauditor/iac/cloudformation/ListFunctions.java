package dev.ecrauditor.iac.cloudformation;

import dev.ecrauditor.iac.cloudformation.tree.TemplateNode;
import dev.ecrauditor.iac.cloudformation.tree.TemplateNode.Fields;
import dev.ecrauditor.iac.cloudformation.tree.TemplateNode.Items;
import dev.ecrauditor.iac.declaration.DeclaredValue;
import dev.ecrauditor.iac.declaration.SourcePosition;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The functions that choose of many values: {@code Fn::Split}, {@code Fn::Select} and {@code Fn::FindInMap}. */
final class ListFunctions {

    private static final int MOST_DIGITS = 6;

    private final Stack stack;
    private final Evaluation evaluation;

    ListFunctions(Stack stack, Evaluation evaluation) {
        this.stack = stack;
        this.evaluation = evaluation;
    }

    DeclaredValue split(TemplateNode argument, SourcePosition position) {
        List<DeclaredValue> arguments = arguments(argument, 2);
        if (arguments.isEmpty()) {
            return Intrinsics.malformed("Fn::Split", position);
        }
        Optional<String> delimiter = TextValue.of(arguments.get(0));
        Optional<String> text = TextValue.of(arguments.get(1));
        if (delimiter.isEmpty() || delimiter.get().isEmpty() || text.isEmpty()) {
            return unresolved(arguments, "Fn::Split", position);
        }
        return new DeclaredValue.Items(
                Arrays.stream(text.get().split(Pattern.quote(delimiter.get()), -1))
                        .<DeclaredValue>map(part -> new DeclaredValue.Text(part, position))
                        .toList(),
                position);
    }

    DeclaredValue select(TemplateNode argument, SourcePosition position) {
        List<DeclaredValue> arguments = arguments(argument, 2);
        if (arguments.isEmpty()) {
            return Intrinsics.malformed("Fn::Select", position);
        }
        String index = TextValue.of(arguments.get(0)).orElse("");
        boolean isIndex = !index.isEmpty()
                && index.length() <= MOST_DIGITS
                && index.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!isIndex || !(arguments.get(1) instanceof DeclaredValue.Items list)) {
            return unresolved(arguments, "Fn::Select", position);
        }
        int at = Integer.parseInt(index);
        return at < list.items().size() ? list.items().get(at) : Intrinsics.malformed("Fn::Select", position);
    }

    DeclaredValue findInMap(TemplateNode argument, SourcePosition position) {
        List<DeclaredValue> arguments = arguments(argument, 3);
        if (arguments.isEmpty()) {
            return Intrinsics.malformed("Fn::FindInMap", position);
        }
        List<Optional<String>> keys = arguments.stream().map(TextValue::of).toList();
        if (keys.stream().anyMatch(Optional::isEmpty)) {
            return unresolved(arguments, "Fn::FindInMap", position);
        }
        String map = keys.get(0).orElseThrow();
        String top = keys.get(1).orElseThrow();
        String second = keys.get(2).orElseThrow();
        if (stack.place().isUnknownIn(top + " " + second)) {
            return new DeclaredValue.Unresolved(
                    "a mapping is chosen by account or Region, which is not known; give --account and --region",
                    position);
        }
        return stack.template()
                .entry("Mappings", map)
                .flatMap(table -> table.fieldsAt(top))
                .flatMap((Fields row) -> row.get(second))
                .map(evaluation::value)
                .orElseGet(() -> new DeclaredValue.Unresolved(
                        "the mapping " + map + " has no " + top + ", " + second, position));
    }

    /** The values of so many arguments; empty for another number. */
    private List<DeclaredValue> arguments(TemplateNode argument, int number) {
        return argument instanceof Items items && items.items().size() == number
                ? items.items().stream().map(evaluation::value).toList()
                : List.of();
    }

    private static DeclaredValue unresolved(List<DeclaredValue> arguments, String function, SourcePosition position) {
        return arguments.stream()
                .filter(DeclaredValue.Unresolved.class::isInstance)
                .findFirst()
                .orElseGet(() -> Intrinsics.malformed(function, position));
    }
}
