package dev.ecrauditor.policy.explain;

import dev.ecrauditor.policy.analysis.DenyGap;
import dev.ecrauditor.policy.analysis.Grant;
import dev.ecrauditor.policy.condition.Condition;
import dev.ecrauditor.policy.condition.ConditionKey;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.Principal;
import dev.ecrauditor.policy.document.Statement;
import java.util.List;
import java.util.stream.Collectors;

/** The Deny statements that decide who keeps a grant, and how they are described to a reader. */
public final class StatementLabels {

    /** Prefixes of condition keys that say who calls, for whom, or from where. */
    private static final List<String> WHO = List.of(
            "aws:principal",
            "aws:source",
            "aws:resource",
            "aws:userid",
            "aws:username",
            "aws:vpc",
            "aws:calledvia",
            "aws:viaawsservice");

    private StatementLabels() {}

    /**
     * Denials for everyone, or for everyone except some, that cover what the grant allows and have an identity
     * condition.
     */
    public static List<Statement> of(Policy policy, Grant grant) {
        return policy.statements().stream()
                .filter(statement -> statement.effect() == Statement.Effect.DENY && statement.asDocumented())
                .filter(statement -> statement.actions().covers(grant.witness().action()))
                .filter(statement -> statement.everyoneExcept()
                        || (isForEveryone(statement)
                                && statement.conditions().stream().anyMatch(StatementLabels::hasIdentityCondition)))
                .toList();
    }

    /**
     * Denials that cover what the grant allows and that do not deny its example request, except those of insecure
     * transport.
     */
    public static List<Statement> avoided(Policy policy, Grant grant) {
        List<Integer> faulty =
                faults(policy, grant).stream().map(gap -> gap.deny().number()).toList();
        return policy.statements().stream()
                .filter(statement -> statement.effect() == Statement.Effect.DENY && statement.asDocumented())
                .filter(statement -> statement.actions().covers(grant.witness().action()))
                .filter(statement -> statement.everyoneExcept() || isForEveryone(statement))
                .filter(statement -> !faulty.contains(statement.number()))
                .filter(statement -> statement.conditions().stream()
                        .noneMatch(condition -> condition.key().equals(ConditionKey.SECURE_TRANSPORT)))
                .toList();
    }

    /** Denials that were meant to restrict a grant and are not relied on. */
    public static List<DenyGap> faults(Policy policy, Grant grant) {
        return DenyGap.of(policy, grant).stream().filter(DenyGap::isFault).toList();
    }

    private static boolean isForEveryone(Statement statement) {
        return statement.principals().stream().anyMatch(Principal.Anyone.class::isInstance);
    }

    private static boolean hasIdentityCondition(Condition condition) {
        return WHO.stream().anyMatch(condition.key().name()::startsWith);
    }

    /**
     * True when a Deny with this condition exempts every caller that matches one of its values, and no caller that
     * lacks the key.
     */
    static boolean exempts(Condition condition) {
        return condition.operator().isNegated() && !condition.operator().isForAnyValue();
    }

    /** The Deny and whom it denies, as a clause. */
    public static String words(Statement deny) {
        String conditions = deny.conditions().stream().map(Condition::written).collect(Collectors.joining(" and "));
        if (deny.everyoneExcept()) {
            String exempt = deny.principals().stream().map(Principal::written).collect(Collectors.joining(", "));
            return "statement " + number(deny) + " denies everyone except " + exempt
                    + (conditions.isEmpty() ? "" : " where " + conditions);
        }
        return deny.conditions().stream().allMatch(StatementLabels::exempts)
                ? "statement " + number(deny) + " denies all others (" + conditions + ")"
                : "statement " + number(deny) + " denies everyone where " + conditions;
    }

    /** The number of a statement, and its Sid if it has one. */
    public static String number(Statement statement) {
        return statement.number()
                + statement.sid().map(sid -> " (Sid \"" + sid + "\")").orElse("");
    }
}
