package dev.ecrauditor.iac.resource;

import dev.ecrauditor.iac.declaration.DeclaredValue;
import dev.ecrauditor.iac.declaration.SourcePosition;
import java.util.List;
import java.util.Optional;

/**
 * Properties of a resource or of a block in it. Each is asked for by its names in the languages; the first that is
 * declared counts. A block of Terraform is a list with one member.
 */
public final class PropertyView {

    /** Stands for every property of a resource whose properties are not known. */
    private static final String EVERY = "*";

    private final DeclaredValue.Properties properties;
    private final ValueReader values;

    PropertyView(DeclaredValue.Properties properties, ValueReader values) {
        this.properties = properties;
        this.values = values;
    }

    /** The value of a property; empty where it is not declared. */
    public Optional<DeclaredValue> value(String... names) {
        for (String name : names) {
            DeclaredValue value = properties.properties().get(name);
            if (value != null && !(value instanceof DeclaredValue.Absent)) {
                return Optional.of(value);
            }
        }
        return Optional.ofNullable(properties.properties().get(EVERY));
    }

    /** Where a property is declared. */
    public Optional<SourcePosition> position(String... names) {
        return value(names).map(DeclaredValue::position);
    }

    /**
     * The text of a property; empty where it is not declared.
     *
     * @throws UnresolvedException if it is not known
     */
    public Optional<String> text(String... names) {
        return value(names).map(values::text);
    }

    /**
     * The text of a property that has to be declared.
     *
     * @throws UnresolvedException if it is not known or not declared
     */
    public String required(String... names) {
        return values.text(requiredValue(names));
    }

    /**
     * The value of a property that has to be declared.
     *
     * @throws UnresolvedException if it is not declared
     */
    public DeclaredValue requiredValue(String... names) {
        return value(names)
                .orElseThrow(() -> new UnresolvedException(names[0] + " is not declared", properties.position()));
    }

    /**
     * Whether a property is true; the text {@code "true"} counts as true.
     *
     * @throws UnresolvedException if it is not known
     */
    public Optional<Boolean> truth(String... names) {
        return value(names).map(value -> {
            String text = values.text(value);
            if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
                return text.equalsIgnoreCase("true");
            }
            throw new UnresolvedException(names[0] + " is neither true nor false", value.position());
        });
    }

    /**
     * The only block of a property; empty where it is not declared.
     *
     * @throws UnresolvedException if it is not known, or no block
     */
    public Optional<PropertyView> block(String... names) {
        List<PropertyView> blocks = blocks(names);
        if (blocks.size() > 1) {
            throw new UnresolvedException(
                    names[0] + " is declared more than once", position(names).orElse(properties.position()));
        }
        return blocks.stream().findFirst();
    }

    /**
     * The blocks of a property.
     *
     * @throws UnresolvedException if one is not known, or no block
     */
    public List<PropertyView> blocks(String... names) {
        return value(names)
                .map(value -> items(value).stream().map(this::view).toList())
                .orElse(List.of());
    }

    /**
     * The texts of a property that is a list.
     *
     * @throws UnresolvedException if one is not known
     */
    public List<String> texts(String... names) {
        return value(names)
                .map(value -> items(value).stream().map(values::text).toList())
                .orElse(List.of());
    }

    private PropertyView view(DeclaredValue value) {
        if (value instanceof DeclaredValue.Properties block) {
            return new PropertyView(block, values);
        }
        throw value instanceof DeclaredValue.Unresolved unresolved
                ? new UnresolvedException(unresolved)
                : new UnresolvedException("the value is no block", value.position());
    }

    private static List<DeclaredValue> items(DeclaredValue value) {
        return value instanceof DeclaredValue.Items items ? items.items() : List.of(value);
    }
}
