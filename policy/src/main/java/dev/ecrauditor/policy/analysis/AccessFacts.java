package dev.ecrauditor.policy.analysis;

import dev.ecrauditor.policy.analysis.Grant.GrantScope;
import dev.ecrauditor.policy.condition.Condition;
import dev.ecrauditor.policy.condition.ConditionForms;
import dev.ecrauditor.policy.condition.ConditionKey;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.Principal;
import dev.ecrauditor.policy.document.Statement;
import dev.ecrauditor.policy.pattern.Wildcard;
import dev.ecrauditor.policy.request.Principals;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Facts about the access that a policy grants to principals outside the account.
 *
 * @param grants every grant to principals outside the account, with its witness
 * @param organizationIds organizations on which access depends
 * @param wildcardActions true when an Allow names actions by wildcard or by exception
 * @param unresolvedPrincipals deleted or unresolvable principals
 * @param unclear what could not be evaluated; empty when everything was
 */
public record AccessFacts(
        List<Grant> grants,
        Set<String> organizationIds,
        boolean wildcardActions,
        List<String> unresolvedPrincipals,
        List<String> unclear) {

    public AccessFacts {
        grants = List.copyOf(grants);
        organizationIds = new TreeSet<>(organizationIds);
        unresolvedPrincipals = List.copyOf(unresolvedPrincipals);
        unclear = List.copyOf(unclear);
    }

    static AccessFacts of(Policy policy, List<Grant> grants, List<String> unclear) {
        boolean wildcards = policy.statements().stream()
                .filter(statement -> statement.effect() == Statement.Effect.ALLOW)
                .anyMatch(statement -> statement.actions().isOpenEnded());
        List<String> unresolved = policy.statements().stream()
                .flatMap(statement -> statement.principals().stream())
                .filter(principal -> principal instanceof Principal.Unresolved)
                .map(Principal::written)
                .distinct()
                .toList();
        return new AccessFacts(grants, organizations(policy, grants), wildcards, unresolved, unclear);
    }

    /**
     * The same facts, with the statements as this policy writes them; the policies differ only in the names of
     * condition keys.
     */
    AccessFacts in(Policy policy) {
        List<Grant> asWritten = grants.stream()
                .map(grant -> new Grant(
                        policy.statements().get(grant.statement().number() - 1),
                        grant.principal(),
                        grant.bound(),
                        grant.actions(),
                        grant.witness()))
                .toList();
        return new AccessFacts(asWritten, organizationIds, wildcardActions, unresolvedPrincipals, unclear);
    }

    /** True when any AWS account can use the repository. */
    public boolean isPublic() {
        return grants.stream().anyMatch(Grant::isPublic);
    }

    /** Other accounts that can use the repository, in order. */
    public List<String> crossAccounts() {
        Set<String> accounts = new TreeSet<>();
        for (Grant grant : grants) {
            if (grant.bound() instanceof GrantScope.Account account) {
                accounts.add(account.accountId());
            }
        }
        return List.copyOf(accounts);
    }

    /**
     * True when there is a grant to principals outside the account and every such grant requires a fixed organization.
     */
    public boolean isOrganizationOnly() {
        List<Grant> external = externalGrants();
        return !external.isEmpty() && external.stream().allMatch(Grant::needsOrganization);
    }

    /** True when anybody in a fixed network can use it, from any account. */
    public boolean isNetworkLimited() {
        return grants.stream().anyMatch(grant -> grant.bound() instanceof GrantScope.Network);
    }

    /**
     * True when a principal outside the account can change images, tags or permissions. A service that acts for anybody
     * is reported by {@link #isConfusedDeputy()}, and an identity whose account is unknown by its grant.
     */
    public boolean outsiderCanWrite() {
        return externalGrants().stream().anyMatch(Grant::writes);
    }

    /** True when a service named as principal can be made to act for anybody. */
    public boolean isConfusedDeputy() {
        return grants.stream().anyMatch(grant -> grant.bound() instanceof GrantScope.AnyService);
    }

    private List<Grant> externalGrants() {
        return grants.stream()
                .filter(grant -> !(grant.bound() instanceof GrantScope.AnyService)
                        && !(grant.bound() instanceof GrantScope.Unknowable))
                .toList();
    }

    /**
     * Organizations that restrict a grant, and those that a Deny for everyone exempts where it covers actions that
     * anybody can call.
     */
    private static Set<String> organizations(Policy policy, List<Grant> grants) {
        Set<String> ids = new TreeSet<>();
        for (Grant grant : grants) {
            if (grant.bound() instanceof GrantScope.Organization organization) {
                ids.addAll(organization.ids());
            } else if (grant.bound() instanceof GrantScope.Account account) {
                ids.addAll(account.organizations());
            }
        }
        List<Statement> exempting = policy.statements().stream()
                .filter(AccessFacts::exemptsOrganizations)
                .toList();
        Set<String> toAnyone = exempting.isEmpty() ? Set.of() : toAnyone(grants);
        for (Statement deny : exempting) {
            if (toAnyone.stream().anyMatch(deny.actions()::covers)) {
                deny.conditions().stream()
                        .filter(AccessFacts::exemptsOrganizations)
                        .flatMap(condition -> condition.values().stream())
                        .filter(value -> !Wildcard.isIn(value))
                        .forEach(value -> ids.add(value.split("/", 2)[0]));
            }
        }
        ids.removeIf(id -> id.contains("${"));
        return ids;
    }

    /** The actions that anybody can call. */
    private static Set<String> toAnyone(List<Grant> grants) {
        return grants.stream()
                .filter(Grant::isPublic)
                .flatMap(grant -> grant.actions().values().stream())
                .flatMap(List::stream)
                .collect(Collectors.toSet());
    }

    /** True for a Deny for everyone except members of organizations. */
    private static boolean exemptsOrganizations(Statement statement) {
        return statement.effect() == Statement.Effect.DENY
                && statement.conditions().stream().anyMatch(AccessFacts::exemptsOrganizations)
                && new Principals(statement).areEveryone();
    }

    private static boolean exemptsOrganizations(Condition condition) {
        ConditionKey key = condition.key();
        return condition.operator().comparesTextNegated()
                && !condition.operator().isForAnyValue()
                && !ConditionForms.lacksSetOperator(condition)
                && !condition.values().isEmpty()
                && List.of(
                                ConditionKey.PRINCIPAL_ORGANIZATION,
                                ConditionKey.PRINCIPAL_ORGANIZATION_PATHS,
                                ConditionKey.SOURCE_ORGANIZATION,
                                ConditionKey.SOURCE_ORGANIZATION_PATHS)
                        .contains(key);
    }
}
