package dev.ecrauditor.iac.terraform;

import dev.ecrauditor.iac.declaration.DeclaredResource;
import dev.ecrauditor.iac.declaration.DeclaredValue;
import dev.ecrauditor.iac.terraform.module.AwsFacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Sources in a folder, and what is read of them. */
public final class Sources {

    public static final AwsFacts FACTS =
            new AwsFacts(Optional.of("111122223333"), Optional.of("eu-west-1"), Optional.of("aws"));

    private final Path directory;
    private AwsFacts facts = AwsFacts.UNKNOWN;
    private List<Path> variableFiles = List.of();

    public Sources(Path directory) {
        this.directory = directory;
    }

    public Sources file(String name, String text) {
        try {
            Path file = directory.resolve(name);
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Sources deployedTo(AwsFacts place) {
        facts = place;
        return this;
    }

    public Sources variableFiles(Path... files) {
        variableFiles = List.of(files);
        return this;
    }

    public TerraformDeclarations read() {
        return read(directory);
    }

    public TerraformDeclarations read(Path input) {
        return new TerraformReader(facts, variableFiles).read(input);
    }

    /** The only resource. */
    public DeclaredResource resource() {
        List<DeclaredResource> resources = read().resources();
        if (resources.size() != 1) {
            throw new AssertionError("not one resource: " + resources);
        }
        return resources.get(0);
    }

    /** The name of a repository whose name is the expression. */
    public DeclaredValue evaluate(String expression) {
        file("evaluated.tf", "resource \"aws_ecr_repository\" \"evaluated\" {\n  name = " + expression + "\n}\n");
        return property(at("aws_ecr_repository.evaluated"), "name");
    }

    public DeclaredResource at(String address) {
        return read().resources().stream()
                .filter(resource -> resource.address().equals(address))
                .findFirst()
                .orElseThrow();
    }

    public List<String> addresses() {
        return read().resources().stream().map(DeclaredResource::address).toList();
    }

    public static DeclaredValue property(DeclaredResource resource, String name) {
        DeclaredValue value = resource.properties().properties().get(name);
        if (value == null) {
            throw new AssertionError("no " + name + " in " + resource);
        }
        return value;
    }

    /** A value in short, without positions: texts in quotation marks, references as {@code address#attribute}. */
    public static String plain(DeclaredValue value) {
        if (value instanceof DeclaredValue.Text text) {
            return '"' + text.text() + '"';
        }
        if (value instanceof DeclaredValue.Number number) {
            return number.number();
        }
        if (value instanceof DeclaredValue.Bool bool) {
            return String.valueOf(bool.value());
        }
        if (value instanceof DeclaredValue.Items items) {
            return items.items().stream().map(Sources::plain).toList().toString();
        }
        if (value instanceof DeclaredValue.Properties properties) {
            return properties.properties().entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + plain(entry.getValue()))
                    .toList()
                    .toString()
                    .replaceAll("^\\[", "{")
                    .replaceAll("]$", "}");
        }
        if (value instanceof DeclaredValue.Reference reference) {
            return reference.address() + "#" + reference.attribute();
        }
        return value instanceof DeclaredValue.Unresolved unresolved ? "?" + unresolved.reason() : "null";
    }
}
