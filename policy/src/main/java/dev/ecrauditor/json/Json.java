package dev.ecrauditor.json;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON value, immutable. Reading a missing member returns {@link Null}, so that a path through an unknown shape
 * yields absence, never an exception.
 */
public sealed interface Json {

    /** An object; equality ignores the order of members, as JSON does. */
    record Obj(Map<String, Json> members) implements Json {
        public Obj {
            members = Members.copyOf(members);
        }
    }

    /** An array. */
    record Arr(List<Json> items) implements Json {
        public Arr {
            items = List.copyOf(items);
        }
    }

    /** A string. */
    record Str(String value) implements Json {}

    /** A number, kept as it was written so that no precision is lost. */
    record Num(String literal) implements Json {}

    /** True or false. */
    record Bool(boolean value) implements Json {}

    /** The literal null, and every member that does not exist. */
    record Null() implements Json {
        private static final Null ABSENT = new Null();
    }

    /** The value at a path of member names; {@link Null} where the path leads nowhere. */
    default Json at(String... path) {
        Json here = this;
        for (String name : path) {
            here = here.at(name);
        }
        return here;
    }

    /** The value of one member; {@link Null} where there is none. */
    default Json at(String name) {
        return this instanceof Obj object ? object.members().getOrDefault(name, Null.ABSENT) : Null.ABSENT;
    }

    /** The text of a string at a path; empty for every other kind of value. */
    default Optional<String> text(String... path) {
        return at(path) instanceof Str string ? Optional.of(string.value()) : Optional.empty();
    }

    /** The boolean at a path; empty for every other kind of value, so the string "true" is not true here. */
    default Optional<Boolean> bool(String... path) {
        return at(path) instanceof Bool bool ? Optional.of(bool.value()) : Optional.empty();
    }

    /** The whole number at a path; empty for every other kind of value and for numbers that do not fit. */
    default Optional<Long> whole(String... path) {
        if (!(at(path) instanceof Num number)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.parseLong(number.literal()));
        } catch (NumberFormatException notWhole) {
            return Optional.empty();
        }
    }

    /** The items of an array at a path; none for every other kind of value. */
    default List<Json> items(String... path) {
        return at(path) instanceof Arr array ? array.items() : List.of();
    }

    /** The members of an object at a path; none for every other kind of value. */
    default Map<String, Json> members(String... path) {
        return at(path) instanceof Obj object ? object.members() : Map.of();
    }

    /** True when there is no value, or a literal null. */
    default boolean isAbsent() {
        return this instanceof Null;
    }

    static Json of(String value) {
        return new Str(value);
    }

    static Json of(long value) {
        return new Num(Long.toString(value));
    }

    static Json of(boolean value) {
        return new Bool(value);
    }

    /** An array of strings. */
    static Json of(Iterable<String> values) {
        List<Json> items = new java.util.ArrayList<>();
        values.forEach(value -> items.add(new Str(value)));
        return new Arr(items);
    }
}
