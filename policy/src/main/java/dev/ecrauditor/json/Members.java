package dev.ecrauditor.json;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The members of an object in their order, immutable. */
final class Members extends AbstractMap<String, Json> {

    private final Map<String, Json> members;

    private Members(Map<String, Json> members) {
        this.members = members;
    }

    /** Copies the members, unless they are immutable already. */
    static Members copyOf(Map<String, Json> members) {
        return members instanceof Members unchanging ? unchanging : new Members(new LinkedHashMap<>(members));
    }

    /** Wraps the map without a copy: the caller keeps no reference to it. */
    static Members madeOf(Map<String, Json> members) {
        return new Members(members);
    }

    @Override
    public int size() {
        return members.size();
    }

    @Override
    public boolean containsKey(Object name) {
        return members.containsKey(name);
    }

    @Override
    public @Nullable Json get(Object name) {
        return members.get(name);
    }

    @Override
    public Set<Map.Entry<String, Json>> entrySet() {
        return Collections.unmodifiableMap(members).entrySet();
    }
}
