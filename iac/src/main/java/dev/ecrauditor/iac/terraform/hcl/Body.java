package dev.ecrauditor.iac.terraform.hcl;

import dev.ecrauditor.iac.declaration.SourcePosition;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The content of a file or block. */
public record Body(List<Attribute> attributes, List<Block> blocks) {

    public static final Body EMPTY = new Body(List.of(), List.of());

    public Body {
        attributes = List.copyOf(attributes);
        blocks = List.copyOf(blocks);
    }

    /** {@code name = value}. */
    public record Attribute(String name, Expression value, SourcePosition position) {}

    public Optional<Attribute> attribute(String name) {
        return attributes.stream()
                .filter(attribute -> attribute.name().equals(name))
                .findFirst();
    }

    public Optional<Expression> value(String name) {
        return attribute(name).map(Attribute::value);
    }

    public Stream<Block> blocks(String type) {
        return blocks.stream().filter(block -> block.type().equals(type));
    }
}
