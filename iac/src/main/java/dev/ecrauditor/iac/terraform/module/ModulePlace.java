package dev.ecrauditor.iac.terraform.module;

import dev.ecrauditor.iac.terraform.block.Instances;
import dev.ecrauditor.iac.terraform.value.EvaluationException;
import dev.ecrauditor.iac.terraform.value.Value;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a module is called.
 *
 * @param directory of its files
 * @param workingDirectory of the root module, from which paths begin
 * @param address before the addresses of its resources
 * @param calls the names of the calls that lead to it, joined by dots
 * @param unknown why it is not known whether, or how often, it is called
 */
record ModulePlace(
        Path directory, Path workingDirectory, String address, String calls, Optional<Value.Unknown> unknown) {

    static ModulePlace root(Path directory, String below) {
        return new ModulePlace(directory, directory, below.isEmpty() ? "" : below + "/", "", Optional.empty());
    }

    ModulePlace called(String name, Path target, Instances.Instance instance, Optional<Value.Unknown> doubt) {
        return new ModulePlace(
                target,
                workingDirectory,
                address + "module." + name + instance.suffix() + ".",
                childKey(name),
                unknown.or(() -> doubt));
    }

    /** The name of a call in the manifest of installed modules. */
    String childKey(String name) {
        return calls.isEmpty() ? name : calls + "." + name;
    }

    Value path(String name) {
        return switch (name) {
            case "module" -> Value.of(fromWorkingDirectory());
            case "root" -> Value.of(".");
            case "cwd" -> Value.of(workingDirectory.toString().replace('\\', '/'));
            default -> throw new EvaluationException("path has no " + name);
        };
    }

    private String fromWorkingDirectory() {
        String path = workingDirectory.relativize(directory).toString().replace('\\', '/');
        return path.isEmpty() ? "." : path;
    }
}
