package dev.ecrauditor.iac.terraform.module;

import dev.ecrauditor.iac.declaration.DeclaredValue;
import dev.ecrauditor.iac.terraform.hcl.Body;
import dev.ecrauditor.iac.terraform.hcl.Expression;
import dev.ecrauditor.iac.terraform.json.JsonDocument;
import dev.ecrauditor.iac.terraform.json.JsonSyntaxException;
import dev.ecrauditor.iac.terraform.source.SourceTree;
import dev.ecrauditor.iac.terraform.value.UnevaluatedException;
import dev.ecrauditor.iac.terraform.value.Value;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the files of a called module are: beside the caller, or where {@code terraform init} installed them.
 *
 * @param unread why they are not read, if the directory is empty or not there
 */
record ModuleLocation(Optional<Path> directory, String unread) {

    private static final String MANIFEST = ".terraform/modules/modules.json";

    static ModuleLocation of(String name, Body call, ModuleInstance caller) {
        SourceTree tree = caller.evaluation().files().tree();
        if (tree.isOneFile()) {
            return nowhere("only one file is checked");
        }
        Optional<String> local = localSource(call);
        if (local.isPresent()) {
            return within(tree, resolved(caller.source().directory(), local.get()), "its directory " + local.get());
        }
        String source = literalSource(call).orElse("");
        Path root = caller.place().workingDirectory();
        Optional<String> installed = installed(tree, root, caller.place().childKey(name));
        return installed.isPresent()
                ? within(tree, resolved(root, installed.get()), "the directory of " + source)
                : nowhere(
                        source.isEmpty()
                                ? "its source is not a text"
                                : source + " is not in the directory; run terraform init or use the plan JSON");
    }

    private static ModuleLocation nowhere(String reason) {
        return new ModuleLocation(Optional.empty(), reason);
    }

    private static ModuleLocation within(SourceTree tree, Optional<Path> directory, String description) {
        return directory.filter(tree::contains).isPresent()
                ? new ModuleLocation(directory, description + " has no files")
                : nowhere(description + " is not in what is checked");
    }

    private static Optional<Path> resolved(Path directory, String path) {
        try {
            return Optional.of(directory.resolve(path).normalize());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> literalSource(Body call) {
        return call.value("source")
                .filter(source -> source instanceof Expression.Literal literal && literal.value() instanceof Value.Text)
                .map(source -> ((Value.Text) ((Expression.Literal) source).value()).text());
    }

    static Optional<String> localSource(Body call) {
        return literalSource(call).filter(source -> source.startsWith("./") || source.startsWith("../"));
    }

    private static Optional<String> installed(SourceTree tree, Path root, String key) {
        try {
            Path manifest = root.resolve(MANIFEST);
            if (!tree.contains(manifest)) {
                return Optional.empty();
            }
            return property(JsonDocument.read(tree.read(manifest), MANIFEST), "Modules").stream()
                    .filter(DeclaredValue.Items.class::isInstance)
                    .flatMap(modules -> ((DeclaredValue.Items) modules).items().stream())
                    .filter(module -> text(module, "Key").equals(Optional.of(key)))
                    .flatMap(module -> text(module, "Dir").stream())
                    .findFirst();
        } catch (JsonSyntaxException | UnevaluatedException e) {
            return Optional.empty();
        }
    }

    private static Optional<DeclaredValue> property(DeclaredValue json, String name) {
        return json instanceof DeclaredValue.Properties object
                ? Optional.ofNullable(object.properties().get(name))
                : Optional.empty();
    }

    private static Optional<String> text(DeclaredValue json, String name) {
        return property(json, name)
                .filter(DeclaredValue.Text.class::isInstance)
                .map(text -> ((DeclaredValue.Text) text).text());
    }
}
