package dev.ecrauditor.iac.cloudformation.tree;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A part of a template as it is written, with its line. Intrinsic functions have their long form. */
public sealed interface TemplateNode {

    /** The line of the key that the value belongs to, or of the value. */
    int line();

    /** The same value at the line of its key. */
    TemplateNode at(int otherLine);

    /** How many values it consists of, each counted as often as it is used. */
    long weight();

    /** A value without parts. */
    record Scalar(String text, Kind kind, int line) implements TemplateNode {

        /** What a scalar is. */
        public enum Kind {
            TEXT,
            NUMBER,
            TRUTH,
            NOTHING
        }

        @Override
        public TemplateNode at(int otherLine) {
            return new Scalar(text, kind, otherLine);
        }

        @Override
        public long weight() {
            return 1;
        }
    }

    /** A list. */
    record Items(List<TemplateNode> items, int line, long weight) implements TemplateNode {

        public Items(List<TemplateNode> items, int line) {
            this(List.copyOf(items), line, total(items));
        }

        @Override
        public TemplateNode at(int otherLine) {
            return new Items(items, otherLine, weight);
        }
    }

    /** A mapping, in the order of the file. */
    record Fields(Map<String, TemplateNode> fields, int line, long weight) implements TemplateNode {

        public Fields(Map<String, TemplateNode> fields, int line) {
            this(Collections.unmodifiableMap(new LinkedHashMap<>(fields)), line, total(fields.values()));
        }

        @Override
        public TemplateNode at(int otherLine) {
            return new Fields(fields, otherLine, weight);
        }

        public Optional<TemplateNode> get(String name) {
            return Optional.ofNullable(fields.get(name));
        }

        /** The mapping at a key; empty for every other kind of value. */
        public Optional<Fields> fieldsAt(String name) {
            return get(name).filter(Fields.class::isInstance).map(Fields.class::cast);
        }

        /** The text at a key; empty for every other kind of value. */
        public Optional<String> textAt(String name) {
            return get(name).filter(Scalar.class::isInstance).map(node -> ((Scalar) node).text());
        }
    }

    private static long total(Iterable<TemplateNode> parts) {
        long total = 1;
        for (TemplateNode part : parts) {
            total += part.weight();
        }
        return total;
    }
}
