package dev.ecrauditor.iac.registry;

import dev.ecrauditor.iac.declaration.DeclaredResource;
import dev.ecrauditor.iac.declaration.DeclaredValue;
import dev.ecrauditor.iac.declaration.DeclaredValue.Reference;
import dev.ecrauditor.iac.resource.ResourceIndex;
import dev.ecrauditor.iac.resource.ResourceType;
import dev.ecrauditor.iac.resource.UnresolvedException;
import dev.ecrauditor.iac.resource.ValueReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The repositories of the input, joined with the resources that set their policies. */
final class DeclaredRepositories {

    private final ResourceIndex index;
    private final ValueReader values;
    private final Map<String, DeclaredResource> byName = new HashMap<>();

    /**
     * The result.
     *
     * @param repositories the repositories
     * @param alone resources that set the policy of a repository that the input does not declare
     */
    record Joined(List<DeclaredRepository> repositories, List<DeclaredResource> alone) {}

    private record Attachments(Map<String, List<DeclaredResource>> byAddress, List<DeclaredResource> strays) {}

    DeclaredRepositories(ResourceIndex index, ValueReader values) {
        this.index = index;
        this.values = values;
        index.ofType(ResourceType.REPOSITORY)
                .forEach(repository -> name(repository).ifPresent(name -> byName.putIfAbsent(name, repository)));
    }

    /** The name of a repository, where it is known. */
    private Optional<String> name(DeclaredResource repository) {
        try {
            return values.properties(repository).text("RepositoryName", "name");
        } catch (UnresolvedException unknown) {
            return Optional.empty();
        }
    }

    Joined joined() {
        List<DeclaredResource> alone = new ArrayList<>();
        Attachments policies = attachments(ResourceType.REPOSITORY_POLICY, alone);
        Attachments lifecycles = attachments(ResourceType.LIFECYCLE_POLICY, new ArrayList<>());
        List<DeclaredRepository> repositories = index.ofType(ResourceType.REPOSITORY).stream()
                .map(resource -> new DeclaredRepository(
                        resource,
                        policies.byAddress().getOrDefault(resource.address(), List.of()),
                        lifecycles.byAddress().getOrDefault(resource.address(), List.of()),
                        policies.strays()))
                .toList();
        return new Joined(repositories, alone);
    }

    private Attachments attachments(ResourceType type, List<DeclaredResource> alone) {
        Map<String, List<DeclaredResource>> byAddress = new LinkedHashMap<>();
        List<DeclaredResource> strays = new ArrayList<>();
        for (DeclaredResource policy : index.ofType(type)) {
            Optional<DeclaredResource> repository = repositoryOf(policy, strays);
            repository.ifPresentOrElse(
                    found -> byAddress
                            .computeIfAbsent(found.address(), first -> new ArrayList<>())
                            .add(policy),
                    () -> alone.add(policy));
        }
        return new Attachments(byAddress, strays);
    }

    private Optional<DeclaredResource> repositoryOf(DeclaredResource policy, List<DeclaredResource> strays) {
        Optional<DeclaredValue> repository = values.properties(policy).value("repository");
        if (repository.isPresent() && repository.get() instanceof Reference reference) {
            Optional<DeclaredResource> found = index.at(reference, ResourceType.REPOSITORY);
            if (found.isPresent()) {
                return found;
            }
        }
        try {
            return repository.map(values::text).flatMap(name -> Optional.ofNullable(byName.get(name)));
        } catch (UnresolvedException unknown) {
            strays.add(policy);
            return Optional.empty();
        }
    }
}
