package dev.ecrauditor.rule.registry;

import dev.ecrauditor.exposure.path.AccessPath;
import dev.ecrauditor.exposure.path.Example;
import dev.ecrauditor.exposure.path.Outsider;
import dev.ecrauditor.exposure.path.PathKind;
import dev.ecrauditor.policy.analysis.Witness;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.explain.GrantProof;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The facts about access that a policy grants: each statement with whom it reaches, the actions and an example. No
 * repository is part of them, so that one more repository is no other state of the policy.
 */
final class AccessPathFacts {

    private AccessPathFacts() {}

    private record Whom(PathKind kind, String source, Outsider outsider) {}

    /**
     * The facts in the order of the statements.
     *
     * @param policy the policy that opens the paths
     */
    static Map<String, String> of(Policy policy, List<AccessPath> paths) {
        Map<Whom, List<AccessPath>> groups = new LinkedHashMap<>();
        paths.forEach(path -> groups.computeIfAbsent(
                        new Whom(path.kind(), path.origin().source(), path.outsider()), whom -> new ArrayList<>())
                .add(path));
        Map<String, Integer> ordinals = new LinkedHashMap<>();
        Map<String, String> facts = new LinkedHashMap<>();
        groups.forEach((whom, members) -> {
            String source = whom.source() + (whom.kind() == PathKind.INACTIVE_REGISTRY_POLICY ? " in scope V2" : "");
            int ordinal = ordinals.merge(source, 1, Integer::sum);
            String name = source + (ordinal == 1 ? "" : " (" + ordinal + ")");
            TreeSet<String> actions = new TreeSet<>();
            members.forEach(path -> actions.addAll(path.actions()));
            facts.put(name, members.get(0).origin().bound());
            facts.put(name + " grants access to", whom.outsider().phrase());
            facts.put(name + " actions", String.join(", ", actions));
            facts.put(name + " for example", example(policy, members.get(0)));
        });
        return facts;
    }

    /** The request without its repository, as in "arn:... may call ecr:BatchGetImage". */
    static String example(Policy policy, AccessPath path) {
        Example.Step request = path.example().steps().get(path.example().steps().size() - 1);
        return GrantProof.of(policy, new Witness(request.caller(), request.action(), request.context()));
    }
}
