package dev.ecrauditor.iac.terraform.source;

import dev.ecrauditor.iac.terraform.hcl.Body;
import dev.ecrauditor.iac.terraform.hcl.Expression;
import dev.ecrauditor.iac.terraform.hcl.HclParser;
import dev.ecrauditor.iac.terraform.hcl.JsonSyntax;
import dev.ecrauditor.iac.terraform.json.JsonDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The values that files give the variables of a root module; later files replace the values of earlier ones.
 *
 * @see <a href="https://developer.hashicorp.com/terraform/language/values/variables">Input Variables</a>
 */
public final class VariableFiles {

    private final ModuleFiles files;
    private final List<Path> named;

    public VariableFiles(ModuleFiles files, List<Path> named) {
        this.files = files;
        this.named = named;
    }

    public Map<String, Expression> values(Path directory) {
        Map<String, Expression> values = new HashMap<>();
        for (Path file : loaded(directory)) {
            read(file, files.tree()::read).ifPresent(body -> put(body, values));
        }
        for (Path file : named) {
            read(file, files.tree()::text).ifPresent(body -> put(body, values));
        }
        return values;
    }

    private List<Path> loaded(Path directory) {
        if (files.tree().isOneFile()) {
            return List.of();
        }
        List<Path> loaded = new ArrayList<>();
        for (String name : List.of("terraform.tfvars", "terraform.tfvars.json")) {
            if (Files.isRegularFile(directory.resolve(name))) {
                loaded.add(directory.resolve(name));
            }
        }
        try {
            loaded.addAll(files.tree().files(directory, List.of(".auto.tfvars", ".auto.tfvars.json")));
        } catch (IOException e) {
            return loaded;
        }
        return loaded;
    }

    /** How the text of a file is read. */
    private interface Text {
        String of(Path file);
    }

    private Optional<Body> read(Path file, Text text) {
        if (file.toString().endsWith(".json")) {
            return files.reading(
                    file, () -> JsonSyntax.variableValues(JsonDocument.read(text.of(file), file.toString())));
        }
        return files.reading(file, () -> HclParser.file(text.of(file), file.toString()));
    }

    private static void put(Body body, Map<String, Expression> values) {
        body.attributes().forEach(attribute -> values.put(attribute.name(), attribute.value()));
    }
}
