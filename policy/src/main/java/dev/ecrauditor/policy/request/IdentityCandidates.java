package dev.ecrauditor.policy.request;

import dev.ecrauditor.policy.condition.ConditionKey;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.Principal;
import dev.ecrauditor.policy.document.Principal.Unbounded.Whoever;
import dev.ecrauditor.policy.document.Statement;
import dev.ecrauditor.policy.pattern.AccountIds;
import dev.ecrauditor.policy.pattern.Wildcard;
import dev.ecrauditor.policy.pattern.WorkBudget;
import dev.ecrauditor.policy.request.ConditionValueCatalog.Value;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Candidates for the caller: accounts and the ARNs of identities in them, from an external one to those that the policy
 * names.
 */
public final class IdentityCandidates {

    /** The key of the identity provider with which a caller signed in. */
    private final ConditionValueCatalog catalog;

    private final UserIdCandidates userIds;
    private final String owner;
    private final List<Principal> exempted;
    /** The values of the policy for the ARNs of identities: in conditions, and as patterns of principals. */
    private final Set<Value> arns;

    private final Identities.Words words;

    /**
     * @param policy the policy whose statements with NotPrincipal may exempt a caller
     * @param owner the account whose own identities are omitted, because they are not external; empty text for none
     */
    public IdentityCandidates(Policy policy, ConditionValueCatalog catalog, UserIdCandidates userIds, String owner) {
        this.catalog = catalog;
        this.userIds = userIds;
        this.owner = owner;
        this.exempted = exempted(policy);
        Set<Value> patterns = patterns(policy);
        Set<Value> all = catalog.of(ConditionKey.PRINCIPAL_ARN);
        if (!patterns.isEmpty()) {
            all = new LinkedHashSet<>(all);
            all.addAll(patterns);
        }
        this.arns = all;
        this.words = new Identities.Words(
                all, List.copyOf(patterns), partitions(all, catalog.budget()), providers(exempted));
    }

    /** Identity providers of sessions that a denial exempts. */
    private static List<String> providers(List<Principal> exempted) {
        return exempted.stream()
                .filter(principal -> (principal instanceof Principal.Account account && account.isSignedIn())
                        || (principal instanceof Principal.Unbounded unbounded
                                && unbounded.whoever() == Whoever.SIGNED_IN))
                .map(Principal::written)
                .distinct()
                .toList();
    }

    /** A role, a user and the root of an account, with names that the policy does not use. */
    public List<Candidate> plain(String account, String partition) {
        Identities all = identities(Optional.empty());
        all.plain(account, partition, Set.of());
        return all.candidates();
    }

    /** Anyone outside the owner's account. */
    public List<Candidate> ofAnyone() {
        Identities all = identities(Optional.empty());
        anyone(all);
        return all.candidates();
    }

    /** Anyone outside the owner's account that signed in with this provider. */
    public List<Candidate> ofSignedIn(Principal.Unbounded provider) {
        Identities all = identities(Optional.of(provider.written()));
        anyone(all);
        return all.candidates();
    }

    private void anyone(Identities all) {
        Set<Value> ids = catalog.of(ConditionKey.PRINCIPAL_ACCOUNT);
        Set<String> named = NamedAccounts.named(ids, arns);
        catalog.of(ConditionKey.USER_ID).forEach(word -> named.addAll(AccountIds.inUserId(word.text())));
        all.inAccount(userIds.external().identity().account(), "aws", Set.of());
        for (String account : NamedAccounts.fitting(catalog, ids, arns)) {
            all.inAccount(account, "aws", Set.of());
        }
        // A principal that another Allow names is external here; one that a denial exempts is not.
        exempted.forEach(principal -> {
            if (principal instanceof Principal.Account account) {
                named.add(account.accountId());
            }
        });
        for (String account : named) {
            all.inAccount(account, "aws", Set.of(new RequestConstraint(RequestConstraint.Kind.ACCOUNT, account)));
        }
        for (Principal principal : exempted) {
            if (principal instanceof Principal.Account account && account.isOneIdentity()) {
                all.oneIdentity(
                        account, Set.of(new RequestConstraint(RequestConstraint.Kind.ACCOUNT, account.accountId())));
            }
        }
    }

    /** The identities that a statement names by an account or an ARN. */
    public List<Candidate> of(Principal.Account principal) {
        if (principal.isSignedIn()) {
            Identities all = identities(Optional.of(principal.written()));
            inAccount(all, principal);
            return all.candidates();
        }
        Identities all = identities(Optional.empty());
        if (principal.isOneIdentity()) {
            all.oneIdentity(principal, Set.of());
        } else {
            inAccount(all, principal);
        }
        return all.candidates();
    }

    /** Whoever is in the account of a principal, and those of it whom a denial spares. */
    private void inAccount(Identities all, Principal.Account principal) {
        all.inAccount(principal.accountId(), principal.partition(), Set.of());
        for (Principal other : exempted) {
            catalog.budget().spend(1);
            if (other instanceof Principal.Account one
                    && one.isOneIdentity()
                    && one.accountId().equals(principal.accountId())) {
                all.oneIdentity(one, Set.of());
            }
        }
    }

    private Identities identities(Optional<String> provider) {
        return new Identities(catalog, userIds, owner, words, provider);
    }

    /** The principals that statements with NotPrincipal name. */
    private static List<Principal> exempted(Policy policy) {
        return policy.statements().stream()
                .filter(Statement::everyoneExcept)
                .flatMap(statement -> statement.principals().stream())
                .toList();
    }

    /** Principals that are patterns of ARNs. */
    private static Set<Value> patterns(Policy policy) {
        Set<Value> patterns = new LinkedHashSet<>();
        policy.principals().forEach(principal -> {
            if (principal instanceof Principal.Unbounded unbounded && unbounded.whoever() == Whoever.IDENTITIES) {
                patterns.add(word(unbounded.written()));
            } else if (principal instanceof Principal.Account account) {
                account.pattern().ifPresent(pattern -> patterns.add(word(pattern)));
            }
        });
        return patterns;
    }

    private static Value word(String pattern) {
        return new Value(pattern, true, Principals.isArn(pattern));
    }

    private static Set<String> partitions(Set<Value> arns, WorkBudget budget) {
        Set<String> partitions = new LinkedHashSet<>(List.of("aws"));
        for (Value word : arns) {
            budget.spend(3);
            String text = word.text();
            int start = AccountIds.field(text, 1);
            int end = start < 0 ? -1 : text.indexOf(':', start);
            if (end > 0 && text.startsWith("aws", start)) {
                String partition = text.substring(start, end);
                if (!Wildcard.isIn(partition)) {
                    partitions.add(partition);
                }
            }
        }
        return partitions;
    }
}
