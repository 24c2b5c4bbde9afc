package dev.ecrauditor.iac.terraform;

import dev.ecrauditor.iac.declaration.DeclaredValue;
import dev.ecrauditor.iac.declaration.SourcePosition;
import dev.ecrauditor.iac.terraform.TerraformDeclarations.RootModule;
import dev.ecrauditor.iac.terraform.json.JsonDocument;
import dev.ecrauditor.iac.terraform.json.JsonSyntaxException;
import dev.ecrauditor.iac.terraform.plan.PlanReader;
import dev.ecrauditor.iac.terraform.source.UnreadPart;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a plan in JSON, as {@code terraform show -json} and {@code tofu show -json} print it. */
public final class TerraformPlanReader {

    private static final long LARGEST_FILE = 512L << 20;

    /** Reads a plan. Never throws for what it reads. */
    public TerraformDeclarations read(Path file) {
        String name = file.toString();
        try {
            if (Files.size(file) > LARGEST_FILE) {
                return unread(name, 1, "the file is larger than " + (LARGEST_FILE >> 20) + " MiB");
            }
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                return read(JsonDocument.read(reader, name), name);
            }
        } catch (IOException e) {
            return unread(name, 1, "the file cannot be read");
        } catch (JsonSyntaxException e) {
            return unread(name, e.line(), e.reason());
        }
    }

    /** Reads a file that may also be another JSON text, or none; then nothing is read. */
    public Optional<TerraformDeclarations> readIfPlan(Path file) {
        TerraformDeclarations read = read(file);
        return read.modules().isEmpty() ? Optional.empty() : Optional.of(read);
    }

    /** Whether a JSON text is a plan, and not a template or a state. */
    public static boolean isPlan(DeclaredValue json) {
        return PlanReader.isPlan(json);
    }

    private static TerraformDeclarations read(DeclaredValue json, String name) {
        if (!PlanReader.isPlan(json)) {
            return unread(
                    name, 1, "the file is not a plan: it has no planned_values; write it by terraform show -json");
        }
        return new TerraformDeclarations(
                List.of(new RootModule(name, PlanReader.resources(json))), Set.of(name), List.of(), List.of());
    }

    private static TerraformDeclarations unread(String name, int line, String reason) {
        return new TerraformDeclarations(
                List.of(), Set.of(name), List.of(new UnreadPart(new SourcePosition(name, line), reason)), List.of());
    }
}
