package dev.ecrauditor.iac.terraform;

import dev.ecrauditor.iac.DeclarationReader;
import dev.ecrauditor.iac.Declarations;
import dev.ecrauditor.iac.Declarations.Note;
import dev.ecrauditor.iac.Declarations.UnreadableFile;
import dev.ecrauditor.iac.DeclaredUnit;
import dev.ecrauditor.iac.declaration.DeploymentPlace;
import dev.ecrauditor.iac.source.SourceFile;
import dev.ecrauditor.iac.source.SourceTree;
import dev.ecrauditor.iac.terraform.module.AwsFacts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads sources of Terraform and OpenTofu, and their plans in JSON, among the files to check. */
public final class TerraformDeclarationReader implements DeclarationReader {

    private static final List<String> SOURCES = List.of(".tf", ".tofu", ".tf.json", ".tofu.json");

    /** A plan says at its beginning by which version it was written. */
    private static final int HEAD_BYTES = 4096;

    private final List<Path> variableFiles;

    /**
     * @param variableFiles values of variables, as for {@code --var-file} of Terraform; the last one counts
     */
    public TerraformDeclarationReader(List<Path> variableFiles) {
        this.variableFiles = List.copyOf(variableFiles);
    }

    @Override
    public Declarations read(SourceTree sources, DeploymentPlace place) {
        TerraformReader reader = new TerraformReader(facts(place), variableFiles);
        Declarations all = Declarations.NONE;
        for (Path named : sources.named()) {
            if (Files.isDirectory(named) || isSource(named)) {
                all = all.and(declarations(reader.read(named), place));
            }
        }
        for (SourceFile file : sources.files()) {
            if (mayBePlan(file)) {
                TerraformDeclarations plan = new TerraformPlanReader().read(file.path());
                if (file.isNamed() || !plan.modules().isEmpty()) {
                    all = all.and(declarations(plan, place));
                }
            }
        }
        return all;
    }

    private static Declarations declarations(TerraformDeclarations read, DeploymentPlace place) {
        List<UnreadableFile> unreadable = read.unread().stream()
                .map(part -> new UnreadableFile(part.position(), part.reason()))
                .toList();
        List<Note> notes = read.omitted().stream()
                .map(part -> new Note(part.position(), "Not seen: " + part.reason() + "."))
                .toList();
        Set<String> recognized = new HashSet<>(read.files());
        unreadable.forEach(file -> recognized.add(file.position().file()));
        List<DeclaredUnit> units = read.modules().stream()
                .map(module -> new DeclaredUnit(place, module.resources()))
                .toList();
        return new Declarations(units, recognized, unreadable, notes);
    }

    private static AwsFacts facts(DeploymentPlace place) {
        Optional<DeploymentPlace> known = Optional.of(place);
        return new AwsFacts(
                known.filter(DeploymentPlace::isAccountKnown).map(DeploymentPlace::account),
                known.filter(DeploymentPlace::isRegionKnown).map(DeploymentPlace::region),
                known.filter(DeploymentPlace::isRegionKnown).map(DeploymentPlace::partition));
    }

    private static boolean isSource(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return SOURCES.stream().anyMatch(name::endsWith);
    }

    private static boolean mayBePlan(SourceFile file) {
        if (isSource(file.path()) || !(file.isNamed() || file.fileName().endsWith(".json"))) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file.path())) {
            String head = new String(in.readNBytes(HEAD_BYTES), StandardCharsets.UTF_8);
            return head.contains("\"format_version\"") && head.contains("\"terraform_version\"");
        } catch (IOException unreadable) {
            return false; // reported by whoever named it
        }
    }
}
