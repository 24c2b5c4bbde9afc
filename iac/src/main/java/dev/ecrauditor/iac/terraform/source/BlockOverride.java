package dev.ecrauditor.iac.terraform.source;

import dev.ecrauditor.iac.terraform.hcl.Block;
import dev.ecrauditor.iac.terraform.hcl.Body;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Merges a block of an override file: its arguments replace those with the same name, its blocks all of the same type.
 *
 * @see <a href="https://developer.hashicorp.com/terraform/language/files/override">Override Files</a>
 */
final class BlockOverride {

    private BlockOverride() {}

    static Block merge(Block original, Block override) {
        Set<String> arguments =
                override.body().attributes().stream().map(Body.Attribute::name).collect(Collectors.toSet());
        Set<String> types =
                override.body().blocks().stream().map(BlockOverride::type).collect(Collectors.toSet());
        List<Body.Attribute> attributes = new ArrayList<>();
        original.body().attributes().stream()
                .filter(attribute -> !arguments.contains(attribute.name()))
                .forEach(attributes::add);
        attributes.addAll(override.body().attributes());
        List<Block> blocks = new ArrayList<>();
        original.body().blocks().stream()
                .filter(block -> !types.contains(type(block)))
                .forEach(blocks::add);
        blocks.addAll(override.body().blocks());
        return new Block(original.type(), original.labels(), new Body(attributes, blocks), original.position());
    }

    private static String type(Block block) {
        boolean isDynamic = block.type().equals("dynamic") && !block.labels().isEmpty();
        return isDynamic ? block.labels().get(0) : block.type();
    }
}
