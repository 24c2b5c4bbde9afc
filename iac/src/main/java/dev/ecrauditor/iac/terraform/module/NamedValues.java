package dev.ecrauditor.iac.terraform.module;

import dev.ecrauditor.iac.terraform.value.Value;
import java.util.function.Function;

/** A name whose attributes are looked up when they are used. */
record NamedValues(String description, Function<String, Value> lookup) implements Value.Namespace {

    @Override
    public Value attribute(String name) {
        return lookup.apply(name);
    }
}
