package dev.ecrauditor.policy.difference;

import dev.ecrauditor.policy.document.Principal;
import dev.ecrauditor.policy.document.PrincipalSet;
import dev.ecrauditor.policy.pattern.Wildcard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Combines the callers of two statements. An Allow and a Deny read a form that AWS does not document differently. */
final class Callers {

    private static final Principal EVERYBODY = new Principal.Anyone("*");

    private Callers() {}

    /** At least the callers that an Allow covers, for a Deny. */
    static PrincipalSet atLeast(PrincipalSet ofAllow) {
        if (ofAllow.allExcept()) {
            return new PrincipalSet(
                    ofAllow.named().stream().filter(Callers::isPlain).toList(), true);
        }
        return new PrincipalSet(ofAllow.named().stream().map(Callers::plain).toList(), false);
    }

    private static Principal plain(Principal principal) {
        if (isPlain(principal)) {
            return principal;
        }
        return principal instanceof Principal.Account account
                ? new Principal.Account(account.accountId(), account.accountId())
                : EVERYBODY;
    }

    /** True for a form that an Allow and a Deny read alike. */
    static boolean isPlain(Principal principal) {
        if (principal instanceof Principal.Account account) {
            boolean isExact = account.isWhole() || account.isOneIdentity() || account.isSignedIn();
            return account.documented() && isExact && !Wildcard.isIn(account.written());
        }
        return !(principal instanceof Principal.Unbounded);
    }

    /** At most the callers that both an Allow and a Deny cover; empty where that is nobody, or cannot be written. */
    static Optional<PrincipalSet> both(PrincipalSet ofAllow, PrincipalSet ofDeny) {
        if (ofDeny.allExcept() && !ofDeny.named().stream().allMatch(Callers::isPlain)) {
            return Optional.empty();
        }
        if (isEverybody(ofDeny)) {
            return Optional.of(ofAllow);
        }
        if (isEverybody(ofAllow)) {
            return some(ofDeny.named().stream().filter(Callers::isPlain).toList(), ofDeny.allExcept());
        }
        if (ofAllow.allExcept() && ofDeny.allExcept()) {
            List<Principal> either = new ArrayList<>(ofAllow.named());
            either.addAll(ofDeny.named());
            return some(either, true);
        }
        return ofAllow.allExcept()
                ? some(without(ofDeny.named(), ofAllow.named()), false)
                : some(
                        ofDeny.allExcept()
                                ? without(ofAllow.named(), ofDeny.named())
                                : inBoth(ofAllow.named(), ofDeny.named()),
                        false);
    }

    private static boolean isEverybody(PrincipalSet callers) {
        return !callers.allExcept() && callers.named().stream().anyMatch(Principal.Anyone.class::isInstance);
    }

    private static Optional<PrincipalSet> some(List<Principal> named, boolean allExcept) {
        return named.isEmpty() ? Optional.empty() : Optional.of(new PrincipalSet(named, allExcept));
    }

    /** Those of the first list that no principal of the second touches. */
    private static List<Principal> without(List<Principal> named, List<Principal> others) {
        return named.stream()
                .filter(Callers::isPlain)
                .filter(principal -> others.stream().noneMatch(other -> touch(principal, other)))
                .toList();
    }

    private static boolean touch(Principal one, Principal other) {
        if (!isPlain(other) || other instanceof Principal.Anyone) {
            return true;
        }
        if (one instanceof Principal.Account first && other instanceof Principal.Account second) {
            return first.accountId().equals(second.accountId());
        }
        return one.written().equals(other.written());
    }

    private static List<Principal> inBoth(List<Principal> named, List<Principal> others) {
        List<Principal> both = new ArrayList<>();
        for (Principal one : named) {
            for (Principal other : others) {
                if (isPlain(other)) {
                    narrower(one, other).ifPresent(both::add);
                }
            }
        }
        return both;
    }

    /** An Allow for a part of an account, in whatever form, is within a Deny of the whole account. */
    private static Optional<Principal> narrower(Principal ofAllow, Principal ofDeny) {
        if (ofAllow.equals(ofDeny)) {
            return Optional.of(ofAllow);
        }
        if (ofAllow instanceof Principal.Account first
                && ofDeny instanceof Principal.Account second
                && first.accountId().equals(second.accountId())) {
            if (second.isWhole()) {
                return Optional.of(ofAllow);
            }
            return isPlain(ofAllow) && first.isWhole() ? Optional.of(ofDeny) : Optional.empty();
        }
        return Optional.empty();
    }
}
