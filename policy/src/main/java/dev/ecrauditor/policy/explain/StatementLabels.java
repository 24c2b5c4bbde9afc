package dev.ecrauditor.policy.explain;

import dev.ecrauditor.policy.analysis.DenyGap;
import dev.ecrauditor.policy.analysis.Grant;
import dev.ecrauditor.policy.condition.Condition;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.Principal;
import dev.ecrauditor.policy.document.Statement;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The Deny statements that decide who is left of a grant, and how a person is told of them. */
public final class StatementLabels {

    /** How condition keys begin that say who calls, for whom, or from where. */
    private static final List<String> WHO = List.of(
            "aws:principal",
            "aws:source",
            "aws:resource",
            "aws:userid",
            "aws:username",
            "aws:vpc",
            "aws:calledvia",
            "aws:viaawsservice");

    private static final List<String> NEGATED = List.of("stringnot", "arnnot", "notip", "numericnot", "datenot");

    private StatementLabels() {}

    /** Those for everyone, or for everyone but some, that cover what the grant gives and ask who it is. */
    public static List<Statement> of(Policy policy, Grant grant) {
        return policy.statements().stream()
                .filter(statement -> statement.effect() == Statement.Effect.DENY && statement.asDocumented())
                .filter(statement -> statement.actions().covers(grant.witness().action()))
                .filter(statement -> statement.everyoneExcept()
                        || (isForEveryone(statement)
                                && statement.conditions().stream().anyMatch(StatementLabels::hasIdentityCondition)))
                .toList();
    }

    /** Those that cover what the grant gives and that its proof gets past, insecure transport aside. */
    public static List<Statement> avoided(Policy policy, Grant grant) {
        List<Integer> faulty =
                faults(policy, grant).stream().map(gap -> gap.deny().number()).toList();
        return policy.statements().stream()
                .filter(statement -> statement.effect() == Statement.Effect.DENY && statement.asDocumented())
                .filter(statement -> statement.actions().covers(grant.witness().action()))
                .filter(statement -> statement.everyoneExcept() || isForEveryone(statement))
                .filter(statement -> !faulty.contains(statement.number()))
                .filter(statement -> statement.conditions().stream()
                        .noneMatch(condition -> condition.key().equalsIgnoreCase("aws:SecureTransport")))
                .toList();
    }

    /** Those that were to restrict a grant and are not relied on. */
    public static List<DenyGap> faults(Policy policy, Grant grant) {
        return DenyGap.of(policy, grant).stream().filter(DenyGap::isFault).toList();
    }

    private static boolean isForEveryone(Statement statement) {
        return statement.principals().stream().anyMatch(Principal.Anyone.class::isInstance);
    }

    private static boolean hasIdentityCondition(Condition condition) {
        return WHO.stream().anyMatch(condition.key().toLowerCase(Locale.ROOT)::startsWith);
    }

    /** True when a Deny under this condition spares whoever fits one of its values, and nobody who lacks the key. */
    static boolean exempts(Condition condition) {
        String operator = condition.operator().toLowerCase(Locale.ROOT).replaceFirst("^forallvalues:", "");
        return NEGATED.stream().anyMatch(operator::startsWith);
    }

    public static String words(Statement deny) {
        String conditions = deny.conditions().stream().map(Condition::written).collect(Collectors.joining(" and "));
        if (deny.everyoneExcept()) {
            String spared = deny.principals().stream().map(Principal::written).collect(Collectors.joining(", "));
            return "statement " + number(deny) + " denies everyone except " + spared
                    + (conditions.isEmpty() ? "" : " where " + conditions);
        }
        return deny.conditions().stream().allMatch(StatementLabels::exempts)
                ? "statement " + number(deny) + " denies all others (" + conditions + ")"
                : "statement " + number(deny) + " denies everyone where " + conditions;
    }

    /** Its number, and its Sid if it has one. */
    public static String number(Statement statement) {
        return statement.number()
                + statement.sid().map(sid -> " (Sid \"" + sid + "\")").orElse("");
    }
}
