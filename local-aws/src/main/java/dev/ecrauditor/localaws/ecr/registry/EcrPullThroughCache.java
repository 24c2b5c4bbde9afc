package dev.ecrauditor.localaws.ecr.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.AwsError;
import dev.ecrauditor.localaws.call.AwsService;
import dev.ecrauditor.localaws.call.Call;
import dev.ecrauditor.localaws.call.Json;
import dev.ecrauditor.localaws.call.Operation;
import dev.ecrauditor.localaws.call.page.Page;
import dev.ecrauditor.localaws.call.page.PageRequest;
import dev.ecrauditor.localaws.ecr.Registries;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** ECR's operations on pull-through cache rules; nothing is cached. */
final class EcrPullThroughCache {

    private static final int DEFAULT_PAGE = 100;

    private final Registries registries;

    EcrPullThroughCache(Registries registries) {
        this.registries = registries;
    }

    List<Operation> operations() {
        return List.of(
                Operation.of(
                        AwsService.ECR,
                        "CreatePullThroughCacheRule",
                        this::create,
                        "registryId",
                        "ecrRepositoryPrefix",
                        "upstreamRegistryUrl",
                        "upstreamRegistry",
                        "upstreamRepositoryPrefix",
                        "credentialArn",
                        "customRoleArn"),
                Operation.of(
                        AwsService.ECR,
                        "UpdatePullThroughCacheRule",
                        this::update,
                        "registryId",
                        "ecrRepositoryPrefix",
                        "credentialArn",
                        "customRoleArn"),
                Operation.of(
                        AwsService.ECR,
                        "DeletePullThroughCacheRule",
                        this::delete,
                        "registryId",
                        "ecrRepositoryPrefix"),
                Operation.of(
                        AwsService.ECR,
                        "DescribePullThroughCacheRules",
                        this::describe,
                        "registryId",
                        "ecrRepositoryPrefixes",
                        "nextToken",
                        "maxResults"));
    }

    private ObjectNode create(Call call) {
        PullThroughCacheRule rule = PullThroughCacheRule.read(call.parameters(), call.now());
        if (rule.names().upstream().isEmpty()) {
            throw AwsError.badRequest(
                    "UnsupportedUpstreamRegistryException",
                    "The upstream registry '" + rule.names().upstreamUrl() + "' is not supported");
        }
        if (rules(call).putIfAbsent(rule.prefix(), rule) != null) {
            throw AwsError.badRequest(
                    "PullThroughCacheRuleAlreadyExistsException",
                    "The pull through cache rule with prefix '" + rule.prefix()
                            + "' already exists in the registry with id '"
                            + call.place().account() + "'");
        }
        return rule.toJson(call.place().account()).without(List.of("updatedAt"));
    }

    private ObjectNode update(Call call) {
        PullThroughCacheRule rule = find(call, PullThroughCacheRule.readPrefix(call.parameters()))
                .updated(PullThroughCacheRule.Access.read(call.parameters()), call.now());
        rules(call).put(rule.prefix(), rule);
        return rule.toJson(call.place().account())
                .without(List.of("createdAt", "upstreamRegistry", "upstreamRegistryUrl"));
    }

    private ObjectNode delete(Call call) {
        PullThroughCacheRule rule = find(call, PullThroughCacheRule.readPrefix(call.parameters()));
        rules(call).remove(rule.prefix());
        return rule.toJson(call.place().account()).without(List.of("updatedAt", "upstreamRegistry"));
    }

    private ObjectNode describe(Call call) {
        NavigableMap<String, PullThroughCacheRule> rules = rules(call);
        List<String> prefixes = call.parameters().texts("ecrRepositoryPrefixes");
        if (!prefixes.isEmpty()) {
            rules = new TreeMap<>();
            for (String prefix : prefixes) {
                rules.put(prefix, find(call, prefix));
            }
        }
        Page<PullThroughCacheRule> page = PageRequest.ofEcr(call, DEFAULT_PAGE).of(rules);
        ObjectNode answer = Json.object();
        answer.set(
                "pullThroughCacheRules",
                Json.nodes(page.items().stream()
                        .map(rule -> rule.toJson(call.place().account()))
                        .toList()));
        return page.writeNextToken(answer);
    }

    private PullThroughCacheRule find(Call call, String prefix) {
        PullThroughCacheRule rule = rules(call).get(prefix);
        if (rule == null) {
            throw AwsError.badRequest(
                    "PullThroughCacheRuleNotFoundException",
                    "The pull through cache rule with prefix '" + prefix + "' does not exist in the registry with id '"
                            + call.place().account() + "'");
        }
        return rule;
    }

    private NavigableMap<String, PullThroughCacheRule> rules(Call call) {
        return registries.regionOf(call).settings.cacheRules();
    }
}
