package dev.ecrauditor.exposure.naive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ecrauditor.exposure.RegistryAccess;
import dev.ecrauditor.registry.CreationTemplate;
import dev.ecrauditor.registry.PullThroughCacheRule;
import dev.ecrauditor.registry.RegistryScanning;
import dev.ecrauditor.registry.RegistrySnapshot;
import dev.ecrauditor.registry.ReplicationRule;
import dev.ecrauditor.repository.Encryption;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RegistryPolicy;
import dev.ecrauditor.repository.RepositoryPolicy;
import dev.ecrauditor.repository.ScopedRegistryPolicy;
import dev.ecrauditor.repository.TagMutability;
import dev.ecrauditor.rule.TrustedParties;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** A generated account in the types of the product. */
final class GeneratedAccount {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode root;

    GeneratedAccount(String text) {
        try {
            root = JSON.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(text, broken);
        }
    }

    TrustedParties trusted() {
        Set<String> accounts = new HashSet<>();
        Set<String> organizations = new HashSet<>();
        root.path("trusted").forEach(id -> (id.asText().startsWith("o-") ? organizations : accounts).add(id.asText()));
        return new TrustedParties(accounts, organizations);
    }

    List<RegistryAccess> registries() {
        List<RegistryAccess> registries = new ArrayList<>();
        root.path("regions")
                .properties()
                .forEach(region -> registries.add(registry(region.getKey(), region.getValue())));
        return registries;
    }

    private RegistryAccess registry(String region, JsonNode settings) {
        Map<String, Reading<RepositoryPolicy>> policies = new TreeMap<>();
        settings.path("repositories")
                .properties()
                .forEach(each -> policies.put(
                        each.getKey(), policy(each.getValue(), "ecr:GetRepositoryPolicy", RepositoryPolicy::of)));
        JsonNode scope = settings.path("scope");
        RegistrySnapshot snapshot = new RegistrySnapshot(
                root.path("owner").asText(),
                region,
                Instant.EPOCH,
                new RegistrySnapshot.AccessSettings(
                        new ScopedRegistryPolicy(
                                policy(settings.path("policy"), "ecr:GetRegistryPolicy", RegistryPolicy::of),
                                isRefused(scope)
                                        ? refused("ecr:GetAccountSetting")
                                        : new Reading.Known<>(scope.asText())),
                        list(settings.path("replication"), "ecr:DescribeRegistry", GeneratedAccount::rule),
                        list(
                                settings.path("templates"),
                                "ecr:DescribeRepositoryCreationTemplates",
                                GeneratedAccount::template),
                        list(
                                settings.path("cacheRules"),
                                "ecr:DescribePullThroughCacheRules",
                                rule -> new PullThroughCacheRule(
                                        rule.path("prefix").asText(),
                                        rule.path("url").asText(),
                                        Optional.empty()))),
                new Reading.Known<>(new RegistryScanning("BASIC", List.of())),
                new Reading.Absent<>(),
                new Reading.Known<>(List.copyOf(policies.keySet())));
        return new RegistryAccess(snapshot, policies);
    }

    private static boolean isRefused(JsonNode node) {
        return node.asText().equals("refused");
    }

    private static <T> Reading<T> refused(String permission) {
        return new Reading.Unreadable<>(permission, "AWS denies it");
    }

    private static <T> Reading<T> policy(JsonNode text, String permission, Function<String, T> of) {
        if (isRefused(text)) {
            return refused(permission);
        }
        return text.asText().isEmpty() ? new Reading.Absent<>() : new Reading.Known<>(of.apply(text.asText()));
    }

    private static <T> Reading<List<T>> list(JsonNode items, String permission, Function<JsonNode, T> of) {
        if (isRefused(items)) {
            return refused(permission);
        }
        List<T> list = new ArrayList<>();
        items.forEach(item -> list.add(of.apply(item)));
        return new Reading.Known<>(list);
    }

    private static ReplicationRule rule(JsonNode rule) {
        List<ReplicationRule.Destination> destinations = new ArrayList<>();
        rule.path("destinations")
                .forEach(one -> destinations.add(new ReplicationRule.Destination(
                        one.path("account").asText(), one.path("region").asText())));
        List<ReplicationRule.Filter> filters = new ArrayList<>();
        rule.path("filters").forEach(one -> filters.add(new ReplicationRule.Filter(one.asText(), "PREFIX_MATCH")));
        return new ReplicationRule(destinations, filters);
    }

    private static CreationTemplate template(JsonNode template) {
        Set<String> appliedFor = new HashSet<>();
        template.path("appliedFor").forEach(one -> appliedFor.add(one.asText()));
        String policy = template.path("policy").asText();
        return new CreationTemplate(
                template.path("prefix").asText(),
                appliedFor,
                new Encryption("AES256", Optional.empty(), new Reading.Absent<>()),
                TagMutability.MUTABLE,
                policy.isEmpty() ? Optional.empty() : Optional.of(RepositoryPolicy.of(policy)));
    }
}
