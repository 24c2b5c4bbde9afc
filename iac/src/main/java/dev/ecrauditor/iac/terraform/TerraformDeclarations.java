package dev.ecrauditor.iac.terraform;

import dev.ecrauditor.iac.declaration.DeclaredResource;
import dev.ecrauditor.iac.terraform.source.UnreadPart;
import java.util.List;
import java.util.Set;

/**
 * What was read of an input.
 *
 * @param files the names of the files that are part of it, also of those that could not be read
 * @param unread files that could not be read
 * @param omitted modules whose files are not there, and what is beyond a limit
 */
public record TerraformDeclarations(
        List<RootModule> modules, Set<String> files, List<UnreadPart> unread, List<UnreadPart> omitted) {

    public TerraformDeclarations {
        modules = List.copyOf(modules);
        files = Set.copyOf(files);
        unread = List.copyOf(unread);
        omitted = List.copyOf(omitted);
    }

    /**
     * What is deployed together.
     *
     * @param name its directory, or the file of the plan
     * @param resources those of ECR and KMS, also of the modules that it calls
     */
    public record RootModule(String name, List<DeclaredResource> resources) {

        public RootModule {
            resources = List.copyOf(resources);
        }
    }

    /** The resources of all root modules. */
    public List<DeclaredResource> resources() {
        return modules.stream().flatMap(module -> module.resources().stream()).toList();
    }
}
