package dev.ecrauditor.policy.difference;

import dev.ecrauditor.policy.action.ActionCatalogue;
import dev.ecrauditor.policy.action.ActionSet;
import dev.ecrauditor.policy.condition.Condition;
import dev.ecrauditor.policy.condition.ConditionForms;
import dev.ecrauditor.policy.document.ResourceSet;
import dev.ecrauditor.policy.document.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes statements of which the difference of two policies consists. */
final class StatementPair {

    private StatementPair() {}

    /** What tells a statement from another one, whatever its place and its Sid. */
    static List<Object> meaning(Statement statement) {
        return List.of(
                statement.effect(),
                statement.callers(),
                statement.actions(),
                statement.resources(),
                statement.conditions().stream().map(Condition::written).toList(),
                statement.isWellFormed());
    }

    /** A Deny of at least what an Allow allows. */
    static Statement denialOf(Statement allow, boolean hasVariables) {
        return new Statement(
                allow.id(),
                Statement.Effect.DENY,
                Callers.atLeast(allow.callers()),
                allow.actions(),
                ResourceSet.ABSENT,
                allow.conditions().stream()
                        .filter(condition -> isReliedOn(condition, hasVariables))
                        .toList(),
                true);
    }

    /** An Allow of what one statement allows and another one denies; empty where that is nothing, or not certain. */
    static Optional<Statement> allowedAndDenied(
            Statement allow, Statement deny, ActionCatalogue catalogue, boolean hasVariables) {
        boolean isReliedOn = deny.asDocumented()
                && deny.conditions().stream().allMatch(condition -> isReliedOn(condition, hasVariables));
        List<String> actions = catalogue.coveredBy(allow.actions()).stream()
                .filter(deny.actions()::covers)
                .toList();
        if (!isReliedOn || actions.isEmpty()) {
            return Optional.empty();
        }
        List<Condition> all = new ArrayList<>(allow.conditions());
        all.addAll(deny.conditions());
        return Callers.both(allow.callers(), deny.callers())
                .map(callers -> new Statement(
                        allow.id(),
                        Statement.Effect.ALLOW,
                        callers,
                        new ActionSet(actions, false),
                        allow.resources(),
                        all,
                        allow.isWellFormed()));
    }

    private static boolean isReliedOn(Condition condition, boolean hasVariables) {
        return ConditionForms.isUnderstood(condition, hasVariables) && !ConditionForms.lacksSetOperator(condition);
    }

    /** True where an Allow has a form whose effect AWS does not document, so that it may allow less. */
    static boolean isUncertain(Statement allow, boolean hasVariables) {
        return !allow.callers().named().stream().allMatch(Callers::isPlain)
                || !allow.conditions().stream().allMatch(condition -> isReliedOn(condition, hasVariables));
    }
}
