package dev.ecrauditor.policy.explain;

import dev.ecrauditor.policy.analysis.Grant;
import dev.ecrauditor.policy.analysis.Witness;
import dev.ecrauditor.policy.document.Policy;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A request that a policy allows, in words: who may call what, with the condition keys that matter. */
public final class GrantProof {

    /** What a service that acts for somebody always carries: whose resource it acts for is the point. */
    private static final Set<String> OF_A_SERVICE = Set.of("aws:sourceaccount", "aws:sourcearn");

    private GrantProof() {}

    public static String of(Policy policy, Grant grant) {
        Witness witness = grant.witness();
        Set<String> asked = policy.statements().stream()
                .flatMap(statement -> statement.conditions().stream())
                .map(condition -> condition.key().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        boolean byService = List.of("true").equals(witness.context().get("aws:PrincipalIsAWSService"));
        Map<String, String> relevant = new TreeMap<>();
        witness.context().forEach((key, values) -> {
            String lower = key.toLowerCase(Locale.ROOT);
            if (asked.contains(lower) || (byService && OF_A_SERVICE.contains(lower))) {
                relevant.put(key, String.join(", ", values));
            }
        });
        String keys = relevant.entrySet().stream()
                .map(entry -> entry.getKey() + " = " + entry.getValue())
                .collect(Collectors.joining("; "));
        return witness.principal() + " may call " + witness.action() + (keys.isEmpty() ? "" : " with " + keys);
    }
}
