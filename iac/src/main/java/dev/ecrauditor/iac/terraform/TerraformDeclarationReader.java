package dev.ecrauditor.iac.terraform;

import dev.ecrauditor.iac.DeclarationReader;
import dev.ecrauditor.iac.Declarations;
import dev.ecrauditor.iac.Declarations.Note;
import dev.ecrauditor.iac.Declarations.UnreadableFile;
import dev.ecrauditor.iac.DeclaredUnit;
import dev.ecrauditor.iac.declaration.DeclaredResource;
import dev.ecrauditor.iac.declaration.DeclaredValue;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads sources of Terraform and OpenTofu, and their plans in JSON, among the files to check. */
public final class TerraformDeclarationReader implements DeclarationReader {

    private static final List<String> SOURCES = List.of(".tf", ".tofu", ".tf.json", ".tofu.json");

    private static final Set<String> EVALUATED_THEMSELVES =
            Set.of("aws_ecr_repository", "aws_kms_key", "aws_kms_alias");

    /** Properties that say to what another resource belongs. */
    private static final Set<String> LINKS = Set.of("repository", "key_id");

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
                .map(module -> new DeclaredUnit(
                        place,
                        module.resources().stream()
                                .map(TerraformDeclarationReader::withoutGuess)
                                .toList()))
                .toList();
        return new Declarations(units, recognized, unreadable, notes);
    }

    /**
     * A resource whose {@code count} or {@code for_each} is not known may not exist. A repository or key is evaluated as
     * if it did. What decides about another resource is not known then: nothing passes because of it.
     */
    private static DeclaredResource withoutGuess(DeclaredResource resource) {
        Map<String, DeclaredValue> properties = resource.properties().properties();
        if (!(properties.get("count") instanceof DeclaredValue.Unresolved unknown)
                || EVALUATED_THEMSELVES.contains(resource.type())) {
            return resource;
        }
        Map<String, DeclaredValue> known = new LinkedHashMap<>();
        properties.forEach((name, value) -> known.put(
                name, LINKS.contains(name) ? value : new DeclaredValue.Unresolved(unknown.reason(), value.position())));
        return new DeclaredResource(
                resource.type(),
                resource.address(),
                new DeclaredValue.Properties(known, resource.properties().position()),
                resource.position());
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
