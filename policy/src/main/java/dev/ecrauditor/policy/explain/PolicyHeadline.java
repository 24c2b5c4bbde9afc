package dev.ecrauditor.policy.explain;

import dev.ecrauditor.policy.analysis.AccessFacts;
import dev.ecrauditor.policy.analysis.Grant;
import dev.ecrauditor.policy.analysis.Grant.GrantScope;
import dev.ecrauditor.policy.analysis.Lockout;
import dev.ecrauditor.policy.document.Policy;
import java.util.List;

/**
 * A policy in one sentence: the widest access it grants to accounts, services and principals whose account is unknown.
 */
public final class PolicyHeadline {

    private PolicyHeadline() {}

    public static String of(Policy policy, String owner, AccessFacts facts) {
        return of(facts)
                + Lockout.of(policy, owner)
                        .map(lockout -> lockedOut(
                                lockout,
                                facts.grants().isEmpty() && facts.unclear().isEmpty()))
                        .orElse("");
    }

    private static String lockedOut(Lockout lockout, boolean everybody) {
        return lockout.everything()
                ? (everybody
                        ? " Everybody is locked out, including the owner and the auditor."
                        : " Its owner and the auditor are locked out.")
                : lockout.hidesPolicy() ? " It locks out the auditor." : " Its owner cannot change it any more.";
    }

    private static String of(AccessFacts facts) {
        List<Grant> toAll = facts.grants().stream().filter(Grant::isPublic).toList();
        boolean change = facts.grants().stream().anyMatch(Grant::writes);
        if (!toAll.isEmpty()) {
            return "PUBLIC: every AWS account can " + toAll(toAll, change);
        }
        if (facts.grants().isEmpty()) {
            return facts.unclear().isEmpty()
                    ? "nobody outside the account can use it."
                    : "could not be evaluated in full.";
        }
        return "not public; others outside the account can use it"
                + (change ? ", and some can change it." : ", to read.");
    }

    private static String toAll(List<Grant> grants, boolean somebodyChanges) {
        boolean theyChange = grants.stream().anyMatch(Grant::writes);
        String throughServices = grants.stream().anyMatch(grant -> grant.bound() instanceof GrantScope.Anyone)
                ? ""
                : ", but only through AWS services that act for it";
        if (theyChange) {
            return "use it" + throughServices + ", and principals outside the account can change it.";
        }
        return "read it" + throughServices + (somebodyChanges ? ", and some others can change it." : ".");
    }
}
