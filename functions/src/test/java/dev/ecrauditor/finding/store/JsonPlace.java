package dev.ecrauditor.finding.store;

import dev.ecrauditor.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A place in a stored form.
 *
 * @param path the members and items that lead to it
 * @param pattern the same with {@code *} for items and for members whose names are data
 * @param value what is there
 */
record JsonPlace(List<Object> path, String pattern, Json value) {

    /** Objects whose members have names that are data, not names of the form. */
    private static final Set<String> MAPS = Set.of("findings", "outbox", "policy/seen", "policy/told");

    /** Every place in a form, parents first. */
    static List<JsonPlace> in(Json form) {
        List<JsonPlace> places = new ArrayList<>();
        collect(form, List.of(), "", places);
        return places;
    }

    private static void collect(Json json, List<Object> path, String pattern, List<JsonPlace> places) {
        if (json instanceof Json.Obj object) {
            object.members()
                    .forEach((name, value) -> add(value, deeper(path, name), step(pattern, name, value), places));
        } else if (json instanceof Json.Arr array) {
            for (int i = 0; i < array.items().size(); i++) {
                add(array.items().get(i), deeper(path, i), pattern + "/*", places);
            }
        }
    }

    private static void add(Json value, List<Object> path, String pattern, List<JsonPlace> places) {
        places.add(new JsonPlace(path, pattern, value));
        collect(value, path, pattern, places);
    }

    /** The two kinds of entries of an outbox have different members. */
    private static String step(String parent, String name, Json value) {
        if (!MAPS.contains(parent)) {
            return parent.isEmpty() ? name : parent + "/" + name;
        }
        if (!parent.equals("outbox")) {
            return parent + "/*";
        }
        return parent + (value.at("remediationAttempt").isAbsent() ? "/*alert" : "/*request");
    }

    private static List<Object> deeper(List<Object> path, Object step) {
        List<Object> deeper = new ArrayList<>(path);
        deeper.add(step);
        return List.copyOf(deeper);
    }

    /** The name of a member; an item of an array has none. */
    Optional<String> name() {
        return path.get(path.size() - 1) instanceof String name ? Optional.of(name) : Optional.empty();
    }

    /** Whether its name is data. */
    boolean isNamedByData() {
        int last = pattern.lastIndexOf('/');
        return last > 0 && name().isPresent() && MAPS.contains(pattern.substring(0, last));
    }

    String parentPattern() {
        return pattern.substring(0, Math.max(0, pattern.lastIndexOf('/')));
    }

    String type() {
        return typeOf(value);
    }

    static String typeOf(Json value) {
        if (value instanceof Json.Str) {
            return "text";
        }
        if (value instanceof Json.Num) {
            return "number";
        }
        if (value instanceof Json.Bool) {
            return "boolean";
        }
        return value instanceof Json.Obj ? "object" : "list";
    }

    /** The form without what is here. */
    Json removedFrom(Json form) {
        return changed(form, path, members -> members.remove(path.get(path.size() - 1)));
    }

    /** The form with something else here. */
    Json replacedIn(Json form, Json other) {
        if (name().isPresent()) {
            return changed(form, path, members -> members.put((String) path.get(path.size() - 1), other));
        }
        return replaced(form, path, old -> other);
    }

    /** The form with this member under another name. */
    Json renamedIn(Json form, String name) {
        return changed(form, path, members -> {
            members.remove(path.get(path.size() - 1));
            members.put(name, value);
        });
    }

    private static Json changed(Json form, List<Object> path, java.util.function.Consumer<Map<String, Json>> change) {
        return replaced(form, path.subList(0, path.size() - 1), parent -> {
            Map<String, Json> members = new LinkedHashMap<>(parent.members());
            change.accept(members);
            return new Json.Obj(members);
        });
    }

    private static Json replaced(Json json, List<Object> path, UnaryOperator<Json> change) {
        if (path.isEmpty()) {
            return change.apply(json);
        }
        List<Object> rest = path.subList(1, path.size());
        if (path.get(0) instanceof String name) {
            Map<String, Json> members = new LinkedHashMap<>(json.members());
            members.put(name, replaced(members.get(name), rest, change));
            return new Json.Obj(members);
        }
        List<Json> items = new ArrayList<>(((Json.Arr) json).items());
        int index = (int) path.get(0);
        items.set(index, replaced(items.get(index), rest, change));
        return new Json.Arr(items);
    }
}
