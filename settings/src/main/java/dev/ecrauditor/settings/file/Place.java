package dev.ecrauditor.settings.file;

import com.networknt.schema.path.NodePath;

/**
 * Where in the file a value stands.
 *
 * @param key such as {@code remediation[1].mode}; empty for the whole file
 * @param line of the key, or of the value where it has none
 */
record Place(String key, int line, Located value) {

    static Place of(Located root, NodePath path) {
        Place place = new Place("", root.line(), root);
        for (int i = 0; i < path.getNameCount(); i++) {
            place = path.getElement(i) instanceof Integer index ? place.at(index) : place.at(path.getName(i));
        }
        return place;
    }

    Place at(int index) {
        if (!(value instanceof Located.Items items)) {
            throw new IllegalStateException(key + " is not a list");
        }
        Located item = items.values().get(index);
        return new Place("%s[%d]".formatted(key, index), item.line(), item);
    }

    Place at(String name) {
        if (!(value instanceof Located.Fields fields) || !fields.values().containsKey(name)) {
            throw new IllegalStateException(key + " has no key " + name);
        }
        Located.Field field = fields.values().get(name);
        return new Place(YamlReader.below(key, name), field.line(), field.value());
    }
}
