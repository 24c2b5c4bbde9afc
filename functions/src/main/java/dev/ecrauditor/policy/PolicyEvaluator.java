package dev.ecrauditor.policy;

/**
 * Decides one request on one policy, as far as the policy goes: an explicit Deny wins, then an Allow is needed. What a Deny says in a
 * form AWS does not document is not relied on.
 *
 * <p>Source: "Policy evaluation logic", IAM User Guide.
 */
final class PolicyEvaluator {

    private final Policy policy;
    private final ConditionMatcher conditions;

    PolicyEvaluator(Policy policy, ConditionMatcher conditions) {
        this.policy = policy;
        this.conditions = conditions;
    }

    /** True when this statement allows it and none denies it. */
    boolean allows(Statement allow, Request request) {
        return applies(allow, request, Statement.Effect.ALLOW)
                && policy.statements().stream()
                        .noneMatch(statement -> applies(statement, request, Statement.Effect.DENY));
    }

    private boolean applies(Statement statement, Request request, Statement.Effect effect) {
        return statement.effect() == effect
                && statement.actions().covers(request.action())
                && isAbout(statement, request.caller())
                && statement.conditions().stream()
                        .allMatch(condition ->
                                conditions.holds(condition, request.context(), effect == Statement.Effect.ALLOW));
    }

    /** True when the statement is about this requester; where its form leaves that open an Allow is and a Deny is not. */
    static boolean isAbout(Statement statement, Caller caller) {
        boolean unsure = statement.effect() == Statement.Effect.ALLOW;
        if (!unsure && !statement.asDocumented()) {
            return false;
        }
        boolean except = statement.everyoneExcept();
        for (Principal principal : statement.principals()) {
            if (names(principal, caller, unsure != except)) {
                return !except;
            }
        }
        return except;
    }

    private static boolean names(Principal principal, Caller caller, boolean unsure) {
        if (principal instanceof Principal.Anyone) {
            return true;
        }
        if (principal instanceof Principal.Unbounded) {
            return unsure;
        }
        if (principal instanceof Principal.Service service) {
            return caller.service() && caller.principal().equals(service.written());
        }
        if (!(principal instanceof Principal.Account account) || caller.service()) {
            return false;
        }
        if (!account.documented() && !unsure) {
            return false;
        }
        if (account.isWhole()) {
            return account.accountId().equals(caller.account());
        }
        if (!account.isOneIdentity()) {
            return unsure && account.accountId().equals(caller.account());
        }
        return account.written().equals(caller.principal()) || account.written().equals(caller.arn());
    }
}
