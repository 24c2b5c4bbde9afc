package dev.ecrauditor.policy.request;

import dev.ecrauditor.policy.condition.ConditionKey;
import dev.ecrauditor.policy.condition.Variables;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One possibility for a part of a request: the condition keys it sets, and its constraints.
 *
 * @param keys condition keys with their values; keys of this part that are missing here are absent from
 *     the request
 * @param constraints what a caller needs to be able to use it
 * @param caller the caller, where this part determines it
 */
public record Candidate(
        Map<ConditionKey, List<String>> keys, Set<RequestConstraint> constraints, Optional<Caller> caller) {

    public Candidate {
        keys = Map.copyOf(keys);
        // Keeps the order in which they were found: reports must not differ between JVMs.
        constraints = constraints.size() < 2
                ? Set.copyOf(constraints)
                : Collections.unmodifiableSet(new LinkedHashSet<>(constraints));
    }

    private static Map<ConditionKey, List<String>> plain(Map<ConditionKey, List<String>> keys) {
        Map<ConditionKey, List<String>> plain = new HashMap<>();
        for (Map.Entry<ConditionKey, List<String>> key : keys.entrySet()) {
            if (isMarked(key.getValue())) {
                plain.put(
                        key.getKey(),
                        key.getValue().stream().map(Variables::plain).toList());
            }
        }
        if (plain.isEmpty()) {
            return keys;
        }
        keys.forEach(plain::putIfAbsent);
        return plain;
    }

    private static boolean isMarked(List<String> values) {
        for (String value : values) {
            if (Variables.isMarked(value)) {
                return true;
            }
        }
        return false;
    }

    public Candidate(Map<ConditionKey, List<String>> keys, Set<RequestConstraint> constraints) {
        this(plain(keys), constraints, Optional.empty());
    }

    /** A candidate that determines the caller. */
    static Candidate of(Caller caller, String userId, Set<RequestConstraint> constraints) {
        Map<ConditionKey, List<String>> keys = new HashMap<>();
        keys.put(ConditionKey.PRINCIPAL_ACCOUNT, List.of(Variables.plain(caller.account())));
        keys.put(ConditionKey.PRINCIPAL_ARN, List.of(Variables.plain(caller.arn())));
        keys.put(ConditionKey.USER_ID, List.of(Variables.plain(userId)));
        if (!caller.provider().isEmpty()) {
            keys.put(ConditionKey.PROVIDER, List.of(caller.provider()));
        }
        return new Candidate(keys, constraints, Optional.of(caller));
    }

    public static Candidate free(Map<ConditionKey, List<String>> keys) {
        return new Candidate(keys, Set.of());
    }

    static Candidate constrained(Map<ConditionKey, List<String>> keys, RequestConstraint.Kind kind, String value) {
        return new Candidate(keys, Set.of(new RequestConstraint(kind, value)));
    }
}
