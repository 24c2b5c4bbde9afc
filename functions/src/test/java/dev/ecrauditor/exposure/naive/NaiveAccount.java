package dev.ecrauditor.exposure.naive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The registries of an account, parsed from the text of a generated account without any type of the product. */
final class NaiveAccount {

    private static final ObjectMapper JSON = new ObjectMapper();

    final String owner;
    final Set<String> trusted = new TreeSet<>();
    final Map<String, NaiveRegistry> registries = new LinkedHashMap<>();

    NaiveAccount(String text) {
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(text, broken);
        }
        owner = root.path("owner").asText();
        root.path("trusted").forEach(id -> trusted.add(id.asText()));
        root.path("regions")
                .properties()
                .forEach(region ->
                        registries.put(region.getKey(), new NaiveRegistry(this, region.getKey(), region.getValue())));
    }

    /** One registry. */
    static final class NaiveRegistry {

        final String region;
        final JsonNode settings;
        final NaiveAccount account;
        final Map<String, NaivePolicy> policies = new LinkedHashMap<>();
        final NaivePolicy policy;
        final String scope;

        NaiveRegistry(NaiveAccount account, String region, JsonNode settings) {
            this.account = account;
            this.region = region;
            this.settings = settings;
            settings.path("repositories")
                    .properties()
                    .forEach(each -> policies.put(each.getKey(), parsed(each.getValue())));
            this.policy = parsed(settings.path("policy"));
            this.scope = settings.path("scope").asText();
        }

        private static NaivePolicy parsed(JsonNode text) {
            return isRefused(text) || text.asText().isEmpty() ? NaivePolicy.NONE : NaivePolicy.parse(text.asText());
        }

        static boolean isRefused(JsonNode node) {
            return node.asText().equals("refused");
        }

        String arn(String name) {
            return "arn:aws:ecr:" + region + ":" + account.owner + ":repository/" + name;
        }

        Set<String> names() {
            return policies.keySet();
        }

        NaivePolicy policyOf(String name) {
            return policies.getOrDefault(name, NaivePolicy.NONE);
        }

        /** Does the registry policy decide about an action, for an Allow or a Deny that has to be certain? */
        private boolean decides(String action, boolean assumed) {
            boolean inEveryScope = Set.of("ecr:ReplicateImage", "ecr:BatchImportUpstreamImage", "ecr:CreateRepository")
                    .contains(action);
            return inEveryScope || scope.equals("V2") || (assumed && !scope.equals("V1"));
        }

        /** Row 1: by this repository policy. */
        boolean opensByRepositoryPolicy(NaivePolicy own, NaiveRequest request) {
            return !NaivePolicy.OF_THE_REGISTRY.contains(request.action())
                    && isReachable(request.action())
                    && own.allowsHere(request)
                    && !own.deniesHere(request)
                    && !(decides(request.action(), false) && policy.denies(request));
        }

        /** Rows 2 and 3: by the registry policy, beside this repository policy. */
        boolean opensByRegistryPolicy(NaivePolicy own, NaiveRequest request) {
            return decides(request.action(), true) && opensInV2(own, request);
        }

        /** Row 4. */
        boolean isInactive(NaivePolicy own, NaiveRequest request) {
            return scope.equals("V1") && !decides(request.action(), true) && opensInV2(own, request);
        }

        private boolean opensInV2(NaivePolicy own, NaiveRequest request) {
            boolean deniesCount = decides(request.action(), false) || scope.equals("V1");
            return isReachable(request.action())
                    && policy.allows(request)
                    && !(deniesCount && policy.denies(request))
                    && (NaivePolicy.OF_THE_REGISTRY.contains(request.action()) || !own.deniesHere(request));
        }

        private static boolean isReachable(String action) {
            return !Set.of(
                            "ecr:PutRegistryPolicy",
                            "ecr:GetAuthorizationToken",
                            "ecr:BatchGetRepositoryScanningConfiguration",
                            "ecr:PutReplicationConfiguration")
                    .contains(action);
        }

        /** A replication rule to one destination. */
        record Copy(int rule, String toAccount, String toRegion, List<String> names) {}

        List<Copy> copies() {
            List<Copy> copies = new ArrayList<>();
            int number = 0;
            for (JsonNode rule : settings.path("replication")) {
                number++;
                List<String> names = new ArrayList<>();
                for (String name : names()) {
                    boolean matches = rule.path("filters").isEmpty();
                    for (JsonNode filter : rule.path("filters")) {
                        matches |= name.startsWith(filter.asText());
                    }
                    if (matches) {
                        names.add(name);
                    }
                }
                for (JsonNode destination : rule.path("destinations")) {
                    copies.add(new Copy(
                            number,
                            destination.path("account").asText(),
                            destination.path("region").asText(),
                            List.copyOf(new TreeSet<>(names))));
                }
            }
            return copies;
        }

        /** The policies that a copy of this name can have here. */
        Set<NaivePolicy> policiesOfCopy(String name) {
            if (policies.containsKey(name)) {
                return Set.of(policies.get(name));
            }
            Set<NaivePolicy> possible = new LinkedHashSet<>();
            String longest = "";
            String longestForCopies = "";
            for (JsonNode template : settings.path("templates")) {
                String prefix = template.path("prefix").asText();
                boolean covers = prefix.equals("ROOT") || name.startsWith(prefix + "/");
                boolean isForCopies = template.path("appliedFor").toString().contains("REPLICATION");
                if (covers && isLonger(prefix, longest)) {
                    longest = prefix;
                }
                if (covers && isForCopies && isLonger(prefix, longestForCopies)) {
                    longestForCopies = prefix;
                }
            }
            if (!longest.equals(longestForCopies)) {
                possible.add(NaivePolicy.NONE);
            }
            for (JsonNode template : settings.path("templates")) {
                String prefix = template.path("prefix").asText();
                boolean isForCopies = template.path("appliedFor").toString().contains("REPLICATION");
                if (prefix.equals(longestForCopies) || (prefix.equals(longest) && isForCopies)) {
                    possible.add(parsed(template.path("policy")));
                }
            }
            return possible;
        }

        private static boolean isLonger(String prefix, String other) {
            return other.isEmpty()
                    || other.equals("ROOT")
                    || (!prefix.equals("ROOT") && prefix.length() > other.length());
        }

        /** Whether something creates repositories from a template. */
        boolean isLive(JsonNode template, List<NaiveRequest> everybody) {
            String prefix = template.path("prefix").asText();
            String applied = template.path("appliedFor").toString();
            if (applied.contains("CREATE_ON_PUSH")) {
                return true;
            }
            boolean live = false;
            if (applied.contains("PULL_THROUGH_CACHE")) {
                live = isRefused(settings.path("cacheRules"));
                for (JsonNode rule : settings.path("cacheRules")) {
                    String filled = rule.path("prefix").asText();
                    live |= prefix.equals("ROOT")
                            || filled.equals("ROOT")
                            || (filled + "/").startsWith(prefix + "/")
                            || (prefix + "/").startsWith(filled + "/");
                }
            }
            if (applied.contains("REPLICATION") && !live) {
                live = isRefused(settings.path("policy"));
                String sample = prefix.equals("ROOT") ? "new" : prefix + "/new";
                for (NaiveRequest request : everybody) {
                    for (String team :
                            List.of(request.first("aws:principaltag/team"), sample, sample.split("/", -1)[0])) {
                        live |= opensByRegistryPolicy(
                                NaivePolicy.NONE, request.ofTeam(team).asking("ecr:ReplicateImage", arn(sample)));
                    }
                }
                for (NaiveRegistry other : account.registries.values()) {
                    live |= other != this && other.copiesBelow(prefix, region);
                }
            }
            return live;
        }

        private boolean copiesBelow(String prefix, String toRegion) {
            for (JsonNode rule : settings.path("replication")) {
                boolean here = false;
                for (JsonNode destination : rule.path("destinations")) {
                    here |= destination.path("account").asText().equals(account.owner)
                            && destination.path("region").asText().equals(toRegion);
                }
                boolean below = prefix.equals("ROOT") || rule.path("filters").isEmpty();
                for (JsonNode filter : rule.path("filters")) {
                    below |= (prefix + "/").startsWith(filter.asText())
                            || filter.asText().startsWith(prefix + "/");
                }
                if (here && below) {
                    return true;
                }
            }
            return false;
        }
    }
}
