package dev.ecrauditor.localaws.ecr;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.AwsError;
import dev.ecrauditor.localaws.call.AwsService;
import dev.ecrauditor.localaws.call.Call;
import dev.ecrauditor.localaws.call.Fields;
import dev.ecrauditor.localaws.call.Json;
import dev.ecrauditor.localaws.call.Operation;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** ECR's CreateRepository, DescribeRepositories and DeleteRepository. */
public final class EcrRepositories {

    private static final int MOST_NAMES = 100;
    private static final int DEFAULT_PAGE = 100;
    private static final int LARGEST_PAGE = 1_000;

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
        return Json.object().set("repository", repository.toJson());
    }

    private ObjectNode describe(Call call) {
        Registry registry = registries.registryOf(call);
        Fields asked = call.parameters();
        List<String> names = asked.texts("repositoryNames");
        if (names.isEmpty()) {
            return page(call, registry);
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
        registries.registryOf(call).remove(repository.name());
        return Json.object().set("repository", repository.toJson());
    }

    /**
     * A page starts after the last name of the one before, so that repositories created or deleted in between do not
     * affect the paging.
     */
    private static ObjectNode page(Call call, Registry registry) {
        int size = call.parameters().number("maxResults", DEFAULT_PAGE, 1, LARGEST_PAGE);
        String after = decoded(call, call.parameters().text("nextToken", ""));
        List<Repository> rest =
                List.copyOf(registry.repositories().tailMap(after, false).values());
        List<Repository> page = rest.subList(0, Math.min(size, rest.size()));
        ObjectNode result = repositories(page.stream());
        if (rest.size() > page.size()) {
            byte[] last = page.get(page.size() - 1).name().getBytes(StandardCharsets.UTF_8);
            result.put("nextToken", Base64.getEncoder().encodeToString(last));
        }
        return result;
    }

    private static String decoded(Call call, String token) {
        try {
            return new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw call.invalid("nextToken", "must be a token of an earlier page");
        }
    }

    private static ObjectNode repositories(Stream<Repository> repositories) {
        return Json.object()
                .set(
                        "repositories",
                        Json.nodes(repositories.map(Repository::toJson).toList()));
    }
}
