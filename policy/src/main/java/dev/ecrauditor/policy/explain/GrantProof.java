package dev.ecrauditor.policy.explain;

import dev.ecrauditor.policy.analysis.Grant;
import dev.ecrauditor.policy.analysis.Witness;
import dev.ecrauditor.policy.condition.Condition;
import dev.ecrauditor.policy.condition.ConditionKey;
import dev.ecrauditor.policy.document.Policy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Describes a request that a policy allows: who may call what, with the condition keys that matter. */
public final class GrantProof {

    /** Keys that a service always has when it acts for a resource: they say whose resource it is. */
    private static final Set<ConditionKey> SOURCE_KEYS = Set.of(ConditionKey.SOURCE_ACCOUNT, ConditionKey.SOURCE_ARN);

    private GrantProof() {}

    public static String of(Policy policy, Grant grant) {
        return of(policy, grant.witness());
    }

    /** The same of an example request. */
    public static String of(Policy policy, Witness witness) {
        Set<ConditionKey> compared = policy.statements().stream()
                .flatMap(statement -> statement.conditions().stream())
                .map(Condition::key)
                .collect(Collectors.toSet());
        boolean byService = List.of("true").equals(witness.context().get("aws:PrincipalIsAWSService"));
        Map<String, String> relevant = new TreeMap<>();
        witness.context().forEach((key, values) -> {
            ConditionKey known = ConditionKey.of(key);
            if (compared.contains(known) || (byService && SOURCE_KEYS.contains(known))) {
                relevant.put(key, String.join(", ", values));
            }
        });
        String keys = relevant.entrySet().stream()
                .map(entry -> entry.getKey() + " = " + entry.getValue())
                .collect(Collectors.joining("; "));
        return witness.principal() + " may call " + witness.action() + (keys.isEmpty() ? "" : " with " + keys);
    }
}
