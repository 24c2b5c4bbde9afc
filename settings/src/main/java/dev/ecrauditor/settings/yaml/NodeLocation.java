package dev.ecrauditor.settings.yaml;

import com.networknt.schema.path.NodePath;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The location of a value in the file.
 *
 * @param key such as {@code remediation[1].mode}; empty for the whole file
 * @param line of the key, or of the value where it has none
 */
public record NodeLocation(String key, int line, LocatedNode value) {

    public static NodeLocation of(LocatedNode root, NodePath path) {
        NodeLocation place = new NodeLocation("", root.line(), root);
        for (int i = 0; i < path.getNameCount(); i++) {
            place = path.getElement(i) instanceof Integer index ? place.at(index) : place.at(path.getName(i));
        }
        return place;
    }

    public NodeLocation at(int index) {
        if (!(value instanceof LocatedNode.Items items)) {
            throw new IllegalStateException(key + " is not a list");
        }
        LocatedNode item = items.values().get(index);
        return new NodeLocation("%s[%d]".formatted(key, index), item.line(), item);
    }

    public NodeLocation at(String name) {
        if (!(value instanceof LocatedNode.Fields fields) || !fields.values().containsKey(name)) {
            throw new IllegalStateException(key + " has no key " + name);
        }
        LocatedNode.Field field = fields.values().get(name);
        return new NodeLocation(YamlReader.below(key, name), field.line(), field.value());
    }

    /** The value of a key, where it is there. */
    public Optional<NodeLocation> find(String name) {
        boolean there =
                value instanceof LocatedNode.Fields fields && fields.values().containsKey(name);
        return there ? Optional.of(at(name)) : Optional.empty();
    }

    /** The items of a list; none for any other value. */
    public List<NodeLocation> items() {
        int size = value instanceof LocatedNode.Items items ? items.values().size() : 0;
        return IntStream.range(0, size).mapToObj(this::at).toList();
    }

    /** The items of the list with this key; none where it is not there. */
    public List<NodeLocation> items(String name) {
        return find(name).map(NodeLocation::items).orElse(List.of());
    }

    /** A scalar as it is written, without its quotes; empty for any other value. */
    public String text() {
        return value instanceof LocatedNode.Scalar scalar ? scalar.raw() : "";
    }
}
