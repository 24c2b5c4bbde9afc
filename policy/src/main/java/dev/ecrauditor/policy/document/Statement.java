package dev.ecrauditor.policy.document;

import dev.ecrauditor.policy.action.ActionSet;
import dev.ecrauditor.policy.condition.Condition;
import dev.ecrauditor.policy.condition.ConditionKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One statement of a policy.
 *
 * @param number its place in the policy, from 1
 * @param sid its Sid, if it has one
 * @param effect Allow or Deny
 * @param principals the principals it names
 * @param everyoneExcept true for NotPrincipal: it covers everyone who is not named
 * @param actions the actions it covers
 * @param asDocumented false when it has a form AWS would refuse, or a Resource; then a Deny is not relied on
 * @param conditions all of them must hold
 */
public record Statement(
        int number,
        Optional<String> sid,
        Effect effect,
        List<Principal> principals,
        boolean everyoneExcept,
        ActionSet actions,
        boolean asDocumented,
        List<Condition> conditions) {

    public Statement {
        principals = List.copyOf(principals);
        conditions = List.copyOf(conditions);
    }

    /** The two effects; AWS compares them case-sensitively. */
    public enum Effect {
        ALLOW,
        DENY
    }

    /** The statement with condition keys replaced by others that mean the same. */
    Statement withKeys(Map<String, String> keys) {
        return new Statement(
                number,
                sid,
                effect,
                principals,
                everyoneExcept,
                actions,
                asDocumented,
                conditions.stream()
                        .map(condition -> new Condition(
                                condition.operator(),
                                Optional.ofNullable(keys.get(condition.key().name()))
                                        .map(ConditionKey::of)
                                        .orElse(condition.key()),
                                condition.values()))
                        .toList());
    }

    /** Its Sid, else its number; for use beside the number. */
    public String name() {
        return sid.map(text -> "Sid \"" + text + "\"").orElse("statement " + number);
    }

    /**
     * How a reader finds the statement: by its number, and its Sid if it has one. Several statements may have the same
     * Sid.
     */
    public String label() {
        return "statement " + number
                + sid.map(text -> " (Sid \"" + text + "\")").orElse("");
    }
}
