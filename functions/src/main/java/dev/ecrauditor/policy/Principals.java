package dev.ecrauditor.policy;

import java.util.HashSet;
import java.util.Set;

/** Whom a statement is about. Where its form leaves that open, an Allow is about them and a Deny is not. */
final class Principals {

    private final boolean nobody;
    private final boolean except;
    private final boolean generous;
    private final Set<String> accounts = new HashSet<>();
    private final Set<String> identities = new HashSet<>();
    private final Set<String> services = new HashSet<>();
    private boolean everyone;

    Principals(Statement statement) {
        boolean allow = statement.effect() == Statement.Effect.ALLOW;
        this.nobody = !allow && !statement.asDocumented();
        this.except = statement.everyoneExcept();
        this.generous = allow != except;
        statement.principals().forEach(this::add);
    }

    private void add(Principal principal) {
        if (principal instanceof Principal.Anyone) {
            everyone = true;
        } else if (principal instanceof Principal.Unbounded) {
            everyone |= generous;
        } else if (principal instanceof Principal.Service service) {
            services.add(service.written());
        } else if (principal instanceof Principal.Account account && (account.documented() || generous)) {
            add(account);
        }
    }

    private void add(Principal.Account account) {
        if (account.isOneIdentity()) {
            identities.add(account.written());
        } else if (account.isWhole() || generous) {
            accounts.add(account.accountId());
        }
    }

    /** True when the statement is about everybody there is. */
    boolean areEveryone() {
        return !nobody && everyone && !except;
    }

    /** True when the statement is about this caller. */
    boolean include(Caller caller) {
        return !nobody && named(caller) != except;
    }

    private boolean named(Caller caller) {
        if (caller.service()) {
            return everyone || services.contains(caller.principal());
        }
        return everyone
                || accounts.contains(caller.account())
                || identities.contains(caller.principal())
                || identities.contains(caller.arn());
    }
}
