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

/** Describes a request that a policy allows: who may call what, with the condition keys that matter. */
public final class GrantProof {

    /** Keys that a service always has when it acts for a resource: they say whose resource it is. */
    private static final Set<String> SOURCE_KEYS = Set.of("aws:sourceaccount", "aws:sourcearn");

    private GrantProof() {}

    public static String of(Policy policy, Grant grant) {
        Witness witness = grant.witness();
        Set<String> compared = policy.statements().stream()
                .flatMap(statement -> statement.conditions().stream())
                .map(condition -> condition.key().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        boolean byService = List.of("true").equals(witness.context().get("aws:PrincipalIsAWSService"));
        Map<String, String> relevant = new TreeMap<>();
        witness.context().forEach((key, values) -> {
            String lower = key.toLowerCase(Locale.ROOT);
            if (compared.contains(lower) || (byService && SOURCE_KEYS.contains(lower))) {
                relevant.put(key, String.join(", ", values));
            }
        });
        String keys = relevant.entrySet().stream()
                .map(entry -> entry.getKey() + " = " + entry.getValue())
                .collect(Collectors.joining("; "));
        return witness.principal() + " may call " + witness.action() + (keys.isEmpty() ? "" : " with " + keys);
    }
}
