package dev.ecrauditor.policy.request;

import dev.ecrauditor.policy.document.Principal;
import dev.ecrauditor.policy.document.Statement;
import dev.ecrauditor.policy.pattern.AccountIds;
import dev.ecrauditor.policy.pattern.Wildcard;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The callers that a statement covers. Where its form leaves that open, an Allow covers all that match it and a Deny
 * none.
 */
public final class Principals {

    private final boolean nobody;
    private final boolean except;
    private final boolean generous;
    private final Set<String> accounts = new HashSet<>();
    private final Set<String> identities = new HashSet<>();
    private final Set<String> services = new HashSet<>();
    private final Set<String> providers = new HashSet<>();
    private final List<String> identityPatterns = new ArrayList<>();
    private final List<String> servicePatterns = new ArrayList<>();
    private final List<String> providerPatterns = new ArrayList<>();
    private boolean everyone;

    public Principals(Statement statement) {
        boolean allow = statement.effect() == Statement.Effect.ALLOW;
        this.nobody = !allow && !statement.asDocumented();
        this.except = statement.everyoneExcept();
        this.generous = allow != except;
        statement.principals().forEach(this::add);
    }

    private void add(Principal principal) {
        if (principal instanceof Principal.Anyone) {
            everyone = true;
        } else if (principal instanceof Principal.Unbounded unbounded) {
            if (generous) {
                add(unbounded);
            }
        } else if (principal instanceof Principal.Service service) {
            services.add(service.written());
        } else if (principal instanceof Principal.Account account && (account.documented() || generous)) {
            add(account);
        }
    }

    private void add(Principal.Unbounded unbounded) {
        switch (unbounded.whoever()) {
            case ANYONE -> everyone = true;
            case IDENTITIES -> identityPatterns.add(unbounded.written());
            case SERVICES -> servicePatterns.add(unbounded.written());
            case SIGNED_IN -> providerPatterns.add(unbounded.written());
        }
    }

    private void add(Principal.Account account) {
        if (account.isOneIdentity()) {
            identities.add(account.written());
        } else if (account.isSignedIn()) {
            if (!Wildcard.isIn(account.written())) {
                providers.add(account.written());
            } else if (generous) {
                providerPatterns.add(account.written());
            }
        } else if (account.pattern().isPresent()) {
            if (generous) {
                identityPatterns.add(account.pattern().get());
            }
        } else if (account.isWhole() || generous) {
            accounts.add(account.accountId());
        }
    }

    /** True when the statement covers every caller. */
    public boolean areEveryone() {
        return !nobody && everyone && !except;
    }

    /** True when it does not cover whole accounts only, but depends on the identity or on how it signed in. */
    public boolean areNotWholeAccounts() {
        return !identityPatterns.isEmpty() || !providers.isEmpty() || !providerPatterns.isEmpty();
    }

    /** True when the statement covers this caller. */
    public boolean include(Caller caller) {
        return !nobody && named(caller) != except;
    }

    private boolean named(Caller caller) {
        if (caller.service()) {
            return everyone || services.contains(caller.principal()) || fits(servicePatterns, caller.principal());
        }
        return everyone
                || accounts.contains(caller.account())
                || identities.contains(caller.principal())
                || identities.contains(caller.arn())
                || fits(identityPatterns, caller.principal())
                || fits(identityPatterns, caller.arn())
                || (!caller.provider().isEmpty()
                        && (providers.contains(caller.provider()) || fits(providerPatterns, caller.provider())));
    }

    private static boolean fits(List<String> patterns, String text) {
        for (String pattern : patterns) {
            if (fits(pattern, text)) {
                return true;
            }
        }
        return false;
    }

    /** Compares an ARN field by field, so that a wildcard for the name never matches another account. */
    private static boolean fits(String pattern, String text) {
        if (!isArn(pattern)) {
            return Wildcard.matches(pattern, text);
        }
        String[] wanted = pattern.split(":", 6);
        String[] fields = text.split(":", 6);
        boolean fits = fields.length == 6;
        for (int i = 5; fits && i >= 0; i--) {
            fits = Wildcard.matches(wanted[i], fields[i]);
        }
        return fits;
    }

    /** True for a pattern with the six fields of an ARN. */
    static boolean isArn(String pattern) {
        return pattern.startsWith("arn:") && AccountIds.field(pattern, 5) > 0;
    }
}
