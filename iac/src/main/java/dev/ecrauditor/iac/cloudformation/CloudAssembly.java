package dev.ecrauditor.iac.cloudformation;

import dev.ecrauditor.iac.cloudformation.tree.JsonTree;
import dev.ecrauditor.iac.cloudformation.tree.TemplateException;
import dev.ecrauditor.iac.cloudformation.tree.TemplateLimits;
import dev.ecrauditor.iac.cloudformation.tree.TemplateNode;
import dev.ecrauditor.iac.cloudformation.tree.TemplateNode.Fields;
import dev.ecrauditor.iac.declaration.DeploymentPlace;
import dev.ecrauditor.iac.source.SourceFile;
import dev.ecrauditor.iac.source.UnreadableSourceException;
import dev.ecrauditor.repository.RepositoryArn;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the manifests of cloud assemblies ({@code cdk.out}) say of their templates: the name of the stack, its account and
 * its Region. A nested assembly has a manifest of its own.
 *
 * <p>Source: "Cloud assembly manifest", aws-cdk-lib/cloud-assembly-schema.
 */
final class CloudAssembly {

    private static final String MANIFEST = "manifest.json";

    /**
     * A stack of an assembly.
     *
     * @param account empty where the assembly does not say it
     * @param region likewise
     */
    record StackArtifact(Optional<String> name, Optional<String> account, Optional<String> region) {

        private static final StackArtifact NONE =
                new StackArtifact(Optional.empty(), Optional.empty(), Optional.empty());

        /** Where the stack is deployed: as the assembly says, else as the user says. */
        DeploymentPlace place(DeploymentPlace given) {
            return new DeploymentPlace(account.orElse(given.account()), region.orElse(given.region()));
        }
    }

    private final Map<Path, StackArtifact> stacks = new HashMap<>();

    /** Reads the manifests among the files; one that is no manifest of an assembly is left alone. */
    static CloudAssembly of(List<SourceFile> files) {
        CloudAssembly assembly = new CloudAssembly();
        files.stream().filter(file -> file.fileName().equals(MANIFEST)).forEach(assembly::read);
        return assembly;
    }

    /** What the manifests say of a template; nothing where they do not name it. */
    StackArtifact stack(Path template) {
        return stacks.getOrDefault(template.toAbsolutePath().normalize(), StackArtifact.NONE);
    }

    private void read(SourceFile manifest) {
        root(manifest)
                .filter(root -> root.textAt("version").isPresent())
                .flatMap(root -> root.fieldsAt("artifacts"))
                .ifPresent(artifacts -> artifacts
                        .fields()
                        .forEach((id, artifact) -> add(manifest.path().toAbsolutePath(), id, artifact)));
    }

    /** The templates of a manifest that cannot be read are read without it. */
    private static Optional<Fields> root(SourceFile manifest) {
        try {
            return JsonTree.read(manifest.text(TemplateLimits.MOST_BYTES)) instanceof Fields root
                    ? Optional.of(root)
                    : Optional.empty();
        } catch (TemplateException | UnreadableSourceException noManifest) {
            return Optional.empty();
        }
    }

    private void add(Path manifest, String id, TemplateNode node) {
        if (!(node instanceof Fields artifact)
                || !artifact.textAt("type").equals(Optional.of("aws:cloudformation:stack"))) {
            return;
        }
        Optional<Fields> properties = artifact.fieldsAt("properties");
        Optional<String> file = properties.flatMap(fields -> fields.textAt("templateFile"));
        if (file.isEmpty()) {
            return;
        }
        String[] environment = artifact.textAt("environment")
                .orElse("")
                .replaceFirst("^aws://", "")
                .split("/", -1);
        Optional<String> account = Optional.of(environment[0]).filter(RepositoryArn::isAccountId);
        Optional<String> region = Optional.of(environment)
                .filter(parts -> parts.length == 2 && !parts[1].equals("unknown-region"))
                .map(parts -> parts[1])
                .filter(RepositoryArn::isRegion);
        Optional<String> name =
                properties.flatMap(fields -> fields.textAt("stackName")).or(() -> Optional.of(id));
        stacks.put(manifest.resolveSibling(file.get()).normalize(), new StackArtifact(name, account, region));
    }
}
