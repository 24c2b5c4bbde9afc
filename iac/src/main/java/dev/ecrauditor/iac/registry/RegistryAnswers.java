package dev.ecrauditor.iac.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ecrauditor.iac.source.UnreadableSourceException;
import dev.ecrauditor.registry.PullThroughCacheRule;
import dev.ecrauditor.registry.RegistryScanning;
import dev.ecrauditor.repository.RegistryPolicy;
import dev.ecrauditor.repository.ScanningRule;
import dev.ecrauditor.repository.ScanningRule.Filter;
import dev.ecrauditor.repository.SigningRule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What ECR answered about the registry to which the input is deployed: the output of {@code aws ecr} calls, one after the
 * other in one file. What no answer is about is empty.
 *
 * <p>Source: GetRegistryScanningConfiguration, GetRegistryPolicy, GetAccountSetting, DescribePullThroughCacheRules,
 * GetSigningConfiguration, Amazon ECR API Reference.
 *
 * @param account the account of the registry
 * @param scanning how it scans
 * @param policy its policy
 * @param scope the scope of its policy
 * @param cacheRules its pull through cache rules
 * @param signing its signing rules
 */
public record RegistryAnswers(
        Optional<String> account,
        Optional<RegistryScanning> scanning,
        Optional<RegistryPolicy> policy,
        Optional<String> scope,
        Optional<List<PullThroughCacheRule>> cacheRules,
        Optional<List<SigningRule>> signing) {

    /** Nothing is known of the registry. */
    public static final RegistryAnswers NONE = new RegistryAnswers(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /**
     * Reads the answers.
     *
     * @throws UnreadableSourceException if the text is no JSON, or holds no answer; the message is a clause
     */
    public static RegistryAnswers of(String text) {
        List<JsonNode> answers = new ArrayList<>();
        try (MappingIterator<JsonNode> documents =
                MAPPER.readerFor(JsonNode.class).readValues(text)) {
            while (documents.hasNextValue()) {
                answers.add(documents.nextValue());
            }
        } catch (JsonProcessingException fault) {
            int line = fault.getLocation() == null ? 1 : fault.getLocation().getLineNr();
            throw new UnreadableSourceException("line " + line + " is not JSON: " + fault.getOriginalMessage());
        } catch (IOException fault) {
            throw new UnreadableSourceException("is not JSON");
        }
        RegistryAnswers read = new RegistryAnswers(
                member(answers, "registryId", JsonNode::asText),
                member(answers, "scanningConfiguration", RegistryAnswers::scanning),
                member(answers, "policyText", node -> RegistryPolicy.of(node.asText())),
                answers.stream()
                        .filter(answer -> answer.path("name").asText().equals("REGISTRY_POLICY_SCOPE"))
                        .map(answer -> answer.path("value").asText())
                        .findFirst(),
                member(answers, "pullThroughCacheRules", node -> list(node, RegistryAnswers::cacheRule)),
                member(answers, "signingConfiguration", node -> list(node.path("rules"), RegistryAnswers::signing)));
        if (read.withoutAccount().equals(NONE)) {
            throw new UnreadableSourceException(
                    "holds no answer of ECR about a registry; write one with: aws ecr get-registry-scanning-configuration");
        }
        return read;
    }

    private RegistryAnswers withoutAccount() {
        return new RegistryAnswers(Optional.empty(), scanning, policy, scope, cacheRules, signing);
    }

    private static <T> Optional<T> member(List<JsonNode> answers, String name, Function<JsonNode, T> reader) {
        return answers.stream()
                .map(answer -> answer.path(name))
                .filter(node -> !node.isMissingNode() && !node.isNull())
                .findFirst()
                .map(reader);
    }

    private static RegistryScanning scanning(JsonNode node) {
        return new RegistryScanning(
                node.path("scanType").asText("BASIC"),
                list(
                        node.path("rules"),
                        rule -> new ScanningRule(
                                rule.path("scanFrequency").asText(),
                                list(rule.path("repositoryFilters"), RegistryAnswers::filter))));
    }

    private static Filter filter(JsonNode node) {
        return new Filter(node.path("filter").asText(), node.path("filterType").asText());
    }

    private static SigningRule signing(JsonNode node) {
        return new SigningRule(
                node.path("signingProfileArn").asText(), list(node.path("repositoryFilters"), RegistryAnswers::filter));
    }

    private static PullThroughCacheRule cacheRule(JsonNode node) {
        return new PullThroughCacheRule(
                node.path("ecrRepositoryPrefix").asText(),
                node.path("upstreamRegistryUrl").asText(),
                Optional.of(node.path("upstreamRepositoryPrefix").asText()).filter(text -> !text.isEmpty()));
    }

    private static <T> List<T> list(JsonNode array, Function<JsonNode, T> reader) {
        List<T> items = new ArrayList<>();
        array.forEach(node -> items.add(reader.apply(node)));
        return List.copyOf(items);
    }
}
