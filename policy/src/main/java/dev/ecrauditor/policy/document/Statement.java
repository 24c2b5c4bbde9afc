package dev.ecrauditor.policy.document;

import dev.ecrauditor.policy.action.ActionSet;
import dev.ecrauditor.policy.condition.Condition;
import dev.ecrauditor.policy.condition.ConditionKey;
import java.util.ArrayList;
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
 * @param resources the resources it covers: a registry policy names them, a repository policy does not
 * @param conditions all of them must hold
 * @param isWellFormed false when it has a form, apart from its resources, that AWS would refuse
 */
public record Statement(
        Id id,
        Effect effect,
        PrincipalSet callers,
        ActionSet actions,
        ResourceSet resources,
        List<Condition> conditions,
        boolean isWellFormed) {

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

    /**
     * False when it has a form that AWS would refuse in the policy of one resource, or a Resource; then a Deny is not
     * relied on.
     */
    public boolean asDocumented() {
        return isWellFormed && resources.isEverything();
    }

    /** The statement without its resources, where these conditions hold as well. */
    public Statement aboutOneResource(List<Condition> more) {
        List<Condition> all = new ArrayList<>(conditions);
        all.addAll(more);
        return new Statement(id, effect, callers, actions, ResourceSet.ABSENT, all, isWellFormed);
    }

    /** The statement with other actions. */
    public Statement withActions(ActionSet others) {
        return new Statement(id, effect, callers, others, resources, conditions, isWellFormed);
    }

    /** The statement with another number. */
    public Statement numbered(int number) {
        return new Statement(new Id(number, sid()), effect, callers, actions, resources, conditions, isWellFormed);
    }

    /** The statement with other conditions. */
    public Statement under(List<Condition> others) {
        return new Statement(id, effect, callers, actions, resources, others, isWellFormed);
    }

    /** The statement with condition keys replaced by others that mean the same. */
    Statement withKeys(Map<String, String> keys) {
        return new Statement(
                id,
                effect,
                callers,
                actions,
                resources,
                conditions.stream()
                        .map(condition -> new Condition(
                                condition.operator(),
                                Optional.ofNullable(keys.get(condition.key().name()))
                                        .map(ConditionKey::of)
                                        .orElse(condition.key()),
                                condition.values()))
                        .toList(),
                isWellFormed);
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
