package dev.ecrauditor.rule.registry;

import dev.ecrauditor.exposure.path.AccessPath;
import dev.ecrauditor.exposure.path.EffectWords;
import dev.ecrauditor.exposure.path.PathKind;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.Statement;
import dev.ecrauditor.registry.RegistrySnapshot;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.rule.evidence.Evidence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a registry policy opens, and how that ends. A policy of scope V1 that would open more in scope V2 is never
 * corrected by V2.
 */
final class RegistryPolicyEvidence {

    private static final int MOST_NAMED = 5;

    private final RegistrySnapshot registry;
    private final Policy policy;
    private final List<AccessPath> active;
    private final List<AccessPath> inactive;

    RegistryPolicyEvidence(RegistrySnapshot registry, Policy policy, List<AccessPath> open) {
        this.registry = registry;
        this.policy = policy;
        this.active = ofKind(open, PathKind.REGISTRY_POLICY);
        this.inactive = ofKind(open, PathKind.INACTIVE_REGISTRY_POLICY);
    }

    private static List<AccessPath> ofKind(List<AccessPath> open, PathKind kind) {
        return open.stream().filter(path -> path.kind() == kind).toList();
    }

    Evidence evidence() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("scope", scope());
        facts.putAll(AccessPathFacts.of(policy, active));
        facts.putAll(AccessPathFacts.of(policy, inactive));
        return new Evidence(summary(), facts, fix());
    }

    private String scope() {
        Reading<String> scope = registry.access().policy().scope();
        return scope instanceof Reading.Known<String> known
                ? known.value()
                : "not known, V2 is assumed for every Allow";
    }

    private String summary() {
        String inScopeV2 = "would let " + who(inactive) + " " + verbs(inactive) + " in scope V2";
        if (active.isEmpty()) {
            return "The registry policy " + inScopeV2 + repositories(inactive)
                    + ". Its scope is V1: one PutAccountSetting opens this without a change of the policy.";
        }
        String now = "The registry policy lets " + who(active) + " " + verbs(active) + repositories(active)
                + "; for example, " + AccessPathFacts.example(policy, active.get(0)) + ".";
        return inactive.isEmpty() ? now : now + " It " + inScopeV2 + ".";
    }

    private static String verbs(List<AccessPath> paths) {
        return paths.isEmpty()
                ? ""
                : EffectWords.of(
                        paths.stream().flatMap(path -> path.effects().stream()).toList());
    }

    private static String who(List<AccessPath> paths) {
        List<String> all =
                paths.stream().map(path -> path.outsider().phrase()).distinct().toList();
        String more = all.size() > MOST_NAMED ? " and " + (all.size() - MOST_NAMED) + " more" : "";
        return all.stream().limit(MOST_NAMED).collect(Collectors.joining(", ")) + more;
    }

    private String repositories(List<AccessPath> paths) {
        if (!(registry.repositories() instanceof Reading.Known)) {
            return " (the repositories could not be listed)";
        }
        TreeSet<String> names = new TreeSet<>();
        paths.forEach(path -> names.addAll(path.repositories()));
        return " (" + NameSample.of(List.copyOf(names)) + ")";
    }

    private List<String> fix() {
        List<String> lines = new ArrayList<>();
        lines.add(RegistryCommand.aws(
                registry, "get-registry-policy", "--query policyText --output text > registry-policy.json"));
        lines.add("# Keep registry-policy.json to undo the change. Remove or restrict the statements in a copy, then:");
        lines.add(RegistryCommand.aws(
                registry, "put-registry-policy", "--policy-text file://registry-policy-closed.json"));
        if (policy.statements().stream().noneMatch(statement -> statement.effect() == Statement.Effect.DENY)) {
            lines.add("# Or delete the whole policy at once; other accounts then no longer replicate to this registry: "
                    + RegistryCommand.aws(registry, "delete-registry-policy", ""));
        }
        if (!inactive.isEmpty()) {
            lines.add("# Do not switch the scope of the registry policy to V2 before that: it opens these statements.");
        }
        lines.add(
                "# If the access is intended, add it to the settings file of the auditor: trust.accounts or trust.organizations.");
        return lines;
    }
}
