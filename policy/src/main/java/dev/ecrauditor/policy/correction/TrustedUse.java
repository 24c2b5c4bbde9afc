package dev.ecrauditor.policy.correction;

import dev.ecrauditor.policy.analysis.AccessFacts;
import dev.ecrauditor.policy.analysis.Grant;
import dev.ecrauditor.policy.analysis.Grant.GrantScope;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who of those who are trusted has access by which statement.
 *
 * @param facts the evaluation as a stranger's policy; empty where it says nothing about the owner
 */
record TrustedUse(Optional<AccessFacts> facts) {

    static final TrustedUse NOT_KNOWN = new TrustedUse(Optional.empty());

    /** Nobody uses a policy without a statement. */
    static final TrustedUse NONE = new TrustedUse(Evaluation.NO_ACCESS);

    TrustedUse(AccessFacts facts) {
        this(Optional.of(facts));
    }

    /** The part for those who have access by it; empty when nobody has. Where that is not known, the part as it is. */
    Optional<StatementPart> of(int number, StatementPart part) {
        if (part.requirement().isEmpty()
                || facts.filter(known -> known.unclear().isEmpty()).isEmpty()) {
            return Optional.of(part);
        }
        List<Grant> grants = facts.orElseThrow().grants().stream()
                .filter(grant -> grant.statement().number() == number)
                .toList();
        if (grants.isEmpty()) {
            return Optional.empty();
        }
        Set<String> ids = new TreeSet<>();
        for (Grant grant : grants) {
            Set<String> named = ids(grant.bound(), part);
            if (named.isEmpty()) {
                return Optional.of(part);
            }
            ids.addAll(named);
        }
        StatementPart used = part.only(ids);
        return Optional.of(used.requirement().filter(one -> one.ids().isEmpty()).isPresent() ? part : used);
    }

    private static Set<String> ids(GrantScope bound, StatementPart part) {
        boolean accounts =
                part.requirement().filter(one -> one.key().isAccount()).isPresent();
        if (bound instanceof GrantScope.Account account) {
            return accounts ? Set.of(account.accountId()) : account.organizations();
        }
        return bound instanceof GrantScope.Organization organization && !accounts ? organization.ids() : Set.of();
    }
}
