package dev.ecrauditor.iac.terraform.value;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A map or object, in the order of its keys, as Terraform iterates over it. */
public final class Mapping implements Value {

    private final Map<String, Value> entries;
    private final Weight weight;
    private final boolean whollyKnown;

    public Mapping(Map<String, ? extends Value> entries) {
        this.entries = Collections.unmodifiableMap(new TreeMap<>(entries));
        this.weight = Weight.of(this.entries.values());
        this.whollyKnown = this.entries.values().stream().allMatch(Value::isWhollyKnown);
    }

    public Map<String, Value> entries() {
        return entries;
    }

    public Optional<Value> get(String key) {
        return Optional.ofNullable(entries.get(key));
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
        return other instanceof Mapping that && that.entries.equals(entries);
    }

    @Override
    public int hashCode() {
        return entries.hashCode();
    }

    @Override
    public String toString() {
        return entries.toString();
    }
}
