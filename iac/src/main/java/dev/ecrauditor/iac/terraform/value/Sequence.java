package dev.ecrauditor.iac.terraform.value;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;

/** A list, tuple or set. A set has no duplicates and is in the order in which Terraform iterates over it. */
public final class Sequence implements Value {

    /** The difference between a list and a set. */
    public enum Kind {
        LIST,
        SET
    }

    private final List<Value> items;
    private final Kind kind;
    private final Weight weight;
    private final boolean whollyKnown;

    private Sequence(List<Value> items, Kind kind) {
        this.items = items;
        this.kind = kind;
        this.weight = Weight.of(items);
        this.whollyKnown = items.stream().allMatch(Value::isWhollyKnown);
    }

    public static Sequence list(List<? extends Value> items) {
        return new Sequence(List.copyOf(items), Kind.LIST);
    }

    public static Sequence set(Collection<? extends Value> items) {
        return new Sequence(
                new LinkedHashSet<Value>(items)
                        .stream().sorted(ValueOrder.OF_SETS).toList(),
                Kind.SET);
    }

    public List<Value> items() {
        return items;
    }

    public Kind kind() {
        return kind;
    }

    @Override
    public long weight() {
        return weight.parts();
    }

    @Override
    public int depth() {
        return weight.depth();
    }

    @Override
    public boolean isWhollyKnown() {
        return whollyKnown;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sequence that && that.kind == kind && that.items.equals(items);
    }

    @Override
    public int hashCode() {
        return Objects.hash(items, kind);
    }

    @Override
    public String toString() {
        return items.toString();
    }
}
