package dev.ecrauditor.localaws.ecr;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.AwsError;
import dev.ecrauditor.localaws.call.Call;
import dev.ecrauditor.localaws.call.Json;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Stores, answers and deletes one kind of policy, of which a repository has at most one. */
final class StoredPolicies {

    /** The name in operations and errors, for people, the member with the text, and the texts by the repository's name. */
    record Kind(String name, String words, String member, Function<Registry, Map<String, String>> texts) {}

    private final Registries registries;
    private final Kind kind;

    StoredPolicies(Registries registries, Kind kind) {
        this.registries = registries;
        this.kind = kind;
    }

    ObjectNode put(Call call, Function<String, String> format) {
        Repository repository = registries.repositoryOf(call);
        String text = format.apply(call.parameters().text(kind.member()));
        texts(call).put(repository.name(), text);
        return answer(repository, text);
    }

    ObjectNode get(Call call) {
        Repository repository = registries.repositoryOf(call);
        return answer(repository, policyOf(call, repository));
    }

    ObjectNode delete(Call call) {
        Repository repository = registries.repositoryOf(call);
        String text = policyOf(call, repository);
        texts(call).remove(repository.name());
        return answer(repository, text);
    }

    private String policyOf(Call call, Repository repository) {
        return Optional.ofNullable(texts(call).get(repository.name()))
                .orElseThrow(() -> AwsError.badRequest(
                        kind.name() + "NotFoundException",
                        kind.words() + " does not exist for the repository with name '" + repository.name()
                                + "' in the registry with id '" + call.place().account() + "'"));
    }

    private Map<String, String> texts(Call call) {
        return kind.texts().apply(registries.registryOf(call));
    }

    private ObjectNode answer(Repository repository, String text) {
        return Json.object()
                .put("registryId", repository.place().account())
                .put("repositoryName", repository.name())
                .put(kind.member(), text);
    }
}
