package dev.ecrauditor.bench.stub;

import static dev.ecrauditor.bench.stub.AwsRegion.ACCOUNT;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import java.util.Optional;

/** Amazon ECR's reading calls: a registry with basic scanning, without policy, replication, templates and caches. */
final class Ecr implements Service {

    private static final Answer SCANNING = Answer.json(
            "{\"registryId\":\"" + ACCOUNT + "\",\"scanningConfiguration\":{\"scanType\":\"BASIC\",\"rules\":[]}}");
    private static final Answer CACHES = Answer.json("{\"pullThroughCacheRules\":[]}");
    private static final Answer TEMPLATES =
            Answer.json("{\"registryId\":\"" + ACCOUNT + "\",\"repositoryCreationTemplates\":[]}");
    private static final Answer REGISTRY =
            Answer.json("{\"registryId\":\"" + ACCOUNT + "\",\"replicationConfiguration\":{\"rules\":[]}}");

    private final Repositories repositories;

    Ecr(Repositories repositories) {
        this.repositories = repositories;
    }

    @Override
    public Optional<Answer> answer(String operation, String body) {
        return switch (operation) {
            case "DescribeRepositories" -> Optional.of(repositories.describe(read(body)));
            case "GetRepositoryPolicy" -> Optional.of(repositories.policy(read(body)));
            case "BatchGetRepositoryScanningConfiguration" -> Optional.of(repositories.scanning(read(body)));
            case "GetRegistryScanningConfiguration" -> Optional.of(SCANNING);
            case "GetRegistryPolicy" -> Optional.of(Answer.error("RegistryPolicyNotFoundException"));
            case "GetSigningConfiguration" -> Optional.of(Answer.error("SigningConfigurationNotFoundException"));
            case "GetLifecyclePolicy" -> Optional.of(Answer.error("LifecyclePolicyNotFoundException"));
            case "DescribePullThroughCacheRules" -> Optional.of(CACHES);
            case "DescribeRepositoryCreationTemplates" -> Optional.of(TEMPLATES);
            case "DescribeRegistry" -> Optional.of(REGISTRY);
            case "ListTagsForResource" -> Optional.of(Answer.json("{\"tags\":[]}"));
            case "GetAccountSetting" ->
                Optional.of(Answer.json("{\"name\":\"" + read(body).text("name").orElse("") + "\",\"value\":\"V2\"}"));
            default -> Optional.empty();
        };
    }

    static Json read(String body) {
        try {
            return JsonReader.read(body);
        } catch (MalformedJson malformed) {
            throw new IllegalArgumentException("not JSON: " + body, malformed);
        }
    }
}
