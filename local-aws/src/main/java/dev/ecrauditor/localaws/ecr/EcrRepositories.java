package dev.ecrauditor.localaws.ecr;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.AwsError;
import dev.ecrauditor.localaws.call.AwsService;
import dev.ecrauditor.localaws.call.Call;
import dev.ecrauditor.localaws.call.Fields;
import dev.ecrauditor.localaws.call.Json;
import dev.ecrauditor.localaws.call.Operation;
import dev.ecrauditor.localaws.call.page.Page;
import dev.ecrauditor.localaws.call.page.PageRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** ECR's CreateRepository, DescribeRepositories and DeleteRepository. */
public final class EcrRepositories {

    private static final int MOST_NAMES = 100;
    private static final int DEFAULT_PAGE = 100;

    private final Registries registries;
    private final RepositoryEncryption encryption;

    public EcrRepositories(Registries registries, RepositoryEncryption encryption) {
        this.registries = registries;
        this.encryption = encryption;
    }

    public List<Operation> operations() {
        return List.of(
                Operation.of(
                        AwsService.ECR,
                        "CreateRepository",
                        this::create,
                        "registryId",
                        "repositoryName",
                        "tags",
                        "imageTagMutability",
                        "imageTagMutabilityExclusionFilters",
                        "imageScanningConfiguration",
                        "encryptionConfiguration"),
                Operation.of(
                        AwsService.ECR,
                        "DescribeRepositories",
                        this::describe,
                        "registryId",
                        "repositoryNames",
                        "nextToken",
                        "maxResults"),
                Operation.of(
                        AwsService.ECR, "DeleteRepository", this::delete, "registryId", "repositoryName", "force"));
    }

    private ObjectNode create(Call call) {
        Registry registry = registries.registryOf(call);
        Fields asked = call.parameters();
        String name = RepositoryName.read(asked);
        if (registry.find(name).isPresent()) {
            throw AwsError.badRequest(
                    "RepositoryAlreadyExistsException",
                    "The repository with name '" + name + "' already exists in the registry with id '"
                            + call.place().account() + "'");
        }
        boolean scanOnPush = asked.objectOrEmpty("imageScanningConfiguration").flag("scanOnPush", false);
        TagMutability mutability = TagMutability.read(asked);
        Map<String, String> tags = new LinkedHashMap<>();
        asked.objects("tags").forEach(tag -> tags.put(tag.text("Key"), tag.text("Value", "")));
        Repository repository =
                new Repository(call.place(), name, call.now(), encryption.of(call), scanOnPush, mutability, tags);
        registry.put(repository);
        encryption.grant(repository, call.now());
        return Json.object().set("repository", repository.toJson());
    }

    private ObjectNode describe(Call call) {
        Registry registry = registries.registryOf(call);
        Fields asked = call.parameters();
        List<String> names = asked.texts("repositoryNames");
        if (names.isEmpty()) {
            Page<Repository> page = PageRequest.ofEcr(call, DEFAULT_PAGE).of(registry.repositories());
            return page.writeNextToken(repositories(page.items().stream()));
        }
        if (names.size() > MOST_NAMES) {
            throw call.invalid("repositoryNames", "must have at most " + MOST_NAMES + " items");
        }
        if (asked.has("maxResults") || asked.has("nextToken")) {
            throw call.invalid("maxResults", "must not be given with repositoryNames");
        }
        return repositories(names.stream()
                .distinct()
                .map(name -> registry.find(name).orElseThrow(() -> Registries.notFound(call, name))));
    }

    private ObjectNode delete(Call call) {
        Repository repository = registries.repositoryOf(call);
        Registry registry = registries.registryOf(call);
        if (registry.hasImages(repository.name()) && !call.parameters().flag("force", false)) {
            throw AwsError.badRequest(
                    "RepositoryNotEmptyException",
                    "The repository with name '" + repository.name() + "' in registry with id '"
                            + call.place().account() + "' cannot be deleted because it still contains images");
        }
        registry.remove(repository.name());
        encryption.retire(repository);
        return Json.object().set("repository", repository.toJson());
    }

    private static ObjectNode repositories(Stream<Repository> repositories) {
        return Json.object()
                .set(
                        "repositories",
                        Json.nodes(repositories.map(Repository::toJson).toList()));
    }
}
