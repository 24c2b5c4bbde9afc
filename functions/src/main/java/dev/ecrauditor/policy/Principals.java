package dev.ecrauditor.policy;

/** Whom the principals of a statement name. */
final class Principals {

    private Principals() {}

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
