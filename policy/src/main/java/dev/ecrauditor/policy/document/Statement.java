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
 * @param id how a reader finds it
 * @param effect Allow or Deny
 * @param callers the callers it covers
 * @param actions the actions it covers
 * @param conditions all of them must hold
 * @param asDocumented false when it has a form AWS would refuse, or a Resource; then a Deny is not relied on
 */
public record Statement(
        Id id,
        Effect effect,
        PrincipalSet callers,
        ActionSet actions,
        List<Condition> conditions,
        boolean asDocumented) {

    public Statement {
        conditions = List.copyOf(conditions);
    }

    /**
     * How a reader finds a statement.
     *
     * @param number its place in the policy, from 1
     * @param sid its Sid, if it has one
     */
    public record Id(int number, Optional<String> sid) {}

    /** The two effects; AWS compares them case-sensitively. */
    public enum Effect {
        ALLOW,
        DENY
    }

    /** The statement with condition keys replaced by others that mean the same. */
    Statement withKeys(Map<String, String> keys) {
        return new Statement(
                id,
                effect,
                callers,
                actions,
                conditions.stream()
                        .map(condition -> new Condition(
                                condition.operator(),
                                Optional.ofNullable(keys.get(condition.key().name()))
                                        .map(ConditionKey::of)
                                        .orElse(condition.key()),
                                condition.values()))
                        .toList(),
                asDocumented);
    }

    /** Its place in the policy, from 1. */
    public int number() {
        return id.number();
    }

    /** Its Sid, if it has one. */
    public Optional<String> sid() {
        return id.sid();
    }

    /** The principals it names. */
    public List<Principal> principals() {
        return callers.named();
    }

    /** True for NotPrincipal: it covers everyone who is not named. */
    public boolean everyoneExcept() {
        return callers.allExcept();
    }

    /** Its Sid, else its number; for use beside the number. */
    public String name() {
        return sid().map(text -> "Sid \"" + text + "\"").orElse("statement " + number());
    }

    /**
     * How a reader finds the statement: by its number, and its Sid if it has one. Several statements may have the same
     * Sid.
     */
    public String label() {
        return "statement " + number()
                + sid().map(text -> " (Sid \"" + text + "\")").orElse("");
    }
}
