package dev.ecrauditor.iac.terraform.evaluation;

import dev.ecrauditor.iac.terraform.function.FileAccess;
import dev.ecrauditor.iac.terraform.value.Value;
import java.util.Map;
import java.util.Optional;

/** The names that an expression can use. */
public interface Scope {

    Optional<Value> variable(String name);

    FileAccess files();

    /** This scope with further names, which hide those with the same name. */
    default Scope with(Map<String, Value> names) {
        Map<String, Value> added = Map.copyOf(names);
        Scope outer = this;
        return new Scope() {
            @Override
            public Optional<Value> variable(String name) {
                Value value = added.get(name);
                return value == null ? outer.variable(name) : Optional.of(value);
            }

            @Override
            public FileAccess files() {
                return outer.files();
            }
        };
    }

    /** Only the given names, as in the file of {@code templatefile}. */
    static Scope of(Map<String, Value> names, FileAccess files) {
        Map<String, Value> all = Map.copyOf(names);
        return new Scope() {
            @Override
            public Optional<Value> variable(String name) {
                return Optional.ofNullable(all.get(name));
            }

            @Override
            public FileAccess files() {
                return files;
            }
        };
    }
}
