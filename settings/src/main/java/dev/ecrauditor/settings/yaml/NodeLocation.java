package dev.ecrauditor.settings.yaml;

import com.networknt.schema.path.NodePath;

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
}
